// KMS keys in the words of the wire (https://github.com/baidubce/bce-sdk-go, docs/wire.md).

/** What DescribeKey tells of a key. Times are ISO 8601, UTC. */
export interface KeyMetadata {
  readonly keyId: string;
  readonly description: string;
  /** `enabled`, `disabled`, `pendingDeletion`, `pendingImport`, or whatever a newer cloud may say. */
  readonly keyState: string;
  readonly keyUsage: string;
  readonly keySpec: string;
  readonly protectedBy: string;
  readonly origin: string;
  readonly region: string;
  readonly creationDate: string;
  /** Only of a key that is pending deletion: when it will be gone. */
  readonly deletionDate?: string;
  /** In days, by its range; 0 is off. Nothing here rotates by it. */
  readonly rotateCycle: number;
}

/** A key to make behind the clients' backs; whatever is left out is as CreateKey would have it. */
export interface KeyOptions {
  /** Default: made up. */
  readonly keyId?: string;
  /** Default: the emulator's. */
  readonly region?: string;
  /** Default: empty. */
  readonly description?: string;
  /** Default: `enabled`, or `pendingImport` for the origin `EXTERNAL`. Any text is welcome: a newer cloud. */
  readonly keyState?: string;
  /** Default: `BAIDU_AES_256`. Any text is welcome. */
  readonly keySpec?: string;
  /** Default: `SOFTWARE`. */
  readonly protectedBy?: string;
  /** Default: `BAIDU_KMS`. */
  readonly origin?: string;
  /** Default: 0. */
  readonly rotateCycle?: number;
}

/** Every `keySpec` that CreateKey takes, the default first. */
export const keySpecs = [
  "BAIDU_AES_256",
  "AES_128",
  "AES_256",
  "SM1_128",
  "SM4_128",
  "SM2_256",
  "RSA_1024",
  "RSA_2048",
  "RSA_4096",
] as const;

/** Whether keys of this spec can encrypt a bucket. */
export const isSymmetric = (keySpec: string): boolean => !/^(SM2|RSA)_/.test(keySpec);

/** Every `protectedBy`, the default first. */
export const protections = ["SOFTWARE", "HSM"] as const;

/** Every `origin`, the default first. */
export const origins = ["BAIDU_KMS", "EXTERNAL"] as const;

/** Shortest and longest cycle of rotation, in days (by its range: the page names no unit); 0 beside them is off. */
export const rotateCycleDays = { min: 7, max: 365 } as const;

/** Shortest and longest wait before a key is deleted, in days. */
export const deletionWindowDays = { min: 7, max: 30 } as const;

/**
 * Whether the account uses KMS.
 *
 * - `active` (default)
 * - `not-activated`: every KMS call is 403 `OptInRequired`, and no key is good enough for a bucket
 */
export type KmsService = (typeof kmsServices)[number];

/** Every {@link KmsService}, the default first. */
export const kmsServices = ["active", "not-activated"] as const;

/**
 * Which keys a bucket or an upload may name.
 *
 * - `any` (default): keys that the emulator does not know pass unseen, for tests that make up ids; those it knows are checked
 * - `checked`: as in the cloud, only keys that there are
 */
export type KmsKeyCheck = (typeof kmsKeyChecks)[number];

/** Every {@link KmsKeyCheck}, the default first. */
export const kmsKeyChecks = ["any", "checked"] as const;
