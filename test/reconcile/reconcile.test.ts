import { describe, expect, test } from "vitest";
import { BceError, type BceErrorCode } from "../../lib/bos/index.ts";
import type { Desired, Difference, Fields } from "../../lib/encryption/index.ts";
import { createFakeCloud } from "./fake-cloud.ts";
import { aes, kms, off, sm4, target, timeless } from "./support.ts";

describe("observe, diff, act, verify", () => {
  const rows: Record<string, { before: Fields; desired: Desired; outcome: string; log: string[] }> = {
    "equal: one read, no write": {
      before: { encryptionAlgorithm: "AES256" },
      desired: aes,
      outcome: "unchanged",
      log: ["GET"],
    },
    "off and wanted off: one read, no write": {
      before: {},
      desired: off,
      outcome: "unchanged",
      log: ["GET"],
    },
    "off to on": {
      before: {},
      desired: aes,
      outcome: "enabled",
      log: ["GET", 'PUT {"encryptionAlgorithm":"AES256"}', "GET"],
    },
    "another algorithm: one PUT, no DELETE": {
      before: { encryptionAlgorithm: "AES256" },
      desired: sm4,
      outcome: "changed",
      log: ["GET", 'PUT {"encryptionAlgorithm":"SM4"}', "GET"],
    },
    "another key: fields of a newer cloud go back": {
      before: { encryptionAlgorithm: "AES256", kmsMasterKeyId: "k-0", bucketKey: true },
      desired: kms("k-1"),
      outcome: "changed",
      log: ["GET", 'PUT {"bucketKey":true,"encryptionAlgorithm":"AES256","kmsMasterKeyId":"k-1"}', "GET"],
    },
    "on to off": {
      before: { encryptionAlgorithm: "SM4" },
      desired: off,
      outcome: "disabled",
      log: ["GET", "DELETE", "GET"],
    },
  };

  test.each(Object.entries(rows))("%s", async (_name, { before, desired, outcome, log }) => {
    const cloud = createFakeCloud(before);
    const report = await timeless(cloud.calls).reconcile(target, desired);
    expect({ outcome: report.outcome, log: cloud.log }).toEqual({ outcome, log });
  });

  test("a second run writes nothing", async () => {
    const cloud = createFakeCloud();
    const reconciler = timeless(cloud.calls);
    await reconciler.reconcile(target, sm4);
    cloud.log.length = 0;
    expect((await reconciler.reconcile(target, sm4)).outcome).toBe("unchanged");
    expect(cloud.log).toEqual(["GET"]);
  });

  test("a PUT refused for a field of a newer cloud is sent once more without it, with a warning", async () => {
    const cloud = createFakeCloud({ encryptionAlgorithm: "AES256", bucketKey: true });
    cloud.faults.push({ on: "put", code: "MalformedRequest" });
    const report = await timeless(cloud.calls).reconcile(target, sm4);
    expect(cloud.setting).toEqual({ encryptionAlgorithm: "SM4" });
    expect(report.warnings).toEqual([expect.stringContaining("bucketKey")]);
    expect(cloud.log.map((line) => line.split(" ")[0])).toEqual(["GET", "PUT", "GET", "PUT", "GET"]);
  });

  test("before that second PUT the bucket is read and approved anew", async () => {
    const cloud = createFakeCloud({ encryptionAlgorithm: "AES256", bucketKey: true });
    cloud.faults.push({ on: "put", code: "MalformedRequest" });
    cloud.afterCall = (call) => {
      if (call === "put") cloud.setting = { encryptionAlgorithm: "AES256", kmsMasterKeyId: "precious" };
    };
    const reconciling = timeless(cloud.calls).reconcile(target, sm4, { approve: keepKeys });
    await expect(reconciling).rejects.toThrow("keeps precious");
    expect(cloud.setting).toEqual({ encryptionAlgorithm: "AES256", kmsMasterKeyId: "precious" });
  });

  test("a PUT refused for its form is not repeated when nothing can be left out", async () => {
    const cloud = createFakeCloud();
    cloud.faults.push({ on: "put", code: "MalformedRequest" });
    await expect(timeless(cloud.calls).reconcile(target, sm4)).rejects.toMatchObject({
      code: "MalformedRequest",
    });
    expect(cloud.log).toEqual(["GET", 'PUT {"encryptionAlgorithm":"SM4"}']);
  });

  test("an approval that throws stops before the write", async () => {
    const cloud = createFakeCloud({ encryptionAlgorithm: "AES256", kmsMasterKeyId: "k-0" });
    const approve = () => {
      throw new Error("not like this");
    };
    await expect(timeless(cloud.calls).reconcile(target, aes, { approve })).rejects.toThrow("not like this");
    expect(cloud.log).toEqual(["GET"]);
  });
});

