// Prints `N passed, N failed` from the report of the test run; where there is none, the tests never ran.
const { readFileSync } = require("node:fs");

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return { numPassedTests: 0, numFailedTests: 1 };
  }
}

const { numPassedTests, numFailedTests, testResults = [] } = read(process.argv[2]);
// A file that could not even be loaded has no tests to count, and is a failure all the same.
const brokenFiles = testResults.filter(
  ({ status, assertionResults }) =>
    status === "failed" && assertionResults.every((one) => one.status !== "failed"),
).length;
console.log(`${numPassedTests} passed, ${numFailedTests + brokenFiles} failed`);
