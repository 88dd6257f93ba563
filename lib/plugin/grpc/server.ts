import type { Http2Session, ServerHttp2Stream } from "node:http2";
import { Provider } from "../gen/tfplugin6_pb.ts";
import type { Session } from "../rpc/session.ts";
import { goPluginRoutes, SHUTDOWN_PATH } from "./go-plugin-services.ts";
import { handleStream } from "./handle-stream.ts";
import { providerMethods } from "./provider-methods.ts";
import { type Routes, unaryRoutes } from "./routes.ts";

/** Half of what Terraform waits before it kills the process. */
const LONGEST_GOODBYE_MS = 1_000;

/** Takes each stream of the HTTP/2 server with its path. */
export type StreamHandler = (stream: ServerHttp2Stream, path: string) => void;

/**
 * Every gRPC service of the process. `onShutdown` runs as soon as the answer to Shutdown has arrived; without it Terraform waits two
 * seconds for each start (measured on 2026-11-23).
 */
export function createStreamHandler(session: Session, onShutdown: () => void): StreamHandler {
  const routes: Routes = new Map([...unaryRoutes(Provider, providerMethods(session)), ...goPluginRoutes]);
  return (stream, path) => {
    if (path === SHUTDOWN_PATH) {
      const { session } = stream;
      stream.once("close", () => onceDelivered(session, onShutdown));
    }
    void handleStream(stream, routes.get(path));
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
