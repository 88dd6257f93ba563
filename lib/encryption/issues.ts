/** The part of a wish that an issue is about; each way in maps it to its own spelling (`sse_algorithm` in HCL). */
export type IssueField = "bucket" | "region" | "sseAlgorithm" | "kmsMasterKeyId" | "rotationCycle";

/** Closed set: whoever shows issues may switch over it. */
export type IssueCode =
  | "bucket-name-length"
  | "bucket-name-characters"
  | "bucket-name-edges"
  | "region-malformed"
  | "algorithm-unknown"
  | "kms-key-empty"
  | "kms-key-malformed"
  | "rotation-cycle";

/** One thing wrong with what a user wrote. Issues are collected and shown together, never thrown. */
export interface Issue {
  readonly code: IssueCode;
  readonly field: IssueField;
  /** A sentence that says what is wrong and what is allowed, without naming the attribute. */
  readonly message: string;
}
