// Inputs that somebody might send who means no good, or whose program is broken.

import fc from "fast-check";
import { SECRETS } from "../../bce/support/requests.ts";

/** Names that every JavaScript object has, and those with a meaning of their own. */
const PROTOTYPE_NAMES = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "then",
  "toJSON",
  "length",
];

/** How deep "deep" is: more than a recursive function of ours could go, and nothing that a parser refuses. */
export const DEEP = 5_000;

const ODD_TEXTS = [
  "",
  " ",
  "\0",
  "\ud83d",
  "\udc00\ud800",
  "\u202eabc",
  "\ufeff",
  "a\r\nb",
  "\u001b[31m",
  "None",
  "null",
  "none",
  "NaN",
  "-0",
  "1e999",
  "9007199254740993",
  "0x10",
  "%00",
  "%zz",
  "../../etc",
  "$" + "{jndi:x}",
  "ＡＥＳ２５６",
  ...PROTOTYPE_NAMES,
];

/** Short texts, the odd ones among them. Half of a surrogate pair is one. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 3, arbitrary: fc.string({ maxLength: 40 }) },
  { weight: 3, arbitrary: fc.constantFrom(...ODD_TEXTS) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: fc.integer({ max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  },
);

/** Long enough to show what takes its time squared. */
const LONG_TEXTS = ["a", "0", "1", "-", " ", "*", "%", "\\", "[", "<", "\u00e9", "\ud83d\ude00"].flatMap(
  (piece) => [
    piece.repeat(30_000),
    `${piece.repeat(30_000)}!`,
    `0.1${piece.repeat(30_000)}1`,
    `${piece.repeat(30_000)} `,
  ],
);

/** Any text, those among them that are longer than anybody would write. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 9, arbitrary: text },
  { weight: 1, arbitrary: fc.constantFrom(...LONG_TEXTS) },
);

export const number: fc.Arbitrary<number> = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, -0, 1, -1, 2 ** 31, 2 ** 53, 2 ** 53 + 2, 1e308, 5e-324, Number.MAX_SAFE_INTEGER),
);

/** What JSON can say, with hostile keys and leaves; `keys` are mixed in as names of objects. */
export function json(...keys: readonly string[]): fc.Arbitrary<unknown> {
  const key = fc.oneof(fc.constantFrom(...PROTOTYPE_NAMES, ...keys), fc.string({ maxLength: 8 }));
  return fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.oneof(text, number, fc.boolean(), fc.constant(null)),
      fc.array(tie("value"), { maxLength: 4 }),
      object(key, tie("value")),
    ),
  })).value;
}

/** An object that really has the keys it was given, `__proto__` too. */
export function object(
  key: fc.Arbitrary<string>,
  value: fc.Arbitrary<unknown>,
): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  return fc
    .array(fc.tuple(key, value), { maxLength: 4 })
    .map((entries) => Object.fromEntries(entries) as Readonly<Record<string, unknown>>);
}

/** Texts of JSON that no parser of ours minds and that no function of ours may follow to the ground. */
export const deepJson: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom("[", '{"a":', '{"__proto__":'), fc.constantFrom("1", '"x"', "null"))
  .map(([open, leaf]) => open.repeat(DEEP) + leaf + (open === "[" ? "]" : "}").repeat(DEEP));

/** A text of JSON in which one place holds something deep. */
export function deepIn(...names: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...names), deepJson)
    .map(([name, deep]) => `{${JSON.stringify(name)}:${deep}}`);
}

/** A text that was one of JSON until something cut it, doubled it or put something into it. */
export function brokenJson(whole: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(whole, fc.nat(), fc.nat(12), fc.constantFrom("", "\0", "}", '"', ",", "\ud83d", "1e999", "<html>"))
    .map(([full, at, length, put]) => {
      const start = full.length === 0 ? 0 : at % full.length;
      return full.slice(0, start) + put + full.slice(start + length);
    });
}

/** Names and values of headers; what they are is what Node would hand over. */
export function headers(
  known: Readonly<Record<string, fc.Arbitrary<string>>>,
): fc.Arbitrary<Record<string, string>> {
  return fc
    .tuple(fc.record(known, { requiredKeys: [] }), fc.array(fc.tuple(text, text), { maxLength: 2 }))
    .map(([some, more]) => ({ ...Object.fromEntries(more), ...(some as Record<string, string>) }));
}

/** A text with one of our secrets somewhere in it. */
export const telltale: fc.Arbitrary<string> = fc
  .tuple(
    fc.string({ maxLength: 10 }),
    fc.constantFrom(...Object.values(SECRETS)),
    fc.string({ maxLength: 10 }),
  )
  .map((parts) => parts.join(" "));

/** Whether what was shown holds a secret, in any of the spellings in which it goes over the wire. */
export function leaks(shown: string, secrets: readonly string[] = Object.values(SECRETS)): readonly string[] {
  return secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .filter((secret) => shown.includes(secret));
}
