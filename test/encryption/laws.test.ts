import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Difference,
  diff,
  type Fields,
  isSameDesired,
  keyOf,
  mayUseKey,
  observe,
  problemOf,
} from "../../lib/encryption/index.ts";
import { desired, fields } from "./arbitraries.ts";

/** What the cloud does with an action: PUT replaces the whole setting, DELETE empties it. */
function act(difference: Difference, before: Fields): Fields {
  if (difference.action === "none") return before;
  return difference.action === "delete" ? {} : difference.fields;
}

describe("laws of the difference", () => {
  test("acting on a difference and observing again gives no difference", () => {
    fc.assert(
      fc.property(desired, fields, (desired, answer) => {
        const after = act(diff(desired, observe(answer)), answer);
        expect(diff(desired, observe(after)).action).toBe("none");
      }),
    );
  });

  test("the PUT without unknown fields reaches the desired state as well", () => {
    fc.assert(
      fc.property(desired, fields, (desired, answer) => {
        const difference = diff(desired, observe(answer));
        fc.pre(difference.action === "put" && difference.fieldsWithoutExtra !== undefined);
        const after = difference.action === "put" ? (difference.fieldsWithoutExtra ?? {}) : {};
        expect(diff(desired, observe(after)).action).toBe("none");
      }),
    );
  });

  test("a DELETE is asked for only when the desired state is off and something is on", () => {
    fc.assert(
      fc.property(desired, fields, (desired, answer) => {
        const observed = observe(answer);
        const expected = desired.kind === "disabled" && observed.kind !== "disabled";
        expect(diff(desired, observed).action === "delete").toBe(expected);
      }),
    );
  });

  test("a key that the bucket has is never lost without a weakening that names it", () => {
    fc.assert(
      fc.property(desired, fields, (desired, answer) => {
        const key = typeof answer["kmsMasterKeyId"] === "string" ? answer["kmsMasterKeyId"] : "";
        const keeps = desired.kind === "kms-managed" && desired.kmsMasterKeyId === key;
        const observed = observe(answer);
        fc.pre(key !== "" && !keeps && observed.kind !== "disabled");
        const difference = diff(desired, observed);
        expect(difference).toMatchObject({ weakening: { lostKmsMasterKeyId: key } });
      }),
    );
  });

  test("a PUT that keeps the method loses no field that this project does not know", () => {
    fc.assert(
      fc.property(desired, fields, (desired, answer) => {
        const observed = observe(answer);
        const difference = diff(desired, observed);
        fc.pre(difference.action === "put" && observed.kind === desired.kind && observed.kind !== "disabled");
        expect(difference).toMatchObject({ fields: "extra" in observed ? observed.extra : {} });
      }),
    );
  });
});

describe("laws of the observation", () => {
  const anything = fc.dictionary(
    fc.oneof(fc.constantFrom("encryptionAlgorithm", "kmsMasterKeyId"), fc.string()),
    fc.jsonValue(),
  ) as fc.Arbitrary<Fields>;
  const isKnown = (name: string): boolean => name === "encryptionAlgorithm" || name === "kmsMasterKeyId";

  test("an object without a known field is never off, nor anything else", () => {
    fc.assert(
      fc.property(anything, (answer) => {
        fc.pre(Object.keys(answer).length > 0 && !Object.keys(answer).some(isKnown));
        expect(problemOf(answer)).toEqual(expect.any(String));
        expect(() => observe(answer)).toThrow();
      }),
    );
  });

  test("off is nothing at all, or an algorithm that is null, empty or none", () => {
    fc.assert(
      fc.property(anything, (answer) => {
        fc.pre(problemOf(answer) === undefined && observe(answer).kind === "disabled");
        const algorithm = answer["encryptionAlgorithm"];
        const said = typeof algorithm === "string" ? algorithm.toLowerCase() : algorithm;
        if (Object.keys(answer).length > 0) expect([null, "", "none"]).toContain(said);
      }),
    );
  });

  test("a key that an answer names beside anything but none is seen, and counts as used", () => {
    fc.assert(
      fc.property(fields, (answer) => {
        const { encryptionAlgorithm: algorithm, kmsMasterKeyId: key } = answer;
        fc.pre(typeof key === "string" && key !== "" && !/^none$/i.test(String(algorithm)));
        expect(keyOf(observe(answer))).toBe(key);
        expect(mayUseKey(observe(answer), String(key))).toBe(true);
      }),
    );
  });
});

describe("laws of sameness", () => {
  test("equal desired states are the same whatever the order of their fields", () => {
    fc.assert(
      fc.property(desired, (desired) => {
        const reversed = Object.fromEntries(Object.entries(desired).reverse()) as typeof desired;
        expect(isSameDesired(reversed, desired)).toBe(true);
      }),
    );
  });

  test("different desired states are not the same", () => {
    fc.assert(
      fc.property(desired, desired, (one, other) => {
        fc.pre(JSON.stringify(sorted(one)) !== JSON.stringify(sorted(other)));
        expect(isSameDesired(one, other)).toBe(false);
      }),
    );
  });
});

function sorted(value: object): [string, unknown][] {
  return Object.entries(value).sort(([one], [other]) => one.localeCompare(other));
}
