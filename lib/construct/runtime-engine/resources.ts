import { RESOURCE_TYPE } from "../bucket-encryption-resource.ts";
import { type Construct, ref, type TerraformMetaArguments, type TerraformResource, Token } from "../cdk.ts";
import type { RuntimeEngine } from "../engine.ts";
import { keepProvider } from "../provider-requirement.ts";
import type { Realisation } from "../realisation.ts";
import { addRemoved, addressAt } from "../state-blocks.ts";
import { CARRIERS, type Carrier } from "./carrier.ts";
import { applyKeys, lifecycleKeys, RECORDED } from "./commands.ts";
import { applyProvisioner, destroyProvisioner } from "./provisioners.ts";
import type { RuntimeWish } from "./wish.ts";

/** Ids of the two resources below the construct. */
export const APPLY = "apply";
export const LIFECYCLE = "lifecycle";

/**
 * What `Engine.nullResource()` and `Engine.terraformData()` synthesise. One resource alone would turn encryption off
 * and on again at each change, so there are two:
 *
 * - `apply` is keyed on the wish, and has a create-time provisioner only: a change of the wish is one PUT.
 * - `lifecycle` has a destroy-time provisioner only, and exists only after an apply that succeeded: what was never done
 *   is never undone. Nothing but another bucket replaces it. The region and the endpoint are written down in it without
 *   being keys (`ignore_changes`), because a destroy must go where the setting was made.
 *
 * A wish of `disabled` has nothing to undo, so there is no `lifecycle`.
 */
export function createResources(
  construct: Construct,
  engine: RuntimeEngine,
  wish: RuntimeWish,
  meta: TerraformMetaArguments,
): Realisation {
  const carrier = CARRIERS[engine.kind];
  const { count, forEach, lifecycle: { preventDestroy, ...lifecycle } = {}, dependsOn } = meta;
  const copies = { ...(count !== undefined && { count }), ...(forEach !== undefined && { forEach }) };

  const apply = carrier.create(construct, APPLY, applyKeys(wish), {
    ...copies,
    ...(dependsOn !== undefined && { dependsOn }),
    ...(Object.keys(lifecycle).length > 0 && { lifecycle }),
    provisioners: [{ type: "local-exec", ...applyProvisioner(construct, carrier, wish) }],
  });
  const lifecycleResource =
    wish.encryption.kind === "disabled"
      ? undefined
      : carrier.create(construct, LIFECYCLE, lifecycleKeys(wish), {
          ...copies,
          dependsOn: [apply],
          lifecycle: {
            ignoreChanges: RECORDED.map((name) => `${carrier.keysName}["${name}"]`),
            ...(preventDestroy !== undefined && { preventDestroy }),
          },
          provisioners: [{ type: "local-exec", ...destroyProvisioner(construct, carrier, wish) }],
        });

  if (engine.options.forgetProviderResource !== false) {
    keepProvider(construct);
    addRemoved(construct, () => ({
      from: addressAt(RESOURCE_TYPE, construct),
      lifecycle: { destroy: false },
    }));
  }
  return references(carrier, apply, lifecycleResource ?? apply);
}

/**
 * Who refers to the construct, whatever part of it, waits for both resources, and is destroyed before encryption is
 * turned off: else a destroy that it holds up would leave the one without the other.
 */
function references(
  { type, keysName }: Carrier,
  apply: TerraformResource,
  last: TerraformResource,
): Realisation {
  const address = (resource: TerraformResource) => `${type}.${resource.friendlyUniqueId}`;
  const token = (expression: string) => Token.asString(ref(expression, apply.cdktfStack));
  // Terraform refuses to look for a key that is not there.
  const found = (name: string) => `try(${address(apply)}.${keysName}.${name}, null)`;
  const ifWritten = (name: string) =>
    last === apply ? found(name) : `[${found(name)}, ${address(last)}.id][0]`;
  return {
    get fqn() {
      return last.fqn;
    },
    get bucket() {
      return token(`${address(last)}.${keysName}.bucket`);
    },
    get id() {
      return this.bucket;
    },
    get region() {
      return token(ifWritten("region"));
    },
    get sseAlgorithm() {
      return token(ifWritten("sse_algorithm"));
    },
    get kmsMasterKeyId() {
      return token(ifWritten("kms_master_key_id"));
    },
    get enabled() {
      return ref(`(${ifWritten("sse_algorithm")} != null)`, apply.cdktfStack);
    },
    importFrom() {
      throw new Error(
        "importFrom: there is nothing to import with this engine. Its first apply reads the bucket, and writes nothing where it is as wished.",
      );
    },
  };
}
