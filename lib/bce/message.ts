/** One call of the cloud's API as its author means it: nothing here is encoded, signed or secret. */
export interface BceRequest {
  /** The API's name for the call, e.g. `GetBucketEncryption`: for errors and logs. */
  readonly operation: string;
  /** The permission the call needs, where it is not named like the operation. */
  readonly permission?: string;
  /** The bucket the call is about, for errors and logs; absent for calls about the account. */
  readonly bucket?: string;
  /** Id of the KMS key the call is about, for errors and logs. */
  readonly key?: string;
  /**
   * true: the call changes something, so it is sent once: whoever sends it again looks first at what is there by then.
   * @default false
   */
  readonly isWrite?: true;
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  /** Scheme, host and port, e.g. `https://acme-logs.bj.bcebos.com`. */
  readonly origin: string;
  /** Path as it is meant, not percent-encoded; begins with `/`. */
  readonly path: string;
  /** Query as it is meant, not percent-encoded; an empty value is sent as the bare key (`?encryption`). */
  readonly query: readonly QueryPair[];
  /** Names in lower case. `host`, `content-length`, `content-md5`, `x-bce-date` and the signature are added on the way out. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type QueryPair = readonly [key: string, value: string];

/** Any answer, whatever its status: judging it is the business of {@link checkAnswers} and of the typed calls. */
export interface BceResponse {
  readonly status: number;
  /** Names in lower case; the values of a repeated header are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body decoded as UTF-8; empty when there was none. */
  readonly body: string;
}

/** An answer together with the request that it answers, for those who must say what is wrong with it. */
export interface BceAnswer {
  readonly request: BceRequest;
  readonly response: BceResponse;
}

export interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  /** 1 for the first attempt; set by the retry wrapper, for logs. */
  readonly attempt?: number | undefined;
}

/**
 * The seam of this folder: one request to one answer. The real one is HTTP; signing, clock correction, events,
 * judging and retrying are wrappers of the same type. Rejects with a {@link BceError}.
 */
export type Transport = (request: BceRequest, options: SendOptions) => Promise<BceResponse>;

/** A transport that holds connections. After `close()` every call is refused as `Cancelled`. */
export interface ClosableTransport {
  readonly send: Transport;
  readonly close: () => Promise<void>;
}
