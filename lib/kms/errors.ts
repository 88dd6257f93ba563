// KMS documents hardly any of its error codes, so what little is acted upon is named here.

import { BceError } from "../bce/index.ts";

const MISSING = /NotFound|NoSuchKey|InvalidKeyId/i;

/** Codes of like services for an account that has not switched a service on, beside the documented `OptInRequired`. */
const NOT_ACTIVATED = /OptInRequired|NotActivated|NotOpened|NotSubscribed/i;

/**
 * Whether the cloud said that there is no such key: a 404, or a code that says so. Everything else means that nothing is
 * known of the key: a denied call, a proxy's page, and a 404 about a bucket, which only another service than KMS would give.
 */
export function isMissingKey(error: unknown): boolean {
  if (!(error instanceof BceError) || error.status === 403) return false;
  if (error.code === "UnexpectedAnswer" || error.code === "NoSuchBucket") return false;
  return error.status === 404 || MISSING.test(error.cloudCode ?? "");
}

/** An error as it came, or with words on what to do where KMS has more to say than BOS and KMS together. */
export function explainRefusal(caught: unknown): unknown {
  if (!(caught instanceof BceError)) return caught;
  if (NOT_ACTIVATED.test(caught.cloudCode ?? "")) {
    const next =
      "Activate the Key Management Service (KMS) for this account in the console of Baidu AI Cloud, or use BOS-managed encryption, which needs no KMS.";
    return caught.with({ next }, "ServiceNotActivated");
  }
  if (caught.key !== undefined && isMissingKey(caught)) {
    const next =
      "Check the key's id and region, that the access key is of the account that owns the key, and that its deletion has not come to its end.";
    return caught.with({ next });
  }
  return caught;
}
