import { checkSseAlgorithm, oneOf, type SseAlgorithm } from "../../settings/index.ts";
import { Construct } from "../cdk.ts";
import { checkLiteral, checkNames, checkText } from "../check.ts";
import type { KmsKeyConstruct } from "../elements/encryption.ts";
import type { PolicyException } from "./exceptions.ts";

/** The ways of encrypting that a policy can demand, the weaker one first. */
export const METHODS = ["bos-managed", "kms-managed"] as const;

/** What a `BucketEncryptionPolicy` demands. */
export interface BucketEncryptionPolicyOptions {
  /**
   * What every `BosBucketEncryption` has to be at least: `"bos-managed"`, or `"kms-managed"`, which asks for a master
   * key of your own.
   *
   * @default "bos-managed"
   */
  readonly minimum?: (typeof METHODS)[number];

  /**
   * The algorithms that are allowed.
   *
   * @default - all
   */
  readonly algorithms?: readonly SseAlgorithm[];

  /**
   * The KMS master keys that are allowed: constructs, ids, or tokens, each of which allows itself. Encryption with keys
   * that BOS manages is not concerned: `minimum: "kms-managed"` forbids it.
   *
   * @default - all
   */
  readonly keys?: readonly (KmsKeyConstruct | string)[];

  /**
   * Whether every bucket that the official provider makes (`baiducloud_bos_bucket`) needs a `BosBucketEncryption`.
   *
   * @default true
   */
  readonly requireForBuckets?: boolean;

  /**
   * What may differ from all this for a while, and why.
   *
   * @default - nothing
   */
  readonly exceptions?: readonly PolicyException[];
}

const NAMES: readonly (keyof BucketEncryptionPolicyOptions)[] = [
  "minimum",
  "algorithms",
  "keys",
  "requireForBuckets",
  "exceptions",
];

/** Everything wrong with the options, their exceptions left out: a policy that is misspelt demands too little. */
export function checkOptions(options: BucketEncryptionPolicyOptions): string[] {
  const { minimum, algorithms, keys, requireForBuckets, exceptions } = options;
  return [
    ...checkNames("", options, NAMES),
    ...(minimum === undefined ? [] : checkLiteral("minimum", minimum, oneOf("minimum", METHODS))),
    ...checkList("algorithms", algorithms, (name, value) => checkText(name, value, checkSseAlgorithm)),
    ...checkList("keys", keys, (name, value) =>
      Construct.isConstruct(value) ? [] : checkText(name, value, () => []),
    ),
    ...(requireForBuckets === undefined || typeof requireForBuckets === "boolean"
      ? []
      : ["requireForBuckets: Must be true or false."]),
    ...(exceptions === undefined || Array.isArray(exceptions) ? [] : ["exceptions: Must be a list."]),
  ];
}

function checkList(name: string, list: unknown, check: (name: string, value: unknown) => string[]): string[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) return [`${name}: Must be a list.`];
  if (list.length === 0) return [`${name}: An empty list allows none. Leave it out to allow all.`];
  return list.flatMap((value, index) => check(`${name}[${index}]`, value));
}
