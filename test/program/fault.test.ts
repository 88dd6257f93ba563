import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { placeOfFault } from "../../lib/program.ts";

const PROGRAM = JSON.stringify(join(import.meta.dirname, "../../lib/program.ts"));
const START = `import { endOnFault, placeOfFault } from ${PROGRAM};
endOnFault((error) => "fault: " + placeOfFault(error), 3);
const fault = Object.assign(new TypeError("open-sesame"), { secret: "open-sesame" });
`;

it.each([
  ["an error", "throw fault;", []],
  ["an error, later", "setImmediate(() => { throw fault; });", []],
  ["a promise that nobody looks at", "Promise.reject(fault);", []],
  ["such a promise, where Node would only warn", "Promise.reject(fault);", ["--unhandled-rejections=warn"]],
  ["an error among debugging", "throw fault;", [], { NODE_DEBUG: "*" }],
])(
  "%s that nobody foresaw ends the process with one line",
  (_name, code, flags, env: Readonly<Record<string, string>> = {}) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...flags, "--input-type=module", "-e", START + code],
      { env, encoding: "utf8" },
    );
    expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
    expect(stderr).toMatch(/^fault: TypeError.*\n$/m);
    expect(stderr).not.toContain("open-sesame");
  },
);

it("what is no error is named by its type alone", () => {
  expect(placeOfFault("open-sesame")).toBe("a thrown string");
  expect(placeOfFault(new RangeError("open-sesame"))).toMatch(/^RangeError at fault\.test\.ts:\d+:\d+$/);
});
