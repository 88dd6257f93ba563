import type { BosBucketEncryptionProps } from "./bos-bucket-encryption-props.ts";
import { defaultProviderOf } from "./bos-provider.ts";
import { RESOURCE_TYPE } from "./bucket-encryption-resource.ts";
import { Construct } from "./cdk.ts";
import { checkId, checkProperties } from "./check.ts";
import { Encryption } from "./encryption.ts";
import { Engine } from "./engine.ts";
import { requireProvider } from "./provider-requirement.ts";
import { settingsWith } from "./realise.ts";
import { CARRIERS } from "./runtime-engine/carrier.ts";
import { checkForRuntime } from "./runtime-engine/check.ts";
import { destroyCommand } from "./runtime-engine/commands.ts";
import { destroyProvisioner } from "./runtime-engine/provisioners.ts";
import { LIFECYCLE } from "./runtime-engine/resources.ts";
import { addRemoved, addressAt } from "./state-blocks.ts";

/**
 * Properties of `BosBucketEncryption.removed`: those that the construct had, as far as they say how it goes. The bucket
 * is known from the state; it and what only an apply needs may stay where they are.
 */
export type RemovedBosBucketEncryptionProps = Partial<BosBucketEncryptionProps>;

/** What `BosBucketEncryption.removed` puts into the tree, in the place of the construct that was there. */
export class RemovedBosBucketEncryption extends Construct {
  constructor(scope: Construct, id: string, props: RemovedBosBucketEncryptionProps) {
    super(scope, id);
    const { engine = Engine.provider(), onDestroy = "disable" } = props;
    // The name is not needed, and any other is as good for what is judged.
    const issues = [...checkId(id), ...checkProperties({ bucket: "removed", ...props })];
    this.node.addValidation({ validate: () => issues });
    if (issues.length > 0) return;

    if (engine.kind === "provider") {
      requireProvider(this);
      addRemoved(this, () => ({
        from: addressAt(RESOURCE_TYPE, this),
        lifecycle: { destroy: onDestroy === "disable" },
      }));
      return;
    }
    const { region, encryption = Encryption.bosManaged(), provider = defaultProviderOf(this) } = props;
    const wish = {
      bucket: "",
      ...props,
      encryption,
      onDestroy,
      settings: settingsWith(engine, provider, region),
    };
    issues.push(...checkForRuntime(engine, { bucket: "", ...props }, provider));
    const carrier = CARRIERS[engine.kind];
    const lifecycle = new Construct(this, LIFECYCLE);
    const provisioner = destroyProvisioner(this, destroyCommand(carrier, wish));
    addRemoved(this, () => ({
      from: addressAt(carrier.type, lifecycle),
      lifecycle: { destroy: true },
      provisioner: [{ "local-exec": provisioner }],
    }));
  }
}
