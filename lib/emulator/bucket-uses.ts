// What a bucket does beside storing objects: the settings that a switch of its encryption may break. Read over the wire,
// changed by the control handle alone. Names as on the wire (https://github.com/baidubce/bce-sdk-go).

/** Where the bucket's access logs go. */
export interface BucketLogging {
  readonly targetBucket: string;
  /** Default: empty. */
  readonly targetPrefix?: string;
}

/** One rule of replication into another bucket. */
export interface ReplicationRule {
  readonly id: string;
  readonly status: "enabled" | "disabled";
  /** Whole bucket and prefixes, such as `acme-logs/*`. */
  readonly resource: readonly string[];
  readonly destination: {
    readonly bucket: string;
    readonly storageClass?: string;
    readonly prefix?: string;
  };
  readonly destRegion?: string;
}

/** The pages of a static website. */
export interface BucketWebsite {
  readonly index?: string;
  readonly notFound?: string;
}

/** Who may do what; the grantee `*` is everybody. */
export interface AclGrant {
  readonly grantee: readonly { readonly id: string }[];
  readonly permission: readonly string[];
}

/** All of it; what is `undefined` or absent is not set. */
export interface BucketUses {
  readonly logging?: BucketLogging | undefined;
  readonly replication?: readonly ReplicationRule[] | undefined;
  readonly website?: BucketWebsite | undefined;
  readonly acl?: readonly AclGrant[] | undefined;
}
