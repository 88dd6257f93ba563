import type { Attributes } from "./attributes.ts";
import type { BosBucketEncryptionProps } from "./bos-bucket-encryption-props.ts";
import type { Encryption } from "./encryption.ts";

/** The resource's name in Terraform. */
export const RESOURCE_TYPE = "bos_bucket_encryption";

/** The properties, with the encryption that is meant where none was written. */
export type Wish = BosBucketEncryptionProps & { readonly encryption: Encryption };

/** What {@link Engine.provider} synthesises: the wish in the resource's spelling. */
export function attributesOf({
  bucket,
  encryption,
  region,
  onDestroy,
  onConflict,
  timeouts,
}: Wish): Attributes {
  return {
    bucket,
    ...encryptionAttributes(encryption),
    region,
    on_destroy: onDestroy,
    on_conflict: onConflict,
    timeouts: timeouts && { ...timeouts },
  };
}

function encryptionAttributes(encryption: Encryption): Attributes {
  switch (encryption.kind) {
    case "disabled":
      return { enabled: false };
    case "bos-managed":
      return { sse_algorithm: encryption.algorithm };
    case "kms-managed":
      return { sse_algorithm: encryption.algorithm, kms_master_key_id: encryption.kmsMasterKeyId };
  }
}
