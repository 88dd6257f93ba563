import { describe, expect, it } from "vitest";
import { createLogger, type LogFields, type LogLevel } from "../../lib/plugin/index.ts";
import { levelFromEnvironment } from "../../lib/plugin/log.ts";

function recorder(level: LogLevel) {
  const lines: string[] = [];
  const log = createLogger({
    module: "provider.note",
    level,
    write: (line) => lines.push(line),
    now: () => new Date("2026-11-23T12:00:00.123Z"),
  });
  return { log, lines, fields: () => JSON.parse(lines[0] ?? "null") as unknown };
}

it("writes one JSON object a line, as go-plugin reads it", () => {
  const { log, lines } = recorder("info");
  log.info("put", { bucket: "a", "@level": "forged" });
  expect(lines).toEqual([
    '{"bucket":"a","@level":"info","@message":"put","@module":"provider.note","@timestamp":"2026-11-23T12:00:00.123000Z"}\n',
  ]);
});

it("leaves out what is below its level", () => {
  const { log, lines } = recorder("warn");
  for (const level of ["trace", "debug", "info", "warn", "error"] as const) log[level](level);
  expect(lines.map((line) => (JSON.parse(line) as { "@message": string })["@message"])).toEqual([
    "warn",
    "error",
  ]);
});

const circle: { self?: unknown } = {};
circle.self = circle;

it.each<[string, LogFields, object]>([
  ["an error by its name and message", { e: new TypeError("no") }, { e: "TypeError: no" }],
  ["a bigint", { n: 1n }, { n: "1" }],
  ["a symbol", { s: Symbol("x") }, { s: "Symbol(x)" }],
  ["lists", { l: [1, "a", null] }, { l: [1, "a", null] }],
  ["a circle, cut off", { circle }, { circle: expect.any(Object) }],
])("takes any field: %s", (_name, given, fields) => {
  const { log, fields: written } = recorder("info");
  log.info("m", given);
  expect(written()).toMatchObject(fields);
});

describe("redaction", () => {
  const secret = 'pa"ss\nword';
  it.each<[string, string, LogFields]>([
    ["the message", `got ${secret}!`, {}],
    ["a field", "m", { field: `x${secret}` }],
    ["a nested field", "m", { a: [{ b: secret }] }],
    ["a field's name", "m", { a: { [secret]: 1 } }],
    ["an error", "m", { error: new Error(secret) }],
  ])("replaces a secret in %s", (_name, message, fields) => {
    const { log, lines } = recorder("info");
    log.redact(secret);
    log.info(message, fields);
    expect(lines[0]).toContain("(redacted)");
    expect(lines[0]).not.toContain("word");
  });

  it("replaces a secret within a secret as a whole", () => {
    const { log } = recorder("info");
    log.redact("abc");
    log.redact("abcdef");
    log.redact("");
    expect(log.redacted("abcdef abc")).toBe("(redacted) (redacted)");
  });
});

it.each<[string, { [name: string]: string }, LogLevel]>([
  ["nobody listens", {}, "warn"],
  ["TF_LOG", { TF_LOG: "INFO" }, "info"],
  ["the provider's own level wins", { TF_LOG: "error", TF_LOG_PROVIDER: "debug" }, "debug"],
  ["JSON means everything", { TF_LOG: "JSON" }, "trace"],
])("level: %s", (_name, env, level) => {
  expect(levelFromEnvironment(env)).toBe(level);
});
