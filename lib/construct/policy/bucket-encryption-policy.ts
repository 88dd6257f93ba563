import { Aspects, Construct, type IAspect, TerraformStack } from "../cdk.ts";
import { type Finding, judge } from "./judge.ts";
import type { BucketEncryptionPolicyOptions } from "./options.ts";

/**
 * What everybody's buckets have to be, for platform teams: an Aspect that puts itself on an app, a stack or any other
 * construct, and fails the synth where something below breaks it. All findings are shown at once, each with the path
 * of its construct.
 *
 * @example
 * new BucketEncryptionPolicy(app, {
 *   minimum: "kms-managed",
 *   algorithms: ["SM4"],
 *   exceptions: [{ bucket: "acme-old", reason: "Goes away with the old shop (SHOP-7)", expires: "2027-03-31" }],
 * });
 */
export class BucketEncryptionPolicy implements IAspect {
  readonly #scope: Construct;
  readonly #judge: () => Finding[];
  readonly #visited = new WeakSet<object>();
  /** Of the synth that is under way, by construct. */
  #messages: ReadonlyMap<object, readonly string[]> | undefined;

  /**
   * @param scope what the policy is for: this construct and everything below
   * @param now the clock that exceptions are judged by
   */
  constructor(scope: Construct, options: BucketEncryptionPolicyOptions = {}, now = () => new Date()) {
    if (!Construct.isConstruct(scope)) throw new Error(NO_SCOPE);
    this.#scope = scope;
    this.#judge = () => judge(scope, options, now());
    if (scope.node.scopes.some(TerraformStack.isStack)) {
      Aspects.of(scope).add(this);
    } else {
      // CDK asks the aspects of stacks and of what is in them only. An app is validated when its stacks are through.
      scope.node.root.node.addValidation({ validate: () => this.#judge().map(withPath) });
    }
  }

  /** Called by CDK at synth for each construct, before any is validated. */
  visit(construct: Parameters<IAspect["visit"]>[0]): void {
    if (construct === this.#scope) this.#messages = undefined;
    if (this.#visited.has(construct)) return;
    this.#visited.add(construct);
    construct.node.addValidation({
      validate: () => {
        this.#messages ??= messagesByConstruct(this.#judge());
        return [...(this.#messages.get(construct) ?? [])];
      },
    });
  }
}

const NO_SCOPE =
  "BucketEncryptionPolicy: first comes the app, stack or construct that the policy is for: new BucketEncryptionPolicy(app, { … }). It puts itself there; Aspects.of(…).add(…) is not needed, and has no effect on an app.";

/** As CDK shows what is found in a stack. An app has no path. */
const withPath = ({ construct: { node }, message }: Finding) =>
  node.path === "" ? message : `[${node.path}] ${message}`;

function messagesByConstruct(findings: readonly Finding[]): ReadonlyMap<object, readonly string[]> {
  const messages = new Map<object, string[]>();
  for (const { construct, message } of findings) {
    messages.set(construct, [...(messages.get(construct) ?? []), message]);
  }
  return messages;
}
