import type { BosBucketEncryptionProps } from "./bos-bucket-encryption-props.ts";
import { RESOURCE_TYPE } from "./bucket-encryption-resource.ts";
import { Construct } from "./cdk.ts";
import { checkId, checkProperties, isLiteral } from "./check.ts";
import { Encryption } from "./encryption.ts";
import { Engine } from "./engine.ts";
import { requireProvider } from "./provider-requirement.ts";
import { CARRIERS } from "./runtime-engine/carrier.ts";
import { prepare } from "./runtime-engine/prepare.ts";
import { destroyProvisioner } from "./runtime-engine/provisioners.ts";
import { LIFECYCLE } from "./runtime-engine/resources.ts";
import { addRemoved, addressAt } from "./state-blocks.ts";

/**
 * Properties of `BosBucketEncryption.removed`: those that the construct had, as far as they say how it goes. The bucket
 * is known from the state; it and what only an apply needs may stay where they are.
 */
export type RemovedBosBucketEncryptionProps = Partial<BosBucketEncryptionProps>;

const UNKNOWN_AT_SYNTH =
  "onDestroy: must be written out, it cannot be a token: a removed block of Terraform refers to nothing.";

/** What `BosBucketEncryption.removed` puts into the tree, in the place of the construct that was there. */
export class RemovedBosBucketEncryption extends Construct {
  constructor(scope: Construct, id: string, props: RemovedBosBucketEncryptionProps) {
    super(scope, id);
    const { engine = Engine.provider(), onDestroy = "disable", encryption = Encryption.bosManaged() } = props;
    // The name is known from the state, and any other is as good for what is judged.
    const known = { bucket: "removed", ...props };
    const issues = [...checkId(id), ...checkProperties(known)];
    if (issues.length > 0) {
      this.node.addValidation({ validate: () => issues });
      return;
    }

    if (engine.kind === "provider") {
      this.node.addValidation({ validate: () => (isLiteral(onDestroy) ? [] : [UNKNOWN_AT_SYNTH]) });
      requireProvider(this);
      addRemoved(this, () => ({
        from: addressAt(RESOURCE_TYPE, this),
        lifecycle: { destroy: onDestroy === "disable" },
      }));
      return;
    }
    const { settings, complaints } = prepare(this, engine, known);
    this.node.addValidation({ validate: () => [...complaints()] });
    const wish = { ...known, encryption, onDestroy, settings };
    const lifecycle = new Construct(this, LIFECYCLE);
    // Whichever of the two kinds a state holds: a block for something that is not there does nothing.
    for (const carrier of Object.values(CARRIERS)) {
      const provisioner = destroyProvisioner(this, carrier, wish);
      addRemoved(this, () => ({
        from: addressAt(carrier.type, lifecycle),
        lifecycle: { destroy: true },
        provisioner: [{ "local-exec": provisioner }],
      }));
    }
  }
}
