import { Construct } from "../cdk.ts";
import { checkId } from "../check.ts";
import { Engine } from "../engines/engine.ts";
import { contractOf } from "../engines/engines.ts";
import { type BosBucketEncryptionProps, checkProperties } from "./bucket-encryption-props.ts";
import { Encryption } from "./encryption.ts";

/**
 * Properties of `BosBucketEncryption.removed`: those that the construct had, as far as they say how it goes. The bucket
 * is known from the state; it and what only an apply needs may stay where they are.
 */
export type RemovedBosBucketEncryptionProps = Partial<BosBucketEncryptionProps>;

/** What `BosBucketEncryption.removed` puts into the tree, in the place of the construct that was there. */
export class RemovedBosBucketEncryption extends Construct {
  constructor(scope: Construct, id: string, props: RemovedBosBucketEncryptionProps) {
    super(scope, id);
    // The name is known from the state, and any other is as good for what is judged.
    const known = { bucket: "removed", ...props };
    const issues = [...checkId(id), ...checkProperties(known)];
    if (issues.length > 0) {
      this.node.addValidation({ validate: () => issues });
      return;
    }
    const { engine = Engine.provider(), encryption = Encryption.bosManaged(), onDestroy = "disable" } = props;
    const removed = contractOf(engine).remove(this, { ...known, encryption, onDestroy });
    this.node.addValidation({ validate: () => [...removed.issues()] });
  }
}
