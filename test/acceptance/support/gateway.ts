import { type IncomingMessage, request, type ServerResponse } from "node:http";
import type { Emulator } from "../../../lib/emulator/index.ts";

/** Passes a request on to the emulator. The signature holds, since the host goes through as it came. */
export function passOn(
  { url }: Pick<Emulator, "url">,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const { method, headers } = incoming;
  const passed = request(`${url}${incoming.url}`, { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  passed.on("error", () => outgoing.destroy());
  incoming.pipe(passed);
}
