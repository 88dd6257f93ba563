import type { JsonValue } from "../json.ts";
import type { EncryptionPermission } from "../profile.ts";
import type { OperationName } from "../route/operations.ts";

/** Which requests a fault hits: those that match every field given. */
export interface FaultTarget {
  /** Default: every operation, also requests that the emulator does not understand. */
  readonly operation?: OperationName | readonly OperationName[];
  /** Default: every bucket, and requests without one. */
  readonly bucket?: string;
  /** The KMS key that a call of the key service names; default: every key, and requests without one. */
  readonly keyId?: string;
  /** How many requests it hits; default: all, until it is removed. */
  readonly times?: number;
  /** How many matching requests pass before the first one is hit; default 0. */
  readonly skip?: number;
  /** Hits the first that is due, and from there on only each n-th; default 1. */
  readonly every?: number;
}

/** Before or after the request has done in the cloud what it asks for. */
export type FaultMoment = "before-effect" | "after-effect";

/**
 * A fault that decides the answer. Of several that match, the one added first is used, and only that one counts the hit.
 * Where `when` may be left out, it is `before-effect`: the request has no effect at all.
 */
export type DecidingFault =
  /** Any error of the cloud, with its usual JSON body. */
  | {
      readonly kind: "error";
      readonly status: number;
      readonly code: string;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly when?: FaultMoment;
    }
  /** 429 `TooManyRequests` (default) or 503 `SlowDown`, with `Retry-After` if given. */
  | {
      readonly kind: "throttle";
      readonly retryAfterSeconds?: number;
      readonly status?: 429 | 503;
      readonly when?: FaultMoment;
    }
  /** The connection is reset without an answer. */
  | { readonly kind: "reset"; readonly when: FaultMoment }
  /** The connection stays open and silent until the client gives up or the emulator is closed. */
  | { readonly kind: "hang"; readonly when: FaultMoment }
  /** A proxy's HTML page instead of an answer; status 502 by default. */
  | { readonly kind: "html"; readonly status?: number; readonly when?: FaultMoment }
  /** Any answer at all, in the place of the right one: one of another call, of another service, or none that can be read. */
  | {
      readonly kind: "answer";
      /** Default: 200. */
      readonly status?: number;
      /** A text is sent as it is, anything else as JSON; default: empty. */
      readonly body?: JsonValue;
      /** Win over those that the answer would have: `content-type` of a JSON body, and the cloud's own. */
      readonly headers?: Readonly<Record<string, string>>;
      /** Leaves the cloud's own headers (request id, `Date`) out: something in between answers. Default: false. */
      readonly foreign?: boolean;
      readonly when?: FaultMoment;
    }
  /** A redirect, as for a wrong region; status 307 by default. */
  | { readonly kind: "redirect"; readonly location: string; readonly status?: 301 | 302 | 307 }
  /** 403 `AccessDenied`; with a permission, to the calls of bucket encryption that need it in the emulator's profile. */
  | { readonly kind: "denied"; readonly permission?: EncryptionPermission };

/** A fault that changes how the request is handled or answered. All that match combine. */
export type ChangingFault =
  /** The request is handled, or with `after-effect` answered, this much later, in milliseconds of real time. */
  | { readonly kind: "latency"; readonly ms: number; readonly when?: FaultMoment }
  /** Somebody else does something just before (default) or just after the request has its effect: whatever the function does. */
  | { readonly kind: "meanwhile"; readonly act: () => void; readonly when?: FaultMoment }
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
