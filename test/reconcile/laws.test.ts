import fc from "fast-check";
import { expect, test } from "vitest";
import { type Difference, diff, observe } from "../../lib/encryption/index.ts";
import { desired, fields } from "../encryption/arbitraries.ts";
import { createFakeCloud, type Fault } from "./fake-cloud.ts";
import { target, timeless } from "./support.ts";

const fault: fc.Arbitrary<Fault> = fc.record({
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
    fc.asyncProperty(desired, fields, fc.array(fault, { maxLength: 4 }), async (desired, before, faults) => {
      const cloud = createFakeCloud(before);
      cloud.faults.push(...faults);
      const first = await timeless(cloud.calls)
        .reconcile(target, desired)
        .catch((error: unknown) => error);

      // The bucket is as it was or as desired, never anything in between.
      const now = cloud.setting === "missing" ? {} : cloud.setting;
      const isAsDesired = diff(desired, observe(now)).action === "none";
      expect(now === before || isAsDesired).toBe(true);
      // A report of success was seen, not assumed.
      expect(first instanceof Error || isAsDesired).toBe(true);

      cloud.faults.length = 0;
      await timeless(cloud.calls).reconcile(target, desired);
      expect(diff(desired, observe(cloud.setting as typeof now)).action).toBe("none");
    }),
  );
});

test("a key that somebody sets while a write is on its way or waited out stays, whatever happens", async () => {
  const foreign = { encryptionAlgorithm: "AES256", kmsMasterKeyId: "somebody's" };
  const turn = fc.nat({ max: 6 });
  await fc.assert(
    fc.asyncProperty(
      desired,
      fields,
      fc.array(fault, { maxLength: 4 }),
      turn,
      async (desired, before, faults, at) => {
        const cloud = createFakeCloud(before);
        cloud.faults.push(...faults);
        let others = 0;
        let isSet = false;
        cloud.afterCall = (call) => {
          // Between a read and the write that follows it nothing helps: BOS has no conditional write.
          if (call === "get" || others++ !== at) return;
          cloud.setting = foreign;
          isSet = true;
        };
        const approve = ({ action, ...difference }: Difference) => {
          if ("weakening" in difference && difference.weakening?.lostKmsMasterKeyId === "somebody's")
            throw new Error(`no ${action}`);
        };
        await timeless(cloud.calls)
          .reconcile(target, desired, { approve })
          .catch(() => {});
        expect(isSet).toBe(cloud.setting === foreign);
      },
    ),
  );
});

test("two runs at once end in the same state, and neither deletes what the other put", async () => {
  await fc.assert(
    fc.asyncProperty(desired, fields, async (desired, before) => {
      fc.pre(desired.kind !== "disabled");
      const cloud = createFakeCloud(before);
      await Promise.all([
        timeless(cloud.calls).reconcile(target, desired),
        timeless(cloud.calls).reconcile(target, desired),
      ]);
      expect(diff(desired, observe(cloud.setting as typeof before)).action).toBe("none");
      expect(cloud.log).not.toContain("DELETE");
    }),
  );
});
