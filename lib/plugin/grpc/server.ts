import type { Http2Session } from "node:http2";
import {
  Code,
  ConnectError,
  type ConnectRouter,
  type HandlerContext,
  type ServiceImpl,
} from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { Health, HealthCheckResponse_ServingStatus } from "../gen/health_pb.ts";
import { GRPCBroker, GRPCController, GRPCStdio } from "../gen/plugin_pb.ts";
import { Provider } from "../gen/tfplugin6_pb.ts";
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

/** Terraform's own limit for one message. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;
/** Half of what Terraform waits before it kills the process. */
const LONGEST_GOODBYE_MS = 1_000;

/** Takes each request of the HTTP/2 server. */
export type RequestHandler = ReturnType<typeof connectNodeAdapter>;

/**
 * Every gRPC service of the process. `onShutdown` runs as soon as the answer to Shutdown has arrived; without it Terraform waits two
 * seconds for each start (measured on 2026-11-23).
 */
export function createRequestHandler(session: Session, onShutdown: () => void): RequestHandler {
  const handle = connectNodeAdapter({
    routes(router) {
      router.service(Provider, providerService(session));
      goPluginServices(router);
    },
    connect: false,
    grpcWeb: false,
    // Both ends are on one machine: compressing would only cost time.
    acceptCompression: [],
    readMaxBytes: MAX_MESSAGE_BYTES,
    writeMaxBytes: MAX_MESSAGE_BYTES,
  });
  return (request, response) => {
    if (request.url === SHUTDOWN_PATH && "stream" in request) {
      const { session } = request.stream;
      response.once("close", () => onceDelivered(session, onShutdown));
    }
    handle(request, response);
  };
}

/**
 * Calls back once the client has all that was sent. A closed stream's last frames may still be in this process; the reply to a ping
 * comes after them. A client that hangs up wants no more.
 */
function onceDelivered(session: Http2Session | undefined, callback: () => void): void {
  if (session === undefined || session.destroyed) {
    callback();
  } else {
    session.ping(() => callback());
    setTimeout(callback, LONGEST_GOODBYE_MS);
  }
}

/** The path of the call with which Terraform ends the process. */
const SHUTDOWN_PATH = `/${GRPCController.typeName}/${GRPCController.method.shutdown.name}`;

/** The services that go-plugin's client calls beside the provider. */
function goPluginServices(router: ConnectRouter): void {
  // The process ends when this answer has arrived: see server.ts.
  router.service(GRPCController, { shutdown: () => ({}) });
  // Both streams stay open and silent: one would carry connections back to Terraform, the other what a plugin prints.
  router.service(GRPCBroker, { startStream: (_requests, context) => silence(context) });
  router.service(GRPCStdio, { streamStdio: (_request, context) => silence(context) });
  router.service(Health, {
    check({ service }) {
      if (service !== "" && service !== "plugin") {
        throw new ConnectError(`unknown service ${JSON.stringify(service)}`, Code.NotFound);
      }
      return { status: HealthCheckResponse_ServingStatus.SERVING };
    },
  });
}

/** A stream of nothing that ends with the call. */
async function* silence({ signal }: HandlerContext): AsyncGenerator<never> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}

/** The RPCs of `tfplugin6.Provider` that the .proto has; all others answer UNIMPLEMENTED, which Terraform understands. */
function providerService(session: Session): ServiceImpl<typeof Provider> {
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
