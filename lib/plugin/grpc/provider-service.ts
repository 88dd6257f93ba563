import type { ServiceImpl } from "@connectrpc/connect";
import type { Provider } from "../gen/tfplugin6_pb.ts";
import { applyResourceChange } from "../rpc/apply-resource-change.ts";
import { configureProvider } from "../rpc/configure-provider.ts";
import { generateResourceConfig } from "../rpc/generate-resource-config.ts";
import { getMetadata } from "../rpc/get-metadata.ts";
import { getProviderSchema } from "../rpc/get-provider-schema.ts";
import { getResourceIdentitySchemas } from "../rpc/get-resource-identity-schemas.ts";
import { importResourceState } from "../rpc/import-resource-state.ts";
import { listResource } from "../rpc/list-resource.ts";
import { moveResourceState } from "../rpc/move-resource-state.ts";
import { planResourceChange } from "../rpc/plan-resource-change.ts";
import { readDataSource } from "../rpc/read-data-source.ts";
import { readResource } from "../rpc/read-resource.ts";
import type { Session } from "../rpc/session.ts";
import { stopProvider } from "../rpc/stop-provider.ts";
import { upgradeResourceIdentity } from "../rpc/upgrade-resource-identity.ts";
import { upgradeResourceState } from "../rpc/upgrade-resource-state.ts";
import {
  validateDataResourceConfig,
  validateListResourceConfig,
  validateProviderConfig,
  validateResourceConfig,
} from "../rpc/validate-config.ts";

/** The RPCs of `tfplugin6.Provider` that the .proto has; all others answer UNIMPLEMENTED, which Terraform understands. */
export function providerService(session: Session): ServiceImpl<typeof Provider> {
  return {
    getMetadata: () => getMetadata(session),
    getProviderSchema: () => getProviderSchema(session),
    getResourceIdentitySchemas: () => getResourceIdentitySchemas(session),
    validateProviderConfig: (request) => validateProviderConfig(session, request),
    validateResourceConfig: (request) => validateResourceConfig(session, request),
    validateListResourceConfig: (request) => validateListResourceConfig(session, request),
    validateDataResourceConfig: (request) => validateDataResourceConfig(session, request),
    configureProvider: (request) => configureProvider(session, request),
    readResource: (request) => readResource(session, request),
    planResourceChange: (request) => planResourceChange(session, request),
    applyResourceChange: (request) => applyResourceChange(session, request),
    importResourceState: (request) => importResourceState(session, request),
    upgradeResourceState: (request) => upgradeResourceState(session, request),
    upgradeResourceIdentity: (request) => upgradeResourceIdentity(session, request),
    generateResourceConfig: (request) => generateResourceConfig(session, request),
    listResource: (request, { signal }) => listResource(session, request, signal),
    moveResourceState: (request) => moveResourceState(session, request),
    readDataSource: (request) => readDataSource(session, request),
    stopProvider: () => stopProvider(session),
  };
}
