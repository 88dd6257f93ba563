import type { SseAlgorithm } from "../../settings/index.ts";
import type { TerraformStack } from "../cdk.ts";
import { isLiteral } from "../check.ts";
import type { Encryption } from "../elements/encryption.ts";
import { type BucketEncryptionPolicyOptions, METHODS } from "./options.ts";
import { identityOf, textOf } from "./written.ts";

/** What a policy wants of each encryption. A list that is left out allows everything. */
export interface Rules {
  readonly minimum: NonNullable<BucketEncryptionPolicyOptions["minimum"]>;
  readonly algorithms: readonly SseAlgorithm[] | undefined;
  /** Ids of keys, which may be tokens. */
  readonly keys: readonly string[] | undefined;
}

const KINDS: readonly Encryption["kind"][] = ["disabled", ...METHODS];

/**
 * What an encryption lacks, a sentence or two for each. What only Terraform knows is not taken for allowed: a token
 * passes where the policy has the same one.
 *
 * @param stack the stack of the encryption's construct
 */
export function judgeEncryption(encryption: Encryption, rules: Rules, stack: TerraformStack): string[] {
  // Anything else, which JavaScript allows, the construct refuses itself.
  if (!KINDS.includes(encryption?.kind)) return [];
  const { minimum, algorithms, keys } = rules;
  if (encryption.kind === "disabled")
    return [`encryption: The policy forbids disabled(). ${remedy(rules, stack)}`];
  const { kind, algorithm } = encryption;
  return [
    ...(kind === "bos-managed" && minimum === "kms-managed"
      ? [`encryption: The policy wants a KMS master key of your own. ${remedy(rules, stack)}`]
      : []),
    ...judgeText("encryption.algorithm", algorithm, algorithms, stack, "Write one that is allowed."),
    ...(kind === "bos-managed"
      ? []
      : judgeText(
          "encryption.kmsMasterKeyId",
          encryption.kmsMasterKeyId,
          keys,
          stack,
          "Use a key that is allowed, or let this one be added to the policy's keys.",
        )),
  ];
}

function remedy({ minimum, keys }: Rules, stack: TerraformStack): string {
  const ways = [
    ...(minimum === "bos-managed" ? ["Encryption.bosManaged()"] : []),
    `Encryption.kmsManaged(key)${keys === undefined ? "" : ` with the key ${listOf(keys, stack)}`}`,
  ];
  return `Write ${ways.join(" or ")}.`;
}

function judgeText(
  name: string,
  value: string,
  allowed: readonly string[] | undefined,
  stack: TerraformStack,
  remedy: string,
): string[] {
  if (allowed === undefined) return [];
  const identity = identityOf(value, stack);
  if (allowed.some((one) => identityOf(one, stack) === identity)) return [];
  const shown = listOf([value], stack);
  const but = isLiteral(value) ? `, not ${shown}` : `; what ${shown} is, only Terraform knows`;
  return [`${name}: The policy allows ${listOf(allowed, stack)}${but}. ${remedy}`];
}

const listOf = (values: readonly string[], stack: TerraformStack) =>
  values.map((value) => (isLiteral(value) ? `"${value}"` : textOf(value, stack))).join(" or ");
