import { hostOf, PROVIDER_SETTINGS } from "../../settings/index.ts";
import { Construct } from "../cdk.ts";
import { isLiteral } from "../check.ts";
import { attributesOf, RESOURCE_TYPE } from "../elements/bucket-encryption-props.ts";
import { ProviderResource } from "../elements/element.ts";
import { type BosProvider, defaultProviderOf } from "../elements/provider-block.ts";
import { checkSetting, metaOf } from "../settings.ts";
import { requireProvider } from "../stack/requirements.ts";
import { addMoved, addRemoved, addressAt, forgetOldBlocks } from "../stack/state-blocks.ts";
import type { EngineContract, References } from "./contract.ts";
import type { ProviderEngine, RuntimeEngine } from "./engine.ts";
import { APPLY, LIFECYCLE } from "./runtime/engine.ts";
import { RESOURCE_KINDS } from "./runtime/kinds.ts";

/** CDK leaves a child of this name out of addresses, and gives it as `node.defaultChild`. */
const RESOURCE_ID = "Default";

const UNKNOWN_AT_SYNTH =
  "onDestroy: Must be a literal value, not a token: a removed block of Terraform refers to nothing.";

/** `Engine.provider()`: one resource of the provider. */
export const providerEngine = ({ movedFrom }: ProviderEngine): EngineContract => ({
  create(construct, desired, issues) {
    const resource = new ProviderResource(construct, RESOURCE_ID, {
      type: RESOURCE_TYPE,
      attributes: issues.length === 0 ? attributesOf(desired) : {},
      meta: metaOf(desired),
      // The construct tells them itself, with its own path.
      issues: [],
    });
    forgetOldBlocks(construct);
    if (movedFrom !== undefined) moveFrom(construct, RESOURCE_KINDS[movedFrom.kind].type);
    const endpoint = () => endpointOf(desired.provider ?? defaultProviderOf(construct));
    return {
      references: referencesTo(resource),
      importFrom: (id, provider) => resource.importFrom(id, provider),
      endpoint,
      issues: () => checkMove(movedFrom, endpoint()),
    };
  },

  remove(construct, { onDestroy = "disable" }) {
    requireProvider(construct);
    addRemoved(construct, () => ({
      from: addressAt(RESOURCE_TYPE, construct),
      lifecycle: { destroy: onDestroy === "disable" },
    }));
    return { issues: () => (isLiteral(onDestroy) ? [] : [UNKNOWN_AT_SYNTH]) };
  },
});

function referencesTo(resource: ProviderResource): References {
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

function endpointOf(provider: BosProvider | undefined): string | null | undefined {
  const endpoint = provider?.settings.endpoint;
  return endpoint === undefined || isLiteral(endpoint) ? endpoint : null;
}

/** What was set through one endpoint must not be taken for a bucket of the same name at another. */
function checkMove(movedFrom: RuntimeEngine | undefined, endpoint: string | null | undefined): string[] {
  const before = movedFrom?.options.endpoint;
  // At a token the provider itself warns, when it takes the state over.
  if (before === undefined || endpoint === null) return [];
  const issues = checkSetting("engine.movedFrom.endpoint", before, PROVIDER_SETTINGS.endpoint);
  if (issues.length > 0) return issues;
  if (endpoint !== undefined && hostOf(before) === hostOf(endpoint)) return [];
  return [
    `engine.movedFrom: The bucket was set through ${before}, and the provider asks ${endpoint ?? "what the environment says"}. Give the stack a BosProvider with that endpoint.`,
  ];
}
