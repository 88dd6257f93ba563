/** The fields of an authorization header. */
export interface Authorization {
  readonly accessKeyId: string;
  /** As written, for the signing key: `2015-04-27T08:23:49Z`. */
  readonly timestamp: string;
  readonly timestampMs: number;
  readonly expirationSeconds: number;
  /** In lower case; empty means the default set. */
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  readonly signature: string;
}

const pattern =
  /^bce-auth-v1\/(?<accessKeyId>[^/]+)\/(?<timestamp>[^/]+)\/(?<expirationSeconds>0|[1-9]\d{0,8})\/(?<signedHeaders>[^/A-Z]*)\/(?<signature>[0-9a-f]{64})$/;

/** Reads `bce-auth-v1/{accessKeyId}/{timestamp}/{expirationSeconds}/{signedHeaders}/{signature}`; `undefined` when it is not that. */
export function parseAuthorization(header: string): Authorization | undefined {
  const { accessKeyId, timestamp, expirationSeconds, signedHeaders, signature } =
    pattern.exec(header)?.groups ?? {};
  if (!accessKeyId || !timestamp || !expirationSeconds || signedHeaders === undefined || !signature) {
    return undefined;
  }
  const timestampMs = parseTimestamp(timestamp);
  if (timestampMs === undefined) return undefined;
  return {
    accessKeyId,
    timestamp,
    timestampMs,
    expirationSeconds: Number(expirationSeconds),
    signedHeaders: signedHeaders === "" ? [] : signedHeaders.split(";"),
    signature,
  };
}

/** Milliseconds since 1970 of a UTC time written as `2015-04-27T08:23:49Z`, and in no other way. */
export function parseTimestamp(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
