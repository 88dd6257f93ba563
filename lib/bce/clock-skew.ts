import { BceError } from "./errors/bce-error.ts";
import { contextOf, parseCloudFault, requestIdOf } from "./errors/from-answer.ts";
import type { BceRequest, BceResponse, Transport } from "./message.ts";
import { parseHttpDate } from "./retry/retry-after.ts";
import type { Clock } from "./time.ts";

const SKEW_CODES: ReadonlySet<string> = new Set(["RequestTimeTooSkewed", "RequestExpired"]);

/** A clock that can be set once by the cloud's. */
export type CorrectedClock = {
  /** The cloud's time as far as we know it. */
  readonly now: Clock;
  /** What is added to our clock, milliseconds; undefined until it was measured. */
  readonly offsetMs: () => number | undefined;
  /** Sets the clock, the first time only. */
  readonly correct: (cloudMs: number) => void;
};

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
 * When the cloud finds a request too far from its own time, sets the clock by the answer's `Date` header, once per client,
 * and sends that request once more. A second refusal is `ClockSkew` with the measured offset.
 */
export function withClockCorrection(
  inner: Transport,
  clock: CorrectedClock,
  onCorrected?: (request: BceRequest, offsetMs: number) => void,
): Transport {
  return async (request, options) => {
    const signedWith = clock.offsetMs();
    const first = await inner(request, options);
    if (!isSkewed(first)) return first;

    // Another call may have set the clock while this one, signed by the old time, was on its way.
    if (clock.offsetMs() === undefined) {
      const cloudMs = parseHttpDate(first.headers["date"]);
      if (cloudMs === undefined) throw skewError(request, first, undefined);
      clock.correct(cloudMs);
      onCorrected?.(request, clock.offsetMs() ?? 0);
    }
    const offsetMs = clock.offsetMs();
    if (offsetMs === signedWith) throw skewError(request, first, offsetMs);
    const second = await inner(request, options);
    if (isSkewed(second)) throw skewError(request, second, offsetMs);
    return second;
  };
}

function isSkewed({ status, body }: BceResponse): boolean {
  return (status === 400 || status === 403) && SKEW_CODES.has(parseCloudFault(body)?.code ?? "");
}

function skewError(request: BceRequest, response: BceResponse, offsetMs: number | undefined): BceError {
  const fault = parseCloudFault(response.body);
  return new BceError("ClockSkew", {
    ...contextOf(request),
    status: response.status,
    cloudCode: fault?.code,
    requestId: requestIdOf(response, fault),
    clockOffsetMs: offsetMs,
  });
}