describe("when answers are lost, late or wrong", () => {
  test.each(["ConnectionLost", "Timeout", "ServerError", "UnexpectedAnswer"] as const)(
    "a PUT that took effect though it was answered with %s counts as done",
    async (code) => {
      const cloud = createFakeCloud();
      cloud.faults.push({ on: "put", code, afterEffect: true });
      expect((await timeless(cloud.calls).reconcile(target, aes)).outcome).toBe("enabled");
    },
  );

  test("a PUT whose answers are lost and that no read shows is said to be unclear, and not done", async () => {
    const cloud = createFakeCloud();
    cloud.faults.push(...Array.from({ length: 5 }, () => ({ on: "put", code: "Timeout" }) as const));
    await expect(timeless(cloud.calls).reconcile(target, aes)).rejects.toMatchObject({
      code: "WriteUnclear",
      written: true,
      message: expect.stringMatching(
        /timed out after 5 attempts.*Whether it took effect is not known: after 5 s.*still off/,
      ),
    });
  });

  test("a DELETE whose answer was lost, and a read that is denied: both are said", async () => {
    const cloud = createFakeCloud({ encryptionAlgorithm: "AES256" });
    cloud.faults.push({ on: "delete", code: "ConnectionLost", afterEffect: true });
    cloud.afterCall = (call) => {
      if (call === "delete") cloud.faults.push({ on: "get", code: "AccessDenied" });
    };
    await expect(timeless(cloud.calls).reconcile(target, off)).rejects.toMatchObject({
      code: "WriteUnclear",
      message: expect.stringMatching(/lost its connection.*could not be read back.*denied/),
    });
  });

  test("a PUT that is turned away for good is not looked for", async () => {
    const cloud = createFakeCloud();
    cloud.faults.push(...Array.from({ length: 5 }, () => ({ on: "put", code: "Throttled" }) as const));
    await expect(timeless(cloud.calls).reconcile(target, aes)).rejects.toMatchObject({
      code: "Throttled",
      attempts: 5,
    });
    expect(cloud.log.map((line) => line.split(" ")[0])).toEqual(
      Array.from({ length: 5 }, () => ["GET", "PUT"]).flat(),
    );
  });

  test("a GET that lags behind the PUT is waited for", async () => {
    const cloud = createFakeCloud();
    let reads = 0;
    cloud.shown = {};
    cloud.afterCall = (call) => {
      if (call === "get" && ++reads === 5) cloud.shown = undefined;
    };
    expect((await timeless(cloud.calls).reconcile(target, aes)).outcome).toBe("enabled");
  });

  test("a GET that never follows says what was written and what is still shown", async () => {
    const cloud = createFakeCloud();
    cloud.shown = {};
    await expect(timeless(cloud.calls).reconcile(target, aes)).rejects.toMatchObject({
      code: "NotVerified",
      written: true,
      message: expect.stringMatching(/Wrote "AES256 with BOS-managed keys".*after 30 s.*still off/),
    });
  });

  test("a key that GET never shows has an error code of its own", async () => {
    const cloud = createFakeCloud();
    cloud.shown = { encryptionAlgorithm: "AES256" };
    await expect(timeless(cloud.calls).reconcile(target, kms("k-1"))).rejects.toMatchObject({
      code: "KeyNotShown",
    });
  });

  test("a read that fails in passing after the write does not end the verification", async () => {
    const cloud = createFakeCloud();
    cloud.afterCall = (call) => {
      if (call === "put")
        cloud.faults.push({ on: "get", code: "Throttled" }, { on: "get", code: "NoSuchBucket" });
    };
    expect((await timeless(cloud.calls).reconcile(target, aes)).outcome).toBe("enabled");
  });

  test("a read that is denied after the write ends it: written, not verified", async () => {
    const cloud = createFakeCloud();
    cloud.afterCall = (call) => {
      if (call === "put") cloud.faults.push({ on: "get", code: "AccessDenied" });
    };
    await expect(timeless(cloud.calls).reconcile(target, aes)).rejects.toMatchObject({
      code: "NotVerified",
      cause: { code: "AccessDenied" },
    });
  });

  test("an unreadable bucket is an error, and nothing is written", async () => {
    for (const code of ["AccessDenied", "Throttled", "ServerError", "UnexpectedAnswer"] as const) {
      const cloud = createFakeCloud();
      cloud.faults.push({ on: "get", code });
      await expect(timeless(cloud.calls).reconcile(target, aes)).rejects.toMatchObject({ code });
      expect(cloud.log).toEqual(["GET"]);
    }
  });
});

/** Refuses to give up any key, and says which. */
function keepKeys(difference: Difference): void {
  const key = difference.action === "none" ? undefined : difference.weakening?.lostKmsMasterKeyId;
  if (key !== undefined) throw new Error(`keeps ${key}`);
}

