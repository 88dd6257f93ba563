// KMS documents hardly any of its error codes, so what little is acted upon is named here.

import { BceError } from "../bce/index.ts";

/** Codes that say that there is no such key. */
const MISSING = /NotFound|NotExist|NoSuchKey|InvalidKeyId/i;

/** Codes that name another thing which may be missing: a bucket, or the API itself behind a gateway. */
const OF_ANOTHER_THING = /Bucket|Action|Api|Route|Path|Ur[il]|Service|Method|User|Account|Host|Page/i;

/** Codes of like services for an account that has not switched a service on, beside the documented `OptInRequired`. */
const NOT_ACTIVATED = /OptInRequired|NotActivated|NotOpened|NotSubscribed/i;

/**
 * Whether KMS said that there is no such key: in words, by a code of a 404 or a 400. Everything else means that nothing is
 * known of the key: a denied call, a proxy's page, a 404 without a code, which an endpoint that is no KMS gives as well, and a
 * code that names another thing.
 */
export function isMissingKey(error: unknown): boolean {
  if (!(error instanceof BceError)) return false;
  const { code, status, cloudCode } = error;
  if (code === "UnexpectedAnswer" || cloudCode === undefined || OF_ANOTHER_THING.test(cloudCode))
    return false;
  return status === 404 || (status === 400 && MISSING.test(cloudCode));
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
