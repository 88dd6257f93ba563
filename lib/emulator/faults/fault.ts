import type { JsonValue } from "../json.ts";
import type { OperationName } from "../route/operations.ts";

/** Which requests a fault hits: those that match every field given. */
export interface FaultTarget {
  /** Default: every operation, also requests that the emulator does not understand. */
  readonly operation?: OperationName | readonly OperationName[];
  /** Default: every bucket, and requests without one. */
  readonly bucket?: string;
  /** How many requests it hits; default: all, until it is removed. */
  readonly times?: number;
  /** How many matching requests pass before the first one is hit; default 0. */
  readonly skip?: number;
}

/** Before or after the request has done in the cloud what it asks for. */
export type FaultMoment = "before-effect" | "after-effect";

/** A fault that decides the answer. Of several that match, the one added first is used, and only that one counts the hit. */
export type DecidingFault =
  /** Any error of the cloud, with its usual JSON body. Nothing is changed in the cloud. */
  | {
      readonly kind: "error";
      readonly status: number;
      readonly code: string;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** 429 `TooManyRequests` (default) or 503 `SlowDown`, with `Retry-After` if given. */
  | { readonly kind: "throttle"; readonly retryAfterSeconds?: number; readonly status?: 429 | 503 }
  /** The connection is reset without an answer. */
  | { readonly kind: "reset"; readonly when: FaultMoment }
  /** The connection stays open and silent until the client gives up or the emulator is closed. */
  | { readonly kind: "hang"; readonly when: FaultMoment }
  /** A proxy's HTML page instead of an answer; status 502 by default. */
  | { readonly kind: "html"; readonly status?: number }
  /** A redirect, as for a wrong region; status 307 by default. */
  | { readonly kind: "redirect"; readonly location: string; readonly status?: 301 | 302 | 307 }
  /** 403 `AccessDenied`. */
  | { readonly kind: "denied" };

/** A fault that changes how the request is handled or answered. All that match combine. */
export type ChangingFault =
  /** The request is handled this much later, in milliseconds of real time. */
  | { readonly kind: "latency"; readonly ms: number }
  /** Announces the whole body, sends half of it and breaks the connection. The effect has happened. */
  | { readonly kind: "truncated-body" }
  /** GetBucketEncryption shows the setting as it was `ms` milliseconds ago by the emulator's clock: eventual consistency. */
  | { readonly kind: "lag"; readonly ms: number }
  /** The cloud's clock is off: it judges the signature's time by it and shows it in `Date`. */
  | { readonly kind: "clock-skew"; readonly offsetMs: number }
  /**
   * A newer cloud: a GetBucketEncryption of a bucket that is on shows the field, unless a value of its own is stored.
   * PUT takes and stores the field; with `accepts: false` (default true) it refuses it with `InappropriateJSON`.
   */
  | {
      readonly kind: "extra-field";
      readonly name: string;
      readonly value: JsonValue;
      readonly accepts?: boolean;
    }
  /** A PUT with a KMS key succeeds, but no GET ever shows the key. */
  | { readonly kind: "hidden-key" };

/** Something that goes wrong on request. */
export type Fault = FaultTarget & (DecidingFault | ChangingFault);

/** A fault that was added. */
export interface FaultHandle {
  /** How many requests it has hit so far. */
  readonly hits: number;
  /** Takes it away again; its `hits` stay. */
  remove(): void;
}
