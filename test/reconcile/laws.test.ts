import fc from "fast-check";
import { expect, test } from "vitest";
import { diff, observe } from "../../lib/encryption/index.ts";
import { desired, fields } from "../encryption/arbitraries.ts";
import { createFakeCloud, type Mishap } from "./fake-cloud.ts";
import { target, timeless } from "./support.ts";

const mishap: fc.Arbitrary<Mishap> = fc.record({
  on: fc.constantFrom("get" as const, "put" as const, "delete" as const),
  code: fc.constantFrom(
    "AccessDenied",
    "Throttled",
    "ServerError",
    "Timeout",
    "ConnectionLost",
    "UnexpectedAnswer",
  ),
  afterEffect: fc.boolean(),
});

test("whatever happens to a run, it never ends with less than was asked for, and the next run ends right", async () => {
  await fc.assert(
    fc.asyncProperty(desired, fields, fc.array(mishap, { maxLength: 4 }), async (wish, before, mishaps) => {
      const cloud = createFakeCloud(before);
      cloud.mishaps.push(...mishaps);
      const first = await timeless(cloud.calls)
        .reconcile(target, wish)
        .catch((error: unknown) => error);

      // The bucket is as it was or as wished, never anything in between.
      const now = cloud.setting === "missing" ? {} : cloud.setting;
      expect(now === before || diff(wish, observe(now)).action === "none").toBe(true);
      // A report of success was seen, not assumed.
      if (!(first instanceof Error)) expect(diff(wish, observe(now)).action).toBe("none");

      cloud.mishaps.length = 0;
      await timeless(cloud.calls).reconcile(target, wish);
      expect(diff(wish, observe(cloud.setting as typeof now)).action).toBe("none");
    }),
  );
});

test("two runs at once end in the same state, and neither deletes what the other put", async () => {
  await fc.assert(
    fc.asyncProperty(desired, fields, async (wish, before) => {
      const cloud = createFakeCloud(before);
      await Promise.all([
        timeless(cloud.calls).reconcile(target, wish),
        timeless(cloud.calls).reconcile(target, wish),
      ]);
      expect(diff(wish, observe(cloud.setting as typeof before)).action).toBe("none");
      const deletes = cloud.log.filter((call) => call === "DELETE").length;
      expect(wish.kind === "disabled" ? 0 : deletes).toBe(0);
    }),
  );
});
