/** What a call was about; known before it is sent. */
export interface BceErrorContext {
  readonly operation?: string | undefined;
  readonly permission?: string | undefined;
  readonly bucket?: string | undefined;
  /** Id of a KMS key. */
  readonly key?: string | undefined;
  /** Host as sent, with its port. */
  readonly host?: string | undefined;
  /** The proxy that it went through, as a URL without user and password. */
  readonly proxy?: string | undefined;
}

/** Everything an error knows besides its code. No field ever holds a secret. */
export type BceErrorDetails = BceErrorContext & {
  readonly status?: number | undefined;
  /** The cloud's own code, e.g. `NoSuchBucket`. */
  readonly cloudCode?: string | undefined;
  readonly requestId?: string | undefined;
  /** One or more sentences on what happened, for the middle of the message. */
  readonly reason?: string | undefined;
  /** What to do next, in whole sentences, where a service knows more than the table of advice. */
  readonly next?: string | undefined;
  /** Where a redirect pointed. */
  readonly location?: string | undefined;
  /** How long the cloud asked to wait, milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Our clock minus the cloud's, negated: what must be added to ours, milliseconds. */
  readonly clockOffsetMs?: number | undefined;
  /** How often the call was tried; absent when once. */
  readonly attempts?: number | undefined;
  /** True when an earlier attempt of the call was {@link isUnclear}, whatever the last one ended in. */
  readonly mayHaveTakenEffect?: boolean | undefined;
  /** Only where the table `RETRYABLE` does not fit. */
  readonly retryable?: boolean | undefined;
  readonly cause?: unknown;
};

/** How much of a foreign text an error quotes, characters. */
const QUOTE_LIMIT = 200;

/** A piece of a text we do not control, fit for a terminal: one line, no control characters, at most 200 of them. */
export function quote(text: string, limit: number = QUOTE_LIMIT): string {
  // A body may be megabytes: cut before cleaning, with room for what cleaning takes away.
  const clean = text
    .slice(0, limit * 4)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  const characters = [...clean];
  return characters.length > limit ? `${characters.slice(0, limit).join("")}…` : clean;
}
