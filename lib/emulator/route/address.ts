import { notUnderstood, type Refusal, refuse } from "../wire/reply.ts";
import { percentDecode, splitTarget, type WireRequest } from "../wire/request.ts";

/** What a request is addressed to. */
export interface Address {
  readonly bucket?: string;
  /** Only with a bucket; never empty. */
  readonly key?: string;
}

/**
 * Finds bucket and object key in both styles of address.
 *
 * A version in front of the path (`/v1`) is dropped, once; the signature covers the path as sent.
 *
 * Virtual-hosted: the host is `<bucket>.localhost`, `<bucket>.127.0.0.1` or `<bucket>.<region>.bcebos.com` (with or
 * without a port). Path style: any other host; the first segment of the path is the bucket.
 *
 * @param region the emulator's region: a host of another one is refused
 */
export function addressOf(request: WireRequest, region: string): Address | Refusal {
  const host = (request.headers["host"] ?? "").toLowerCase().replace(/:\d+$/, "");
  const inHost = bucketInHost(host, region);
  if (inHost !== undefined && "kind" in inHost) return inHost;

  const sent = splitTarget(request.target).path;
  if (!sent.startsWith("/")) return badUri("the path must begin with /");
  const path = withoutVersion(sent);
  // In path style the bucket ends at the second slash, if there is one.
  const end = path.indexOf("/", 1) < 0 ? path.length : path.indexOf("/", 1);
  const bucket = inHost?.bucket ?? percentDecode(path.slice(1, end));
  const key = percentDecode(path.slice(inHost === undefined ? end + 1 : 1));
  if (bucket === undefined || key === undefined) return badUri("it is not valid percent-encoding");

  if (bucket === "") return key === "" ? {} : badUri("there is a key but no bucket");
  if (!isBucketName(bucket)) return invalidBucketName(bucket);
  return key === "" ? { bucket } : { bucket, key };
}

/** 3 to 63 lower-case letters, digits and `-`, starting and ending with a letter or digit (https://cloud.baidu.com/doc/BOS/s/Ajwvysfpl). */
export const isBucketName = (name: string): boolean => /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name);

/** The cloud's answer to a name that no bucket may have. */
const invalidBucketName = (name: string): Refusal =>
  refuse(400, "InvalidBucketName", `The specified bucket name ${JSON.stringify(name)} is not valid.`);

/**
 * The path behind `/v1`, `/json-api/v1` or `/json-api`: every call of the Java SDK begins with the first (https://github.com/baidubce/bce-sdk-java). An
 * object whose own key begins so has to be asked for with a version before it.
 */
const withoutVersion = (path: string): string => {
  const rest = path.replace(/^\/(?:json-api\/v1|json-api|v1)(?=\/|$)/, "");
  return rest === "" ? "/" : rest;
};

const badUri = (why: string): Refusal => refuse(400, "InvalidURI", `The URI is not valid: ${why}.`);

function bucketInHost(host: string, region: string): { readonly bucket: string } | Refusal | undefined {
  const local = /^(?<bucket>[^.]+)\.(?:localhost|127\.0\.0\.1)$/.exec(host)?.groups;
  if (local?.["bucket"] !== undefined) return { bucket: local["bucket"] };

  if (!host.endsWith(".bcebos.com")) return undefined;
  const official = /^(?:(?<bucket>[^.]+)\.)?(?<region>[^.]+)\.bcebos\.com$/.exec(host)?.groups;
  if (official?.["region"] !== region) return notUnderstood(`the host ${host}: its only region is ${region}`);
  return official["bucket"] === undefined ? undefined : { bucket: official["bucket"] };
}
