import type { ServerHttp2Stream } from "node:http2";
import { Provider } from "../gen/tfplugin6_pb.ts";
import { providerMethods } from "../rpc/provider-methods.ts";
import type { Session } from "../rpc/session.ts";
import { goPluginRoutes, SHUTDOWN_PATH } from "./go-plugin-services.ts";
import { handleStream } from "./handle-stream.ts";
import { type Routes, unaryRoutes } from "./routes.ts";

/** Takes each stream of the HTTP/2 server with its path. */
export type StreamHandler = (stream: ServerHttp2Stream, path: string) => void;

/**
 * Every gRPC service of the process. `onShutdown` runs as soon as the answer to Shutdown has left; without it Terraform waits two
 * seconds for each start (measured on 2026-11-23).
 */
export function createStreamHandler(session: Session, onShutdown: () => void): StreamHandler {
  const routes: Routes = new Map([...unaryRoutes(Provider, providerMethods(session)), ...goPluginRoutes]);
  return (stream, path) => {
    if (path === SHUTDOWN_PATH) stream.once("close", onShutdown);
    void handleStream(stream, routes.get(path));
  };
}
