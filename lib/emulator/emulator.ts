import type { AclGrant, BucketLogging, BucketWebsite, ReplicationRule } from "./bucket-uses.ts";
import type { EncryptionChange, KeyChange } from "./changes.ts";
import type { Fault, FaultHandle } from "./faults/fault.ts";
import type { KeyMetadata, KeyOptions, KmsKeyCheck, KmsService } from "./keys.ts";
import type { Profile } from "./profile.ts";
import type { RequestRecord } from "./requests.ts";
import type { EncryptionFields, OffAnswer } from "./setting.ts";
import type { Credentials } from "./signature/verify.ts";

/** How to start an emulator. Every option may be left out. */
export interface EmulatorOptions {
  /** Port on 127.0.0.1; default 0: any that is free. */
  readonly port?: number;
  /** Made up for each emulator by default. Never give it keys of the real cloud: it has no use for them. */
  readonly accessKeyId?: string;
  /** Made up for each emulator by default. */
  readonly secretAccessKey?: string;
  /** Makes the keys temporary (STS): every request must then carry this token. Default: none. */
  readonly sessionToken?: string;
  /** The one region that it answers for; default `bj`. */
  readonly region?: string;
  /** Names of buckets that exist from the start, in its region, with encryption off. */
  readonly buckets?: readonly string[];
  /** Which service it is like where two are known to differ; default `public`. */
  readonly profile?: Profile;
  /** What GetBucketEncryption answers for a bucket that is off; default `none`. The profile `gateway` knows no other. */
  readonly offAnswer?: OffAnswer;
  /** Whether the account uses KMS; default `active`. */
  readonly kms?: KmsService;
  /** Which keys a bucket or an upload may name; default `any`. */
  readonly kmsKeys?: KmsKeyCheck;
  /** Called with each request once its answer is decided (or that it gets none), in addition to {@link Emulator.requests}. */
  readonly onRequest?: (request: RequestRecord) => void;
  /** Its clock, in milliseconds since 1970; default `Date.now`. */
  readonly clock?: () => number;
}

/**
 * A running emulator, and the handle to do things behind its clients' backs. The functions that take a bucket throw an
 * `Error` when there is no such bucket; they see buckets of every region.
 */
export interface Emulator extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly region: string;
  readonly credentials: Credentials;
  /**
   * What a client's environment needs: `BOS_ENDPOINT`, `BOS_KMS_ENDPOINT`, `BAIDUCLOUD_ACCESS_KEY`, `BAIDUCLOUD_SECRET_KEY`,
   * `BAIDUCLOUD_REGION`, and `BAIDUCLOUD_SESSION_TOKEN` if there is one.
   */
  readonly environment: Readonly<Record<string, string>>;

  /**
   * Creates a bucket with encryption off.
   *
   * @param options.region default: the emulator's. A bucket of another region is listed by ListBuckets, and every other
   * call answers 404 `NoSuchBucket` for it, as the cloud does when a bucket is sought in the wrong region.
   */
  createBucket(name: string, options?: { readonly region?: string }): void;
  /** Deletes a bucket with all its objects. */
  deleteBucket(name: string): void;
  /** The setting as stored, not as a fault shows it; `undefined` is off. */
  encryptionOf(bucket: string): EncryptionFields | undefined;
  /** Changes the setting without a request, and without any check: unknown algorithms and fields are welcome. */
  setEncryption(bucket: string, setting: EncryptionFields | undefined): void;
  /** Every state that the setting went through, in order, first the one at creation. Writing what is already there adds none. */
  historyOf(bucket: string): readonly (EncryptionFields | undefined)[];
  /** The same with when each state began and who brought it about. */
  changesOf(bucket: string): readonly EncryptionChange[];

  /** Where the bucket's access logs go; `undefined` (the default) turns logging off. */
  setLogging(bucket: string, logging: BucketLogging | undefined): void;
  /** The bucket's rules of replication; `undefined` (the default) is 404 `NoReplicationConfiguration`. */
  setReplication(bucket: string, rules: readonly ReplicationRule[] | undefined): void;
  /** The pages of the bucket's website; `undefined` (the default) is 404 `NoSuchBucketStaticWebSiteConfig`. */
  setWebsite(bucket: string, website: BucketWebsite | undefined): void;
  /** Who may do what with the bucket; `undefined` (the default): its owner everything. Nothing here obeys it. */
  setAcl(bucket: string, grants: readonly AclGrant[] | undefined): void;

  /** The KMS keys that are there, of every region, in the order of their creation. */
  readonly keys: readonly KeyMetadata[];
  /** One of them; `undefined` when there is none of this id, or when its time is over. */
  key(keyId: string): KeyMetadata | undefined;
  /** Every state that the key went through, in order, also of one that is gone; throws an `Error` when there never was such a key. */
  changesOfKey(keyId: string): readonly KeyChange[];
  /** Makes a key and returns its id; throws an `Error` when the id is taken. */
  createKey(options?: KeyOptions): string;
  /** Puts a key into any state, also one that only a newer cloud has; throws an `Error` when there is no such key. */
  setKeyState(keyId: string, keyState: string): void;
  /** Lets a key be gone this many days (default 30, also fewer than 7) from now; throws an `Error` when there is no such key. */
  scheduleDeletion(keyId: string, days?: number): void;

  /** The requests received, in order: the last 100,000 at most. */
  readonly requests: readonly RequestRecord[];
  /** Forgets the requests. An array taken before keeps them. */
  clearRequests(): void;

  /** Makes something go wrong from the next request on. */
  addFault(fault: Fault): FaultHandle;
  /** Removes all faults. */
  clearFaults(): void;

  /** Ends every connection, also those that hang, and frees the port. Calling it again is fine. */
  close(): Promise<void>;
}
