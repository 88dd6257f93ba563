/** Specs that encrypt with one secret, which is what a bucket needs (bos-api reference, "KMS"). */
const SYMMETRIC = new Set(["BAIDU_AES_256", "AES_128", "AES_256", "SM1_128", "SM4_128"]);
const ASYMMETRIC = new Set(["SM2_256", "RSA_1024", "RSA_2048", "RSA_4096"]);

/** Whether keys of this spec can encrypt a bucket; undefined for a spec that is not known here. */
export function isSymmetric(keySpec: string): boolean | undefined {
  const spec = keySpec.toUpperCase();
  if (SYMMETRIC.has(spec)) return true;
  return ASYMMETRIC.has(spec) ? false : undefined;
}