describe("between two attempts of a write the bucket is read, compared and approved anew", () => {
  const PRECIOUS = { encryptionAlgorithm: "AES256", kmsMasterKeyId: "precious" };
  const put = (code: BceErrorCode, afterEffect = false) => ({ on: "put", code, afterEffect }) as const;

  test.each(["Throttled", "Unreachable", "ServerError", "Timeout", "ConnectionLost"] as const)(
    "a key that somebody sets while %s is waited out is kept",
    async (code) => {
      const cloud = createFakeCloud({ encryptionAlgorithm: "AES256" });
      cloud.faults.push(put(code));
      cloud.afterCall = (call) => {
        if (call === "put") cloud.setting = PRECIOUS;
      };
      const reconciling = timeless(cloud.calls).reconcile(target, sm4, { approve: keepKeys });
      await expect(reconciling).rejects.toThrow("keeps precious");
      expect(cloud.setting).toEqual(PRECIOUS);
    },
  );

  test("the same before a DELETE", async () => {
    const cloud = createFakeCloud({ encryptionAlgorithm: "AES256" });
    cloud.faults.push({ on: "delete", code: "ServerError" });
    cloud.afterCall = (call) => {
      if (call === "delete") cloud.setting = PRECIOUS;
    };
    await expect(
      timeless(cloud.calls).undo(target, aes, { onDestroy: "disable", approve: keepKeys }),
    ).rejects.toThrow("keeps precious");
    expect(cloud.setting).toEqual(PRECIOUS);
  });

  test("a refusal after a write of which nobody knows says both", async () => {
    const cloud = createFakeCloud({ encryptionAlgorithm: "AES256" });
    cloud.faults.push(put("Timeout"));
    cloud.afterCall = (call) => {
      if (call === "put") cloud.setting = PRECIOUS;
    };
    await expect(timeless(cloud.calls).reconcile(target, sm4, { approve: keepKeys })).rejects.toMatchObject({
      code: "WriteUnclear",
      written: true,
      message: expect.stringMatching(/timed out.*Whether it took effect is not known.*keeps precious/),
    });
  });

  test("a write that took effect is not sent again", async () => {
    const cloud = createFakeCloud();
    cloud.faults.push(put("Timeout", true));
    const report = await timeless(cloud.calls).reconcile(target, aes);
    expect(report).toMatchObject({ outcome: "enabled", before: { kind: "disabled" } });
    expect(cloud.log).toEqual(["GET", 'PUT {"encryptionAlgorithm":"AES256"}', "GET"]);
  });

  test("what somebody else has brought about meanwhile is not our doing", async () => {
    const cloud = createFakeCloud();
    cloud.faults.push(put("Throttled"));
    cloud.afterCall = (call) => {
      if (call === "put") cloud.setting = { encryptionAlgorithm: "AES256" };
    };
    expect((await timeless(cloud.calls).reconcile(target, aes)).outcome).toBe("unchanged");
  });

  test("what BOS asks to wait is waited, and beyond the budget there is no other attempt", async () => {
    for (const [retryAfterMs, attempts] of [
      [20_000, 2],
      [70_000, 1],
    ] as const) {
      const cloud = createFakeCloud();
      let asked = false;
      const slow = {
        ...cloud.calls,
        put: async (...args: Parameters<typeof cloud.calls.put>) => {
          if (asked) return cloud.calls.put(...args);
          asked = true;
          throw new BceError("Throttled", { retryAfterMs });
        },
      };
      const outcome = await timeless(slow)
        .reconcile(target, aes)
        .then(
          () => 2,
          (error: BceError) => error.attempts,
        );
      expect(outcome).toBe(attempts);
    }
  });

  test("a cancellation while it is waited out says what was written", async () => {
    for (const [code, written] of [
      ["Throttled", undefined],
      ["Timeout", true],
    ] as const) {
      const cloud = createFakeCloud();
      const cancel = new AbortController();
      cloud.faults.push(put(code));
      cloud.afterCall = (call) => {
        if (call === "put") cancel.abort();
      };
      const reconciling = timeless(cloud.calls).reconcile(target, aes, { signal: cancel.signal });
      await expect(reconciling).rejects.toMatchObject({
        code: "Cancelled",
        ...(written === undefined ? { mayHaveTakenEffect: false } : { written }),
      });
    }
  });
});

describe("when the caller cancels", () => {
  test("before the write: nothing is written", async () => {
    const cloud = createFakeCloud();
    const cancel = new AbortController();
    cloud.afterCall = () => cancel.abort();
    await expect(
      timeless(cloud.calls).reconcile(target, aes, { signal: cancel.signal }),
    ).rejects.toMatchObject({
      code: "Cancelled",
      written: false,
    });
    expect(cloud.log).toEqual(["GET"]);
  });

  test("after the write, while it is read back: the error says that it was written", async () => {
    const cloud = createFakeCloud();
    const cancel = new AbortController();
    cloud.shown = {};
    cloud.afterCall = (call) => {
      if (call === "put") cancel.abort();
    };
    await expect(
      timeless(cloud.calls).reconcile(target, aes, { signal: cancel.signal }),
    ).rejects.toMatchObject({
      code: "Cancelled",
      written: true,
    });
  });

  test("while a bucket is waited for", async () => {
    const cloud = createFakeCloud("missing");
    const cancel = new AbortController();
    cloud.afterCall = () => cancel.abort();
    await expect(
      timeless(cloud.calls).reconcile(target, aes, { signal: cancel.signal, awaitBucketMs: 30_000 }),
    ).rejects.toMatchObject({ code: "Cancelled", written: false });
  });
});
