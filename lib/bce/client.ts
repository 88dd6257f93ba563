import type { Credentials, Environment } from "../settings/index.ts";
import { createCorrectedClock, withClockCorrection } from "./clock-skew.ts";
import { checkAnswers } from "./errors/from-answer.ts";
import { about, type OnEvent, optional, withEvents } from "./events.ts";
import type { ClosableTransport, Transport } from "./message.ts";
import { DEFAULT_RETRY_LIMITS, withRetry } from "./retry.ts";
import { withSignature } from "./signer.ts";
import { type Clock, realSleep, type Sleep } from "./time.ts";

import { createHttpTransport } from "./transport/http.ts";

export interface BceClientOptions {
  readonly credentials: Credentials;
  /** For the connection alone, milliseconds. @default 10000 */
  readonly connectTimeoutMs?: number | undefined;
  /** One attempt, from the first byte sent to the last received, milliseconds. @default 30000 */
  readonly requestTimeoutMs?: number | undefined;
  /** Attempts after the first. @default 4 */
  readonly maxRetries?: number | undefined;
  /** No attempt begins later than this after the first one began, milliseconds. @default 60000 */
  readonly retryBudgetMs?: number | undefined;
  /** Connections kept open to one host. @default 16 */
  readonly connections?: number | undefined;
  /** PEM, trusted besides the default roots and those of NODE_EXTRA_CA_CERTS. */
  readonly caCertificates?: string | undefined;
  /** Read for HTTPS_PROXY, HTTP_PROXY and NO_PROXY. @default process.env */
  readonly env?: Environment | undefined;
  readonly onEvent?: OnEvent | undefined;
  /** @default "bos-encryption" */
  readonly userAgent?: string | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: (() => number) | undefined;
  readonly sleep?: Sleep | undefined;
  /** In place of the real one; the caller closes it. */
  readonly transport?: Transport | undefined;
}

/** Sends requests as the owner of the credentials; every answer that is neither 200 nor 204 is a BceError. */
export type BceClient = ClosableTransport;

/**
 * Puts the layers together, from the wire upwards: HTTP, events, signature, clock correction, judgement, retry.
 * Opens no connection yet. Throws `InvalidConfiguration` for a broken proxy variable or certificate.
 */
export function createBceClient(options: BceClientOptions): BceClient {
  const { credentials, onEvent = () => {}, userAgent = "bos-encryption" } = options;
  const { clock: now = Date.now, random = Math.random, sleep = realSleep } = options;
  const wire =
    options.transport === undefined
      ? createHttpTransport({ ...options, env: options.env ?? process.env })
      : { send: options.transport, close: async () => {} };
  const clock = createCorrectedClock(now);

  const observed = withEvents(wire.send, onEvent, now);
  const signed = withSignature(observed, { credentials, now: clock.now });
  const onTime = withClockCorrection(signed, clock, (request, offsetMs) =>
    onEvent({ kind: "clock-corrected", ...about(request), offsetMs }),
  );
  const judged = checkAnswers(onTime, clock.now);
  const retried = withRetry(judged, {
    maxRetries: options.maxRetries ?? DEFAULT_RETRY_LIMITS.maxRetries,
    budgetMs: options.retryBudgetMs ?? DEFAULT_RETRY_LIMITS.budgetMs,
    now,
    random,
    sleep,
    onRetry: (request, { attempt, waitMs, error: { code, status } }) =>
      onEvent({ kind: "retry", ...about(request), attempt, code, ...optional({ status }), waitMs }),
  });

  return {
    send: (request, sendOptions) =>
      retried({ ...request, headers: { "user-agent": userAgent, ...request.headers } }, sendOptions),
    close: wire.close,
  };
}
