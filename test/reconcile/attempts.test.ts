// Writes that fail and are tried again: how often, how long after, and what is said when there is no other attempt.
import { expect, test } from "vitest";
import { BceError, type BceErrorCode } from "../../lib/bos/index.ts";
import { type Attempts, type AttemptsOptions, createAttempts } from "../../lib/reconcile/index.ts";
import { failure } from "./fake-cloud.ts";

type Attempt = Parameters<Attempts["run"]>[1];

/** A write that fails with each of these in turn, and then is through. */
function failingWith(...failures: readonly (BceErrorCode | BceError)[]): Attempt {
  const left = failures.map((each) => (each instanceof BceError ? each : failure(each)));
  return ({ send }) =>
    send(async () => {
      const error = left.shift();
      if (error !== undefined) throw error;
      return "written";
    });
}

/** A clock that passes only while somebody sleeps, and began long before. */
function slept(startMs = 3_600_000) {
  const waits: number[] = [];
  let nowMs = startMs;
  const pace: NonNullable<AttemptsOptions["pace"]> = {
    now: () => nowMs,
    sleep: async (ms) => {
      waits.push(ms);
      nowMs += ms;
    },
  };
  return { pace, waits };
}

test.each<{ failures: BceErrorCode[]; attempts: number; ended: object }>([
  { failures: ["Throttled"], attempts: 2, ended: { kind: "done" } },
  { failures: ["Unreachable", "Throttled"], attempts: 3, ended: { kind: "done" } },
  { failures: ["Timeout"], attempts: 1, ended: { kind: "failed", error: { code: "Timeout" } } },
  {
    failures: ["Throttled", "ConnectionLost"],
    attempts: 2,
    ended: { kind: "failed", error: { code: "ConnectionLost", attempts: 2, mayHaveTakenEffect: true } },
  },
])(
  "what may not be sent twice ends after attempt $attempts of $failures: tried again only while it surely had no effect",
  async ({ failures, attempts, ended }) => {
    let sent = 0;
    const attempt = failingWith(...failures);
    const result = await createAttempts({ pace: slept().pace }).run({ isRepeatable: false }, (context) => {
      sent += 1;
      return attempt(context);
    });
    expect({ sent, result }).toMatchObject({ sent: attempts, result: ended });
  },
);

test("each attempt is told how an earlier one ended, if nobody knows whether that took effect", async () => {
  const told: (string | undefined)[] = [];
  const attempt = failingWith("Throttled", "Timeout", "Throttled");
  await createAttempts({ pace: slept().pace }).run({}, (context) => {
    told.push(context.unclear?.code);
    return attempt(context);
  });
  expect(told).toEqual([undefined, undefined, "Timeout", "Timeout"]);
});

test("the budget counts from the first attempt, however long the process has run by then", async () => {
  const { pace, waits } = slept();
  const slow = new BceError("Throttled", { retryAfterMs: 20_000 });
  const attempts = createAttempts({ pace, random: () => 0 });
  expect(await attempts.run({}, failingWith(slow, slow, slow, slow))).toMatchObject({
    kind: "failed",
    error: { code: "Throttled", attempts: 4 },
  });
  expect(waits).toEqual([20_000, 20_000, 20_000]);
});

test("each wait is announced before it begins", async () => {
  const { pace, waits } = slept();
  const notices: unknown[] = [];
  await createAttempts({
    pace,
    random: () => 0.5,
    onRetry: (notice) => notices.push({ ...notice, waited: waits.length }),
  }).run({}, failingWith("Throttled", "Timeout"));
  expect(notices).toEqual([
    { attempt: 1, waitMs: 100, error: failure("Throttled"), waited: 0 },
    { attempt: 2, waitMs: 200, error: failure("Timeout"), waited: 1 },
  ]);
});

test("a cancelled wait says what was waited out", async () => {
  const cancel = new AbortController();
  const pace = {
    now: () => 0,
    sleep: async () => {
      cancel.abort();
      throw cancel.signal.reason;
    },
  };
  const ended = await createAttempts({ pace }).run({ signal: cancel.signal }, failingWith("Throttled"));
  expect(ended).toMatchObject({
    kind: "failed",
    error: {
      code: "Cancelled",
      message: 'fake of bucket "acme" was cancelled. It was waiting to try again after Throttled.',
      cause: { code: "Throttled" },
    },
  });
});

test("a wait that fails by itself is no cancellation", async () => {
  const pace = { now: () => 0, sleep: () => Promise.reject(new Error("the clock is broken")) };
  await expect(createAttempts({ pace }).run({}, failingWith("Throttled"))).rejects.toThrow(
    "the clock is broken",
  );
});

test("what is no failure of a call ends it at once, as it is", async () => {
  let sent = 0;
  const attempting = createAttempts({ pace: slept().pace }).run({}, ({ send }) =>
    send(() => {
      sent += 1;
      return Promise.reject(new RangeError("a fault of ours"));
    }),
  );
  await expect(attempting).rejects.toThrow(new RangeError("a fault of ours"));
  expect(sent).toBe(1);
});

test("left alone, it waits by a real clock", async () => {
  const asked = new BceError("Throttled", { retryAfterMs: 50 });
  const begunMs = performance.now();
  const ended = await createAttempts({ random: () => 0 }).run({}, failingWith(asked));
  expect(ended).toEqual({ kind: "done", value: "written" });
  expect(performance.now() - begunMs).toBeGreaterThan(45);
});

test("left alone, it counts the budget by a real clock, in milliseconds", async () => {
  const slow: Attempt = ({ send }) =>
    send(async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      throw failure("Throttled");
    });
  const ended = await createAttempts({ budgetMs: 20, random: () => 0 }).run({}, slow);
  expect(ended).toMatchObject({ kind: "failed", error: { code: "Throttled", attempts: 1 } });
});

test("left alone, a real wait ends as soon as the caller cancels", async () => {
  const cancel = new AbortController();
  const attempts = createAttempts({ onRetry: () => setTimeout(() => cancel.abort(), 10) });
  const asked = new BceError("Throttled", { retryAfterMs: 50_000 });
  const ended = await attempts.run({ signal: cancel.signal }, failingWith(asked));
  expect(ended).toMatchObject({ kind: "failed", error: { code: "Cancelled" } });
});
