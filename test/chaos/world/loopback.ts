// A real wire to the world, for processes that are not this one.

import { listen } from "../../../lib/emulator/wire/server.ts";
import type { Call } from "../core/call.ts";
import type { About, World } from "./world.ts";

export interface Loopback {
  readonly url: string;
  close(): Promise<void>;
}

/** Whoever sends requests to this port is what `sender` gives. */
export async function openLoopback<Sender>(
  world: World<Sender>,
  sender: () => Sender,
  callFor: (about: About) => Call,
): Promise<Loopback> {
  const server = await listen(0, (request) => ({
    bodyLimit: 64 * 1024,
    async respond(bytes) {
      const sentMs = world.now();
      const body = bytes === "too-large" ? "" : bytes.toString("utf8");
      const reply = await world.serve({ sender: sender(), request, body, sentMs, callFor });
      if (typeof reply !== "object") return { kind: reply === "reset" ? "reset" : "hang" };
      const { status, headers, body: text } = reply;
      return { kind: "answer", status, headers, ...(text === "" ? {} : { bytes: Buffer.from(text) }) };
    },
  }));
  return { url: `http://127.0.0.1:${server.port}`, close: server.close };
}
