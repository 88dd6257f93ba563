import type { Construct } from "../cdk.ts";
import { readExceptions, type Verdict } from "./exceptions.ts";
import { judgeEncryption, type Rules } from "./judge-encryption.ts";
import { type BucketEncryptionPolicyOptions, checkOptions } from "./options.ts";
import { type BucketResource, readTree, type Subject, type Tree } from "./tree.ts";

/** What a policy has to say of a construct, for the person who writes it. */
export interface Finding {
  readonly construct: Construct;
  readonly message: string;
}

/**
 * Everything below a construct that breaks a policy, and everything wrong with the policy itself. A bucket's
 * encryption may be set anywhere in the app.
 *
 * @param now when exceptions are judged
 */
export function judge(scope: Construct, options: BucketEncryptionPolicyOptions, now: Date): Finding[] {
  const ofPolicy = (issues: readonly string[]) =>
    issues.map((issue) => ({ construct: scope, message: `BucketEncryptionPolicy: ${issue}` }));
  const issues = checkOptions(options);
  // What a policy demands that is not written as it should be would only be guessed at.
  if (issues.length > 0) return ofPolicy(issues);

  const exceptions = readExceptions(options.exceptions ?? [], now.toISOString().slice(0, 10));
  const tree = readTree(scope.node.root);
  const rules = rulesOf(options);
  const findings = scope.node.findAll().flatMap((construct) => {
    const subject = tree.subjects.get(construct);
    const messages = subject === undefined ? [] : judgeSubject(subject, rules, tree);
    if (subject === undefined || messages.length === 0) return [];
    const verdict = exceptions.verdict(construct.node.path, tree.namesOf(subject.buckets));
    return unlessExcused(messages, verdict).map((message) => ({ construct, message }));
  });
  return [...ofPolicy(exceptions.issues()), ...findings];
}

interface AllRules extends Rules {
  readonly requireForBuckets: boolean;
}

const rulesOf = ({
  minimum = "bos-managed",
  algorithms,
  keys,
  requireForBuckets = true,
}: BucketEncryptionPolicyOptions): AllRules => ({
  minimum,
  algorithms,
  keys: keys?.map((key) => (typeof key === "string" ? key : key.keyId)),
  requireForBuckets,
});

function judgeSubject(subject: Subject, rules: AllRules, tree: Tree): readonly string[] {
  switch (subject.kind) {
    case "encryption":
      return judgeEncryption(subject.encryption, rules, subject.stack);
    case "resource":
      return rules.requireForBuckets && !tree.isEncrypted(subject) ? [missing(subject, tree)] : [];
  }
}

function missing({ construct, buckets }: BucketResource, { namesOf }: Tree): string {
  const names = namesOf(buckets).map((name) => `"${name}"`);
  const isRepeated = construct.forEach !== undefined || construct.count !== undefined;
  return [
    `no BosBucketEncryption sets the encryption of ${names.join(", ") || "this bucket"}.`,
    "Add one with this resource's attribute `bucket`",
    isRepeated ? "and the same forEach or count." : "as its bucket.",
  ].join(" ");
}

/** What remains of the findings of one construct once the exceptions have been asked. */
function unlessExcused(messages: readonly string[], verdict: Verdict): readonly string[] {
  if (verdict === "excused") return [];
  if (verdict === "refused") return messages;
  const { reason, expires } = verdict.expired;
  return messages.map((message) => `${message} The exception for this (${reason}) ended on ${expires}.`);
}
