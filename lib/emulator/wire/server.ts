import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer, Silence } from "./reply.ts";
import type { WireRequest } from "./request.ts";

/** A server that listens. */
export interface RunningServer {
  readonly port: number;
  /** Ends every connection and frees the port. */
  close(): Promise<void>;
}

/** What a request leads to: it says how much body it wants before it gets one. */
export interface Destination {
  /** Longest body in bytes that is worth keeping. */
  readonly bodyLimit: number;
  respond(body: Buffer | "too-large"): Promise<Answer | Silence>;
}

/** Listens on 127.0.0.1; rejects with Node's error (`EADDRINUSE`, …) when it cannot. */
export async function listen(
  port: number,
  destinationOf: (request: WireRequest) => Destination,
): Promise<RunningServer> {
  const server = createServer((message, response) => {
    // A client that goes away in the middle of a request is no failure of the server.
    serve(message, response, destinationOf).catch(() => message.socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  destinationOf: (request: WireRequest) => Destination,
): Promise<void> {
  const { method = "", url: target = "" } = message;
  const destination = destinationOf({ method, target, headers: presentHeaders(message) });
  const body = await readBody(message, destination.bodyLimit);
  const reply = await destination.respond(body);
  switch (reply.kind) {
    case "hang":
      return;
    case "reset":
      message.socket.resetAndDestroy();
      return;
    case "answer":
      send(response, reply);
  }
}

const presentHeaders = (message: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(message.headers)
      .map(
        ([name, value]) =>
          [name, withoutSpace(Array.isArray(value) ? value.join(", ") : (value ?? ""))] as const,
      )
      .filter(([, value]) => value !== ""),
  );

/** Without the space of HTTP alone: in its Latin-1, the last byte of a text in UTF-8 may look like a space of another kind. */
const withoutSpace = (value: string): string => value.replace(/^[ \t]+|[ \t]+$/g, "");

/** Reads to the end in any case, so that the client is ready to read the answer, but keeps no more than the limit. */
async function readBody(message: IncomingMessage, limit: number): Promise<Buffer | "too-large"> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    length += (chunk as Buffer).length;
    if (length <= limit) chunks.push(chunk as Buffer);
  }
  return length <= limit ? Buffer.concat(chunks) : "too-large";
}

function send(response: ServerResponse, { status, headers, json, bytes, truncated }: Answer): void {
  const body = bytes ?? (json === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(json)));
  response.sendDate = false; // The cloud's clock decides, and it is in the headers already.
  const type = json === undefined ? {} : { "content-type": "application/json; charset=utf-8" };
  if (truncated) {
    // An empty body has no half: two bytes are announced then, and one is sent.
    const whole = body.length < 2 ? Buffer.from("  ") : body;
    response.writeHead(status, { ...type, ...headers, "content-length": String(whole.length) });
    response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => response.destroy());
    return;
  }
  const length = status === 204 ? {} : { "content-length": String(body.length) };
  response.writeHead(status, { ...type, ...headers, ...length });
  response.end(body);
}
