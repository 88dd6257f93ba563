import type { BceError } from "./errors/bce-error.ts";
import { errorFromAnswer, isSuccess, parseHttpDate } from "./errors/from-answer.ts";
import type { BceRequest, BceResponse, Transport } from "./message.ts";
import type { Clock } from "./time.ts";

const HOUR_MS = 3_600_000;

/**
 * How far the clock may be set, milliseconds. Nobody vouches for an answer's `Date`, and a request that is signed for a time to
 * come is good at that time for whoever has seen it: ahead we go as far as a machine falls behind that slept and was woken, no
 * further. Signed for the past it is of use to nobody, and a clock that runs in local time as if it were UTC is hours ahead:
 * there a whole day is allowed.
 */
const FARTHEST_MS = { ahead: HOUR_MS, back: 24 * HOUR_MS } as const;

/** A clock that can be set once by the cloud's. */
export interface CorrectedClock {
  /** The cloud's time as far as we know it. */
  readonly now: Clock;
  /** What is added to our clock, milliseconds; undefined until it was measured. */
  readonly offsetMs: () => number | undefined;
  /** Sets the clock, the first time only. */
  readonly correct: (cloudMs: number) => void;
}

export function createCorrectedClock(now: Clock): CorrectedClock {
  let offsetMs: number | undefined;
  return {
    now: () => now() + (offsetMs ?? 0),
    offsetMs: () => offsetMs,
    correct: (cloudMs) => {
      offsetMs ??= cloudMs - now();
    },
  };
}

/**
 * When the other side finds a request too far from its own time, sets the clock by the answer's `Date` header, once per client
 * and within {@link FARTHEST_MS}, and sends a request that only reads once more. A write is not sent again: it ends with a
 * `ClockSkew` that is retryable, for the caller to look anew first. A second refusal, or a `Date` that is too far away, is
 * `ClockSkew` for good.
 */
export function withClockCorrection(
  inner: Transport,
  clock: CorrectedClock,
  onCorrected?: (request: BceRequest, offsetMs: number) => void,
): Transport {
  return async (request, options) => {
    const signedWith = clock.offsetMs();
    const first = await inner(request, options);
    const refusal = refusalOf(request, first, clock);
    if (refusal === undefined) return first;

    // Another call may have set the clock while this one, signed by the old time, was on its way.
    if (clock.offsetMs() === undefined) {
      const cloudMs = parseHttpDate(first.headers["date"]);
      if (cloudMs === undefined) throw refusal;
      const awayMs = cloudMs - clock.now();
      if (awayMs > FARTHEST_MS.ahead || -awayMs > FARTHEST_MS.back) throw tooFar(refusal, first, awayMs);
      clock.correct(cloudMs);
      onCorrected?.(request, clock.offsetMs() ?? 0);
    }
    const clockOffsetMs = clock.offsetMs();
    if (clockOffsetMs === signedWith) throw refusal.with({ clockOffsetMs });
    if (request.isWrite === true) {
      const next = "The time is corrected from now on: run again.";
      throw refusal.with({ clockOffsetMs, retryable: true, next });
    }
    const second = await inner(request, options);
    const again = refusalOf(request, second, clock);
    if (again !== undefined) throw again.with({ clockOffsetMs });
    return second;
  };
}

function refusalOf(request: BceRequest, response: BceResponse, clock: CorrectedClock): BceError | undefined {
  if (isSuccess(response.status)) return undefined;
  const error = errorFromAnswer(request, response, clock.now());
  return error.code === "ClockSkew" ? error : undefined;
}

function tooFar(refusal: BceError, { headers }: BceResponse, awayMs: number): BceError {
  const hours = Math.round(Math.abs(awayMs) / HOUR_MS);
  const direction = awayMs > 0 ? "ahead of" : "behind";
  return refusal.with({
    reason: `Its Date is "${headers["date"]}", ${hours} h ${direction} this machine's clock. That is too far to sign by, so it was not used.`,
    next: "Set this machine's clock. If it is right, find out who answers in place of the service.",
  });
}
