import type { Readable } from "node:stream";

/** A request as it goes out: encoded and signed. */
export type WireRequest = {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path and query, percent-encoded. */
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
};

/** The beginning of an answer; what is left of it comes in `body`. */
export type WireAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readable;
};

/** One way to a server: connections that are kept, HTTP/1.1 on them. Faults are thrown as they come. */
export type Wire = {
  readonly exchange: (request: WireRequest, signal: AbortSignal) => Promise<WireAnswer>;
  /** Drops every connection. */
  readonly close: () => Promise<void>;
};

export type WireOptions = {
  readonly connectTimeoutMs: number;
  /** Connections kept open to one host. */
  readonly connections: number;
  /** PEM of every root to trust; undefined leaves the choice to Node. */
  readonly ca: string[] | undefined;
};
