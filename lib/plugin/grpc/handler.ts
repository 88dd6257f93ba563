import { connectNodeAdapter } from "@connectrpc/connect-node";
import { Provider } from "../gen/tfplugin6_pb.ts";
import { providerService } from "../rpc/provider-service.ts";
import type { Session } from "../rpc/session.ts";
import { goPluginServices, SHUTDOWN_PATH } from "./go-plugin-services.ts";

/** Terraform's own limit for one message. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;

type RequestHandler = ReturnType<typeof connectNodeAdapter>;

/**
 * The request handler of the HTTP/2 server: every gRPC service of the process. `onShutdown` runs as soon as the answer to Shutdown has
 * left; without it Terraform waits two seconds for each start (measured on 2026-11-23).
 */
export function grpcHandler(session: Session, onShutdown: () => void): RequestHandler {
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
    if (request.url === SHUTDOWN_PATH) response.once("close", onShutdown);
    handle(request, response);
  };
}
