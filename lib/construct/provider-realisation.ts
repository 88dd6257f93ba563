import { attributesOf, RESOURCE_TYPE, type Wish } from "./bucket-encryption-resource.ts";
import { Construct, type TerraformMetaArguments } from "./cdk.ts";
import type { ProviderEngine } from "./engine.ts";
import { ProviderResource } from "./provider-elements.ts";
import type { Realisation } from "./realisation.ts";
import { CARRIERS } from "./runtime-engine/carrier.ts";
import { APPLY, LIFECYCLE } from "./runtime-engine/resources.ts";
import { addMoved, addRemoved, addressAt, forgetOldBlocks } from "./state-blocks.ts";

/** CDK leaves a child of this name out of addresses, and gives it as `node.defaultChild`. */
const RESOURCE_ID = "Default";

/** What `Engine.provider()` synthesises: one resource of the provider. */
export function createProviderResource(
  construct: Construct,
  { movedFrom }: ProviderEngine,
  /** Undefined where something is wrong with the properties: then nothing is written. */
  wish: Wish | undefined,
  meta: TerraformMetaArguments,
): Realisation {
  const resource = new ProviderResource(construct, RESOURCE_ID, {
    type: RESOURCE_TYPE,
    attributes: wish === undefined ? {} : attributesOf(wish),
    meta,
    // The construct tells them itself, with its own path.
    issues: [],
  });
  forgetOldBlocks(construct);
  if (movedFrom !== undefined) moveFrom(construct, CARRIERS[movedFrom.kind].type);
  return {
    get fqn() {
      return resource.fqn;
    },
    get bucket() {
      return resource.getStringAttribute("bucket");
    },
    get id() {
      return resource.getStringAttribute("id");
    },
    get region() {
      return resource.getStringAttribute("region");
    },
    get sseAlgorithm() {
      return resource.getStringAttribute("sse_algorithm");
    },
    get kmsMasterKeyId() {
      return resource.getStringAttribute("kms_master_key_id");
    },
    get enabled() {
      return resource.getBooleanAttribute("enabled");
    },
    importFrom: (id, provider) => resource.importFrom(id, provider),
  };
}

/** The state's `lifecycle` becomes the resource; `apply` goes, and does nothing as it goes. */
function moveFrom(construct: Construct, type: string): void {
  const [apply, lifecycle] = [APPLY, LIFECYCLE].map((id) => new Construct(construct, id)) as [
    Construct,
    Construct,
  ];
  addMoved(construct, () => ({
    from: addressAt(type, lifecycle),
    to: addressAt(RESOURCE_TYPE, construct),
  }));
  addRemoved(construct, () => ({ from: addressAt(type, apply), lifecycle: { destroy: false } }));
}
