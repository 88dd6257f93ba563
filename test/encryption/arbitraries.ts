import fc from "fast-check";
import { type Desired, type Fields, problemOf } from "../../lib/encryption/index.ts";

const key = fc.stringMatching(/^[!-~]{1,36}$/);
const algorithm = fc.constantFrom("AES256" as const, "SM4" as const);

export const desired: fc.Arbitrary<Desired> = fc.oneof(
  fc.constant({ kind: "disabled" as const }),
  fc.record({ kind: fc.constant("bos-managed" as const), algorithm }),
  fc.record({ kind: fc.constant("kms-managed" as const), algorithm, kmsMasterKeyId: key }),
);

const extra = fc.dictionary(fc.stringMatching(/^x[a-zA-Z]{0,8}$/), fc.jsonValue(), { maxKeys: 3 });

/** Answers of GetBucketEncryption: off in every spelling, both methods, algorithms of the future, extra fields. */
export const fields: fc.Arbitrary<Fields> = fc
  .record(
    {
      encryptionAlgorithm: fc.oneof(algorithm, fc.constantFrom(null, "", "none", "NONE", "AES512", "aes256")),
      kmsMasterKeyId: fc.oneof(key, fc.constantFrom(null, "")),
    },
    { requiredKeys: [] },
  )
  .chain((known) => extra.map((more) => ({ ...more, ...known }) as Fields))
  .filter((answer) => problemOf(answer) === undefined);
