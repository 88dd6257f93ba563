// Mutation testing of what the first law rests on (CONTRIBUTING.md, `npm run mutation`).
export default {
  mutate: [
    "lib/bce/signer.ts",
    "lib/encryption/{difference,observed}.ts",
    "lib/reconcile/*.ts",
    "!lib/reconcile/index.ts",
  ],
  plugins: ["@stryker-mutator/vitest-runner", "@stryker-mutator/typescript-checker"],
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutation.config.ts", related: false },
  coverageAnalysis: "perTest",
  // What does not compile is found by the test command already, and is no question to the tests.
  checkers: ["typescript"],
  tsconfigFile: "tsconfig.mutation.json",
  // The sandbox needs the sources and what reads them, and nothing that was built.
  ignorePatterns: ["*", "!lib", "!lib/**", "!test", "!test/**", "test/nodes", "!*.json", "!*.ts"],
  tempDirName: ".reports/mutation/sandbox",
  cleanTempDir: "always",
  concurrency: 2,
  timeoutMS: 5_000,
  // Mutants whose file and tests have not changed keep their result: `npm run mutation -- --force` asks all anew.
  incremental: true,
  incrementalFile: ".reports/mutation/incremental.json",
  reporters: ["clear-text", "html"],
  clearTextReporter: { allowColor: false, logTests: false },
  htmlReporter: { fileName: ".reports/mutation/index.html" },
  thresholds: { high: 98, low: 95, break: 95 },
};
