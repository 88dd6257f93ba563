import type { ServiceImpl } from "@connectrpc/connect";
import type { Provider } from "../gen/tfplugin6_pb.ts";
import { applyResourceChange } from "../rpc/apply-resource-change.ts";
import { configureProvider } from "../rpc/configure-provider.ts";
import { getMetadata } from "../rpc/get-metadata.ts";
import { getProviderSchema } from "../rpc/get-provider-schema.ts";
import { importResourceState } from "../rpc/import-resource-state.ts";
import { moveResourceState } from "../rpc/move-resource-state.ts";
import { planResourceChange } from "../rpc/plan-resource-change.ts";
import { readDataSource } from "../rpc/read-data-source.ts";
import { readResource } from "../rpc/read-resource.ts";
import type { Session } from "../rpc/session.ts";
import { stopProvider } from "../rpc/stop-provider.ts";
import { upgradeResourceState } from "../rpc/upgrade-resource-state.ts";
import {
  validateDataResourceConfig,
  validateProviderConfig,
  validateResourceConfig,
} from "../rpc/validate-config.ts";

/** The RPCs of `tfplugin6.Provider` that this framework speaks; the others answer UNIMPLEMENTED, which Terraform understands. */
export function providerService(session: Session): Partial<ServiceImpl<typeof Provider>> {
  return {
    getMetadata: () => getMetadata(session),
    getProviderSchema: () => getProviderSchema(session),
    // No resource has an identity yet. Terraform from 1.12 asks all the same.
    getResourceIdentitySchemas: () => ({}),
    validateProviderConfig: (request) => validateProviderConfig(session, request),
    validateResourceConfig: (request) => validateResourceConfig(session, request),
    validateDataResourceConfig: (request) => validateDataResourceConfig(session, request),
    configureProvider: (request) => configureProvider(session, request),
    readResource: (request) => readResource(session, request),
    planResourceChange: (request) => planResourceChange(session, request),
    applyResourceChange: (request) => applyResourceChange(session, request),
    importResourceState: (request) => importResourceState(session, request),
    upgradeResourceState: (request) => upgradeResourceState(session, request),
    moveResourceState: (request) => moveResourceState(session, request),
    readDataSource: (request) => readDataSource(session, request),
    stopProvider: () => stopProvider(session),
  };
}
