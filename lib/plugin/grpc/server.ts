import type { Http2Session } from "node:http2";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { Provider } from "../gen/tfplugin6_pb.ts";
import type { Session } from "../rpc/session.ts";
import { goPluginServices, SHUTDOWN_PATH } from "./go-plugin-services.ts";
import { providerService } from "./provider-service.ts";

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
