import { BceError } from "./errors/bce-error.ts";
import type { BceErrorCode } from "./errors/codes.ts";
import { contextOf, requestIdOf } from "./errors/from-answer.ts";
import type { BceRequest, Transport } from "./message.ts";
import type { Clock } from "./time.ts";

/** What every event tells; no header, no body and no query value is ever part of one. */
interface About {
  readonly operation: string;
  readonly bucket?: string;
  readonly key?: string;
  readonly host?: string;
}

/** Something that happened on the wire, for logs. `attempt` counts from 1. */
export type BceEvent =
  | (About & { readonly kind: "request"; readonly attempt: number; readonly method: string })
  | (About & {
      readonly kind: "response";
      readonly attempt: number;
      readonly status: number;
      readonly requestId?: string;
      readonly durationMs: number;
    })
  | (About & {
      readonly kind: "failure";
      readonly attempt: number;
      readonly code: BceErrorCode;
      readonly durationMs: number;
    })
  | (About & {
      readonly kind: "retry";
      /** The attempt that failed. */
      readonly attempt: number;
      readonly code: BceErrorCode;
      readonly status?: number;
      readonly waitMs: number;
    })
  | (About & { readonly kind: "clock-corrected"; readonly offsetMs: number });

export type OnEvent = (event: BceEvent) => void;

export function about(request: BceRequest): About {
  const { operation, bucket, key, host } = contextOf(request);
  return { operation: operation ?? "", ...optional({ bucket, key, host }) };
}

/** Without the properties that are undefined. */
export function optional<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** Tells of each request that goes out and of what comes back. */
export function withEvents(inner: Transport, onEvent: OnEvent, now: Clock): Transport {
  return async (request, options) => {
    const attempt = options.attempt ?? 1;
    const startedMs = now();
    onEvent({ kind: "request", ...about(request), attempt, method: request.method });
    try {
      const response = await inner(request, options);
      const durationMs = now() - startedMs;
      const requestId = optional({ requestId: requestIdOf(response) });
      onEvent({
        kind: "response",
        ...about(request),
        attempt,
        status: response.status,
        ...requestId,
        durationMs,
      });
      return response;
    } catch (caught) {
      const { code } = BceError.from(caught);
      onEvent({ kind: "failure", ...about(request), attempt, code, durationMs: now() - startedMs });
      throw caught;
    }
  };
}
