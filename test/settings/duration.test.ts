import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkTime, parseDuration } from "../../lib/settings/index.ts";

describe("a duration", () => {
  it.each<[string, number | undefined]>([
    ["0", 0],
    ["0s", 0],
    ["30s", 30_000],
    ["5m", 300_000],
    ["1h30m", 5_400_000],
    ["500ms", 500],
    ["1.5h", 5_400_000],
    [".5s", 500],
    ["1.s", 1_000],
    ["+2s", 2_000],
    ["1m1m", 120_000],
    ["1us", 0.001],
    ["1\u00b5s", 0.001],
    ["1\u03bcs", 0.001],
    ["1000ns", 0.001],
    ["2562047h", 2_562_047 * 3_600_000],
    ["2562048h", undefined],
    ["", undefined],
    ["30", undefined],
    ["s", undefined],
    [".s", undefined],
    ["-30s", undefined],
    ["30 s", undefined],
    ["30S", undefined],
    ["1d", undefined],
    ["1e3s", undefined],
    ["30s ", undefined],
    ["1h\n", undefined],
  ])("%j is %s ms", (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it("is the sum of its parts", () => {
    const whole = fc.nat(1_000);
    fc.assert(
      fc.property(whole, whole, whole, whole, (h, m, s, ms) => {
        const expected = h * 3_600_000 + m * 60_000 + s * 1_000 + ms;
        expect(parseDuration(`${h}h${m}m${s}s${ms}ms`)).toBe(expected);
      }),
    );
  });
});

describe("a time for an operation", () => {
  it.each(["30s", "1h30m", "+5m", "1\u00b5s"])("%j is one", (text) => {
    expect(checkTime(text)).toEqual([]);
  });

  it.each(["0", "0s", "0h0m", "-5s", "5", "1d", "", "soon"])("%j is none", (text) => {
    expect(checkTime(text)).toEqual([
      {
        code: "duration",
        field: "timeouts",
        message: expect.stringMatching(/^Write a time of more than 0 with its unit/),
      },
    ]);
  });
});
