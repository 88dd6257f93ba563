import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { BceError } from "../../lib/bce/errors/bce-error.ts";
import { type BceErrorCode, RETRYABLE } from "../../lib/bce/errors/codes.ts";
import { parseRetryAfter } from "../../lib/bce/errors/from-answer.ts";
import type { Transport } from "../../lib/bce/message.ts";
import { DEFAULT_RETRY_LIMITS, type RetryOptions, retryWaitMs, withRetry } from "../../lib/bce/retry.ts";
import { realSleep } from "../../lib/bce/time.ts";
import { rejection, request, response, scripted } from "./support/requests.ts";

const almostOne = (): number => 0.999999;

test("the codes that are tried again are these and no others", () => {
  const codes = Object.keys(RETRYABLE) as BceErrorCode[];
  expect(codes.filter((code) => RETRYABLE[code])).toEqual([
    "Throttled",
    "ServerError",
    "Unreachable",
    "Timeout",
    "ConnectionLost",
  ]);
});

describe("how long to wait", () => {
  const limits = { maxRetries: 9, budgetMs: 60_000 };

  it.each([
    { attempt: 1, atMostMs: 199 },
    { attempt: 2, atMostMs: 399 },
    { attempt: 3, atMostMs: 799 },
    { attempt: 6, atMostMs: 6399 },
    { attempt: 7, atMostMs: 9999 },
    { attempt: 9, atMostMs: 9999 },
  ])("at most $atMostMs ms after attempt $attempt", ({ attempt, atMostMs }) => {
    const error = new BceError("ServerError");
    expect(retryWaitMs(error, { attempt, elapsedMs: 0 }, limits, almostOne)).toBe(atMostMs);
    expect(retryWaitMs(error, { attempt, elapsedMs: 0 }, limits, () => 0)).toBe(0);
  });

  it.each([
    { name: "Retry-After in full, jitter on top", retryAfterMs: 7_000, elapsedMs: 0, waitMs: 7_199 },
    { name: "Retry-After that just fits the budget", retryAfterMs: 7_000, elapsedMs: 52_801, waitMs: 7_199 },
    { name: "Retry-After beyond the budget", retryAfterMs: 7_000, elapsedMs: 52_802, waitMs: undefined },
    { name: "budget spent", retryAfterMs: undefined, elapsedMs: 60_000, waitMs: undefined },
  ])("$name", ({ retryAfterMs, elapsedMs, waitMs }) => {
    const error = new BceError("Throttled", { retryAfterMs });
    expect(retryWaitMs(error, { attempt: 1, elapsedMs }, limits, almostOne)).toBe(waitMs);
  });

  it("never goes beyond the budget or below what the cloud asks", () => {
    const whole = fc.nat({ max: 100_000 });
    fc.assert(
      fc.property(whole, whole, fc.integer({ min: 1, max: 9 }), (retryAfterMs, elapsedMs, attempt) => {
        const error = new BceError("Throttled", { retryAfterMs });
        const waitMs = retryWaitMs(error, { attempt, elapsedMs }, limits, () => 0.5);
        const fits = waitMs !== undefined && waitMs >= retryAfterMs && elapsedMs + waitMs <= limits.budgetMs;
        expect(waitMs === undefined || fits).toBe(true);
      }),
    );
  });
});

describe("Retry-After", () => {
  const nowMs = Date.UTC(2026, 10, 23, 11, 0, 0);
  it.each([
    { value: undefined, ms: undefined },
    { value: "", ms: undefined },
    { value: "soon", ms: undefined },
    { value: "-1", ms: undefined },
    { value: "1.5", ms: undefined },
    { value: "2026-11-23", ms: undefined },
    { value: "0", ms: 0 },
    { value: " 3 ", ms: 3_000 },
    { value: "1000000000", ms: 1e12 },
    { value: "99999999999999999999", ms: 1e12 },
    { value: "9".repeat(400), ms: 1e12 },
    { value: "Mon, 23 Nov 2026 11:00:05 GMT", ms: 5_000 },
    { value: "Mon, 23 Nov 2026 10:00:00 GMT", ms: 0 },
  ])("$value means $ms ms", ({ value, ms }) => {
    expect(parseRetryAfter(value, nowMs)).toBe(ms);
  });
});

/** A clock that only sleeping moves. */
function fakeTime(): Pick<RetryOptions, "now" | "sleep" | "random"> & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: () => waits.reduce((sum, ms) => sum + ms, 0),
    sleep: async (ms) => {
      waits.push(ms);
    },
    random: () => 0.5,
  };
}

