import { Construct, ref, type TerraformMetaArguments, type TerraformResource, Token } from "../../cdk.ts";
import { RESOURCE_TYPE } from "../../elements/bucket-encryption-props.ts";
import { metaOf } from "../../settings.ts";
import { keepProvider } from "../../stack/requirements.ts";
import { addRemoved, addressAt } from "../../stack/state-blocks.ts";
import type { EngineContract, References } from "../contract.ts";
import type { RuntimeEngine } from "../engine.ts";
import {
  applyKeys,
  applyProvisioner,
  destroyProvisioner,
  lifecycleKeys,
  RECORDED,
  type RuntimeDesired,
} from "./commands.ts";
import { RESOURCE_KINDS, type ResourceKind } from "./kinds.ts";
import { prepare } from "./settings.ts";

/** Ids of the two resources below the construct. */
export const APPLY = "apply";
export const LIFECYCLE = "lifecycle";

/**
 * What `Engine.nullResource()` and `Engine.terraformData()` synthesise. One resource alone would turn encryption off
 * and on again at each change, so there are two:
 *
 * - `apply` is keyed on the desired state, and has a create-time provisioner only: a change of the desired state is one PUT.
 * - `lifecycle` has a destroy-time provisioner only, and exists only after an apply that succeeded: what was never done
 *   is never undone. Nothing but another bucket replaces it. The region and the endpoint are written down in it without
 *   being keys (`ignore_changes`), because a destroy must go where the setting was made.
 *
 * A desired state of `disabled` has nothing to undo, so there is no `lifecycle`.
 */
export const runtimeEngine = (engine: RuntimeEngine): EngineContract => ({
  create(construct, desired) {
    const { settings, issues } = prepare(construct, engine, desired);
    const { provider: _, ...meta } = metaOf(desired);
    return {
      references: createResources(construct, engine, { ...desired, settings }, meta),
      importFrom() {
        throw new Error(
          "importFrom: there is nothing to import with this engine. Its first apply reads the bucket, and writes nothing when nothing differs.",
        );
      },
      endpoint: () => settings.endpoint,
      issues,
    };
  },

  remove(construct, desired) {
    const { settings, issues } = prepare(construct, engine, desired);
    const lifecycle = new Construct(construct, LIFECYCLE);
    // Whichever of the two kinds a state holds: a block for something that is not there does nothing.
    for (const kind of Object.values(RESOURCE_KINDS)) {
      const provisioner = destroyProvisioner(construct, kind, { ...desired, settings });
      addRemoved(construct, () => ({
        from: addressAt(kind.type, lifecycle),
        lifecycle: { destroy: true },
        provisioner: [{ "local-exec": provisioner }],
      }));
    }
    return { issues };
  },
});

function createResources(
  construct: Construct,
  engine: RuntimeEngine,
  desired: RuntimeDesired,
  meta: TerraformMetaArguments,
): References {
  const kind = RESOURCE_KINDS[engine.kind];
  const { count, forEach, lifecycle: { preventDestroy, ...lifecycle } = {}, dependsOn } = meta;
  const copies = { ...(count !== undefined && { count }), ...(forEach !== undefined && { forEach }) };

  const apply = kind.create(construct, APPLY, applyKeys(desired), {
    ...copies,
    ...(dependsOn !== undefined && { dependsOn }),
    ...(Object.keys(lifecycle).length > 0 && { lifecycle }),
    provisioners: [{ type: "local-exec", ...applyProvisioner(construct, kind, desired) }],
  });
  const lifecycleResource =
    desired.encryption.kind === "disabled"
      ? undefined
      : kind.create(construct, LIFECYCLE, lifecycleKeys(desired), {
          ...copies,
          dependsOn: [apply],
          lifecycle: {
            ignoreChanges: RECORDED.map((name) => `${kind.keysName}["${name}"]`),
            ...(preventDestroy !== undefined && { preventDestroy }),
          },
          provisioners: [{ type: "local-exec", ...destroyProvisioner(construct, kind, desired) }],
        });

  if (engine.options.forgetProviderResource !== false) {
    keepProvider(construct);
    addRemoved(construct, () => ({
      from: addressAt(RESOURCE_TYPE, construct),
      lifecycle: { destroy: false },
    }));
  }
  return references(kind, apply, lifecycleResource ?? apply);
}

/**
 * Who refers to the construct, whatever part of it, waits for both resources, and is destroyed before encryption is
 * turned off: else a destroy that it holds up would leave the one without the other.
 */
function references(
  { type, keysName }: ResourceKind,
  apply: TerraformResource,
  last: TerraformResource,
): References {
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
  };
}
