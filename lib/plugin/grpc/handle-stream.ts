import type { ServerHttp2Stream } from "node:http2";
import { frame, readFrame } from "./frame.ts";
import type { Route } from "./routes.ts";
import { GRPC_STATUS, GrpcError } from "./status.ts";

/** Terraform's own limit for one message. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;
const HEADERS = { ":status": 200, "content-type": "application/grpc" };

/** Answers one HTTP/2 stream, which is one gRPC call. Never rejects: a client that hangs up has nobody to be told. */
export async function handleStream(stream: ServerHttp2Stream, route: Route | undefined): Promise<void> {
  stream.on("error", () => {});
  try {
    if (route === undefined) throw new GrpcError("unimplemented", "this provider does not have this method");
    if (route.kind === "silent") {
      stream.respond(HEADERS);
      stream.resume();
      return;
    }
    succeed(stream, await route.call(await readFrame(stream, MAX_MESSAGE_BYTES)));
  } catch (error) {
    fail(stream, error);
  }
}

function succeed(stream: ServerHttp2Stream, message: Uint8Array): void {
  if (stream.destroyed) return;
  if (message.length > MAX_MESSAGE_BYTES) {
    throw new GrpcError("resourceExhausted", `the answer has more than ${MAX_MESSAGE_BYTES} bytes`);
  }
  stream.respond(HEADERS, { waitForTrailers: true });
  stream.once("wantTrailers", () => stream.sendTrailers({ "grpc-status": String(GRPC_STATUS.ok) }));
  stream.end(frame(message));
}

function fail(stream: ServerHttp2Stream, error: unknown): void {
  if (stream.destroyed || stream.headersSent) return;
  const { code, message } =
    error instanceof GrpcError ? error : { code: "internal" as const, message: String(error) };
  stream.respond(
    { ...HEADERS, "grpc-status": String(GRPC_STATUS[code]), "grpc-message": encodeURIComponent(message) },
    { endStream: true },
  );
}