describe("trying again", () => {
  it("returns the first success and waits before each further attempt", async () => {
    const time = fakeTime();
    const wire = scripted(new BceError("Timeout"), new BceError("ServerError"), response({ body: "fine" }));
    const send = withRetry(wire.send, { ...DEFAULT_RETRY_LIMITS, ...time });
    expect(await send(request(), {})).toEqual(response({ body: "fine" }));
    expect(time.waits).toEqual([100, 200]);
  });

  it("gives up after maxRetries with the last error and the number of attempts", async () => {
    const wire = scripted(new BceError("Timeout"), new BceError("ServerError", { status: 500 }));
    const send = withRetry(wire.send, { ...DEFAULT_RETRY_LIMITS, ...fakeTime() });
    const error = await rejection(send(request(), {}));
    expect(error).toMatchObject({ code: "ServerError", status: 500, attempts: 5 });
    expect(error.message).toContain("failed after 5 attempts");
    expect(wire.sent).toHaveLength(5);
  });

  it("gives up at once when the cloud asks to wait longer than the budget", async () => {
    const time = fakeTime();
    const wire = scripted(new BceError("Throttled", { status: 429, retryAfterMs: 61_000 }));
    const send = withRetry(wire.send, { ...DEFAULT_RETRY_LIMITS, ...time });
    const error = await rejection(send(request(), {}));
    expect(error).toMatchObject({ code: "Throttled", attempts: 1 });
    expect(error.message).toContain("asks to wait 61 s");
    expect(time.waits).toEqual([]);
  });

  it.each([{ code: "AccessDenied" }, { code: "NoSuchBucket" }, { code: "UnexpectedAnswer" }] as const)(
    "does not try again after $code",
    async ({ code }) => {
      const wire = scripted(new BceError(code));
      const send = withRetry(wire.send, { ...DEFAULT_RETRY_LIMITS, ...fakeTime() });
      expect(await rejection(send(request(), {}))).toMatchObject({ code, attempts: 1 });
      expect(wire.sent).toHaveLength(1);
    },
  );

  it.each(["Throttled", "Unreachable", "Timeout", "ConnectionLost", "ServerError"] as const)(
    "a write that met %s is sent once: what is there may have changed before another attempt",
    async (code) => {
      const wire = scripted(new BceError(code, { retryAfterMs: 20_000 }), response());
      const send = withRetry(wire.send, { ...DEFAULT_RETRY_LIMITS, ...fakeTime() });
      const failure = await rejection(send(request({ method: "PUT", isWrite: true }), {}));
      expect(failure).toMatchObject({ code, attempts: 1, retryAfterMs: 20_000 });
      expect(wire.sent).toHaveLength(1);
    },
  );

  it("tells of every wait, and numbers the attempts for those below", async () => {
    const attempts: unknown[] = [];
    const notices: unknown[] = [];
    const failing: Transport = async (_, { attempt }) => {
      attempts.push(attempt);
      throw new BceError("ServerError");
    };
    const send = withRetry(failing, {
      ...fakeTime(),
      maxRetries: 1,
      budgetMs: 1000,
      onRetry: (_, { attempt, waitMs, error }) => notices.push({ attempt, waitMs, code: error.code }),
    });
    await rejection(send(request(), {}));
    expect(attempts).toEqual([1, 2]);
    expect(notices).toEqual([{ attempt: 1, waitMs: 100, code: "ServerError" }]);
  });
});

describe("cancelling", () => {
  it("sends nothing when the signal is aborted already", async () => {
    const wire = scripted(response());
    const send = withRetry(wire.send, { ...DEFAULT_RETRY_LIMITS, ...fakeTime() });
    expect(await rejection(send(request(), { signal: AbortSignal.abort() }))).toMatchObject({
      code: "Cancelled",
      bucket: "acme-logs",
    });
    expect(wire.sent).toEqual([]);
  });

  it("ends a wait at once and keeps what was being waited out", async () => {
    const controller = new AbortController();
    const wire = scripted(new BceError("Throttled", { status: 429, retryAfterMs: 50_000 }));
    const send = withRetry(wire.send, {
      ...DEFAULT_RETRY_LIMITS,
      ...fakeTime(),
      sleep: realSleep,
      onRetry: () => controller.abort(),
    });
    const error = await rejection(send(request(), { signal: controller.signal }));
    expect(error).toMatchObject({ code: "Cancelled", cause: { code: "Throttled" } });
    expect(error.message).toContain("waiting to try again after Throttled");
    expect(wire.sent).toHaveLength(1);
  });
});
