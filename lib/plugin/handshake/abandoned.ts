/** What of an HTTP/2 server it takes to count its connections. */
export interface Connections {
  on(
    event: "session",
    listener: (session: { once(event: "close", listener: () => void): unknown }) => void,
  ): unknown;
}

/** Longer than Terraform takes between its handshake and its first call, on a machine that is busy. */
const FIRST_CONNECTION_MS = 60_000;
/** Longer than a client takes to connect again. */
const NEXT_CONNECTION_MS = 10_000;

/**
 * Calls back when nobody is connected any more, or has never connected. A Terraform that is killed cannot say
 * Shutdown, and its provider would stay, with the user's credentials in memory. One that waits keeps its connection:
 * go-plugin holds streams open on it.
 */
export function onceAbandoned(server: Connections, callback: () => void): void {
  let connections = 0;
  let timer = setTimeout(callback, FIRST_CONNECTION_MS);
  server.on("session", (session) => {
    connections++;
    clearTimeout(timer);
    session.once("close", () => {
      connections--;
      if (connections === 0) timer = setTimeout(callback, NEXT_CONNECTION_MS);
    });
  });
}
