/** What a request is about: the account's storage, one bucket, one object, or the key service. */
export type Level = "service" | "bucket" | "object" | "kms";

/** One call of the cloud: how to recognise it, and everything it may carry. What is not listed is refused with 501. */
export interface Operation {
  readonly method: string;
  readonly level: Level;
  /** The query key that selects it, such as `encryption`; it must come without a value. */
  readonly subresource?: string;
  /** Header that selects it among operations that are alike otherwise. */
  readonly selectedBy?: string;
  /** Query keys it understands. */
  readonly query?: readonly string[];
  /** Headers it understands beside {@link commonHeaders}; a name that ends in `-` stands for all that begin so. */
  readonly headers?: readonly string[];
  /** Longest body in bytes; default 0: the operation takes none. */
  readonly bodyLimit?: number;
}

/** Longest JSON body, in bytes: an encryption setting has a few hundred. */
export const jsonBodyLimit = 64 * 1024;

/** Largest object, in bytes. The cloud takes 5 GB in one upload; the emulator keeps everything in memory. */
const objectSizeLimit = 8 * 1024 * 1024;

const encryptionHeaders = ["x-bce-server-side-encryption", "x-bce-server-side-encryption-bos-kms-key-id"];

/** `POST /?action=<name>` with a JSON body: the action is the operation's own name. */
const kmsAction = { method: "POST", level: "kms", query: ["action"], bodyLimit: jsonBodyLimit } as const;

/** All that the emulator does, by the names of the cloud's API reference. */
export const operations = {
  ListBuckets: { method: "GET", level: "service" },
  CreateBucket: { method: "PUT", level: "bucket", bodyLimit: jsonBodyLimit },
  HeadBucket: { method: "HEAD", level: "bucket" },
  DeleteBucket: { method: "DELETE", level: "bucket" },
  GetBucketLocation: { method: "GET", level: "bucket", subresource: "location" },
  PutBucketEncryption: {
    method: "PUT",
    level: "bucket",
    subresource: "encryption",
    bodyLimit: jsonBodyLimit,
  },
  GetBucketEncryption: { method: "GET", level: "bucket", subresource: "encryption" },
  DeleteBucketEncryption: { method: "DELETE", level: "bucket", subresource: "encryption" },
  GetBucketLogging: { method: "GET", level: "bucket", subresource: "logging" },
  GetBucketReplication: { method: "GET", level: "bucket", subresource: "replication", query: ["list"] },
  GetBucketStaticWebsite: { method: "GET", level: "bucket", subresource: "website" },
  GetBucketStorageClass: { method: "GET", level: "bucket", subresource: "storageClass" },
  GetBucketVersioning: { method: "GET", level: "bucket", subresource: "versioning" },
  GetBucketAcl: { method: "GET", level: "bucket", subresource: "acl" },
  ListObjects: { method: "GET", level: "bucket", query: ["maxKeys", "marker", "prefix", "delimiter"] },
  CopyObject: {
    method: "PUT",
    level: "object",
    selectedBy: "x-bce-copy-source",
    headers: ["x-bce-copy-source", "x-bce-metadata-directive", ...encryptionHeaders],
  },
  PutObject: {
    method: "PUT",
    level: "object",
    headers: ["x-bce-meta-", ...encryptionHeaders],
    bodyLimit: objectSizeLimit,
  },
  GetObject: { method: "GET", level: "object" },
  HeadObject: { method: "HEAD", level: "object" },
  DeleteObject: { method: "DELETE", level: "object" },
  CreateKey: kmsAction,
  DescribeKey: kmsAction,
  ListKeys: kmsAction,
  EnableKey: kmsAction,
  DisableKey: kmsAction,
  ScheduleKeyDeletion: kmsAction,
  CancelKeyDeletion: kmsAction,
  EnableRotation: kmsAction,
} as const satisfies Readonly<Record<string, Operation>>;

/** The name of one of the emulator's operations, as in the cloud's API reference. */
export type OperationName = keyof typeof operations;

/** Query keys that mean nothing when they come without a value: the Java SDK sends this one with every upload (https://github.com/baidubce/bce-sdk-java). */
export const emptyQueryKeys: readonly string[] = ["x-bce-process"];

/** Headers that every operation understands. All others that could change a request's meaning are refused. */
export const commonHeaders: readonly string[] = [
  "x-bce-date",
  "x-bce-security-token",
  "x-bce-request-id",
  "x-bce-content-crc32",
  "x-bce-content-sha256",
];

/** Standard headers that would change what a request means, and that no operation here honours. */
export const meaningfulHeaders: readonly string[] = [
  "range",
  "if-match",
  "if-none-match",
  "if-modified-since",
  "if-unmodified-since",
  "if-range",
  "content-range",
  "content-encoding",
];
