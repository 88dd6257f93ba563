/** What a construct is synthesised to. Made by {@link Engine.provider}. */
export interface Engine {
  readonly kind: "provider";
}

/** The ways to bring a wish to the cloud. */
export const Engine = {
  /**
   * The resource `bos_bucket_encryption` of the Terraform provider that comes with this package: a plan shows every
   * difference between the wish and the cloud, and a bucket can be imported.
   */
  provider(): Engine {
    return { kind: "provider" };
  },
} as const;
