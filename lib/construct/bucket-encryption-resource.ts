import { type Attributes, hclAttributes } from "./attributes.ts";
import type { BosBucketEncryptionProps } from "./bos-bucket-encryption-props.ts";
import { type Construct, type TerraformMetaArguments, TerraformResource } from "./cdk.ts";
import type { Encryption } from "./encryption.ts";

/** The resource's name in Terraform. */
export const RESOURCE_TYPE = "bos_bucket_encryption";

/** What {@link Engine.provider} synthesises: one resource of the provider. */
export class BucketEncryptionResource extends TerraformResource {
  readonly #attributes: Attributes;

  constructor(scope: Construct, id: string, attributes: Attributes, metaArguments: TerraformMetaArguments) {
    super(scope, id, { ...metaArguments, terraformResourceType: RESOURCE_TYPE });
    this.#attributes = attributes;
  }

  protected override synthesizeAttributes(): Attributes {
    return this.#attributes;
  }

  protected override synthesizeHclAttributes(): Attributes {
    return hclAttributes(this.#attributes);
  }
}

type Wish = Pick<BosBucketEncryptionProps, "bucket"> & {
  readonly [Part in "region" | "onDestroy" | "onConflict"]: BosBucketEncryptionProps[Part] | undefined;
} & { readonly encryption: Encryption };

/** The wish in the resource's spelling. */
export function attributesOf({ bucket, encryption, region, onDestroy, onConflict }: Wish): Attributes {
  return {
    bucket,
    ...encryptionAttributes(encryption),
    region,
    on_destroy: onDestroy,
    on_conflict: onConflict,
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
