import { expect, test } from "vitest";
import { type Arguments, parseArguments, USAGE } from "../../lib/runtime/arguments.ts";

const DESIRED = '{"contract":1,"bucket":"acme-logs"}';
const wrong = (issue: string, json = false): Arguments => ({ kind: "wrong", json, issue });

const rows: Record<string, { argv: readonly string[]; expected: Arguments }> = {
  apply: {
    argv: ["apply", DESIRED],
    expected: { kind: "run", verb: "apply", json: false, request: DESIRED },
  },
  destroy: {
    argv: ["destroy", DESIRED],
    expected: { kind: "run", verb: "destroy", json: false, request: DESIRED },
  },
  "JSON output": {
    argv: ["apply", "--json", DESIRED],
    expected: { kind: "run", verb: "apply", json: true, request: DESIRED },
  },
  "JSON output, said first": {
    argv: ["--json", "destroy", DESIRED],
    expected: { kind: "run", verb: "destroy", json: true, request: DESIRED },
  },
  "a request that looks like a flag is still the request": {
    argv: ["apply", "--json"],
    expected: { kind: "run", verb: "apply", json: false, request: "--json" },
  },
  "help, wherever it stands": { argv: ["apply", "--help"], expected: { kind: "help" } },
  "help as a verb": { argv: ["help"], expected: { kind: "help" } },
  version: { argv: ["--version"], expected: { kind: "version" } },
  "nothing at all": { argv: [], expected: wrong("Say what to do: apply or destroy.") },
  "a request without a verb": { argv: [DESIRED], expected: wrong("Say what to do: apply or destroy.") },
  "a request and a flag without a verb": {
    argv: ["--json", DESIRED],
    expected: wrong("Say what to do: apply or destroy.", true),
  },
  "a verb without a request": {
    argv: ["apply"],
    expected: wrong("The last argument must be the request, as JSON."),
  },
  "another verb": {
    argv: ["--json", "drift", DESIRED],
    expected: wrong('Unknown command "drift". Use apply or destroy.', true),
  },
  "a verb that every object has": {
    argv: ["constructor", DESIRED],
    expected: wrong('Unknown command "constructor". Use apply or destroy.'),
  },
  "more than there is room for": {
    argv: ["apply", "--jsn", "logs", DESIRED],
    expected: wrong('There are more arguments than a verb and a request: "--jsn", "logs".'),
  },
};

test.each(Object.entries(rows))("%s", (_name, { argv, expected }) => {
  expect(parseArguments(argv)).toEqual(expected);
});

test("the help names every verb, flag, variable and exit code", () => {
  for (const word of [
    "apply|destroy",
    "--json",
    "--version",
    "BAIDUCLOUD_ACCESS_KEY",
    "BAIDUCLOUD_SECRET_KEY",
    "BAIDUCLOUD_SESSION_TOKEN",
    "BAIDUCLOUD_REGION",
    "BOS_ENDPOINT",
    "BOS_DENY_WEAKENING",
    "0 done",
    "1 failed",
    "2 refused",
    "64 wrong use",
  ]) {
    expect(USAGE).toContain(word);
  }
});
