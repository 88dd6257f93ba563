// Servers on loopback that behave badly on purpose. Each is closed with all its sockets at the end of the test.

import { readFileSync } from "node:fs";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from "node:net";
import { join } from "node:path";

export type TestServer = AsyncDisposable & { readonly origin: string; readonly host: string };

const TLS = join(import.meta.dirname, "../tls");

/** The certificate of {@link serveHttps}, PEM; no root that anybody trusts has signed it. */
export const CERTIFICATE = readFileSync(join(TLS, "certificate.pem"), "utf8");

export async function serveHttp(listener: RequestListener): Promise<TestServer> {
  return await listen(createHttpServer(listener), "http");
}

export async function serveHttps(listener: RequestListener): Promise<TestServer> {
  const key = readFileSync(join(TLS, "key.pem"), "utf8");
  return await listen(createHttpsServer({ cert: CERTIFICATE, key }, listener), "https");
}

/** For what is not even HTTP. */
export async function serveTcp(onConnection: (socket: Socket) => void): Promise<TestServer> {
  return await listen(createTcpServer(onConnection), "http");
}

/** An origin on which nobody listens: the port was ours a moment ago. */
export async function refusedOrigin(): Promise<string> {
  await using server = await serveTcp(() => {});
  return server.origin;
}

export type TestProxy = TestServer & {
  /** What was asked of it: `CONNECT host:port` or `GET http://…`. */
  readonly asked: string[];
};

/** The same for `https_proxy=https://…`: with the certificate of {@link serveHttps}. */
export async function serveHttpsProxy(): Promise<TestProxy> {
  const key = readFileSync(join(TLS, "key.pem"), "utf8");
  const proxy = await proxyOn(createHttpsServer({ cert: CERTIFICATE, key }), "https", {});
  // TLS knows no names that are addresses, and undici sends one.
  return { ...proxy, origin: proxy.origin.replace("127.0.0.1", "localhost") };
}

interface ProxyOptions {
  readonly refuseWith?: number;
  readonly connectTo?: string;
}

/** Tunnels CONNECT to where it points (or to `connectTo`), answers forwarded requests by itself with `"from the proxy"`. */
export async function serveProxy(options: ProxyOptions = {}): Promise<TestProxy> {
  return await proxyOn(createHttpServer(), "http", options);
}

async function proxyOn(
  proxy: ReturnType<typeof createHttpServer> | ReturnType<typeof createHttpsServer>,
  scheme: string,
  options: ProxyOptions,
): Promise<TestProxy> {
  const asked: string[] = [];
  proxy.on("request", (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(options.refuseWith ?? 200).end('"from the proxy"');
  });
  proxy.on("connect", (request, client: Socket) => {
    asked.push(`CONNECT ${request.url}`);
    client.on("error", () => {});
    if (options.refuseWith !== undefined) {
      client.end(`HTTP/1.1 ${options.refuseWith} No\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${options.connectTo ?? request.url}`);
    const upstream = connect(Number(port), hostname, () => client.write("HTTP/1.1 200 OK\r\n\r\n"));
    upstream.on("error", () => client.destroy());
    client.on("close", () => upstream.destroy());
    upstream.pipe(client).pipe(upstream);
  });
  return { ...(await listen(proxy, scheme)), asked };
}

async function listen(server: Server, scheme: string): Promise<TestServer> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    origin: `${scheme}://${host}`,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
