import { expect, test } from "vitest";
import { checkDuration } from "../../lib/construct/timeouts.ts";
import { parseDuration } from "../../lib/plugin/index.ts";

// A construct knows nothing of a plugin's protocol, so it judges times with a rule of its own.
test.each([
  ["30s", true],
  ["1h30m", true],
  ["1.5m", true],
  [".5s", true],
  ["+5m", true],
  ["500ms", true],
  ["1\u00b5s", true],
  ["1\u03bcs", true],
  ["0", false],
  ["0s", false],
  ["0h0m", false],
  ["-5s", false],
  ["5", false],
  ["5 m", false],
  ["1d", false],
  ["", false],
  ["soon", false],
])("the construct and the provider judge %j alike", (text, isTime) => {
  expect([checkDuration(text).length === 0, (parseDuration(text) ?? 0) > 0]).toEqual([isTime, isTime]);
});
