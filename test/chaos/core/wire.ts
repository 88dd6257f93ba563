// The wire of a provider process of the model: each request waits for its turn, then goes straight to the world.

import { contextOf } from "../../../lib/bce/errors/from-answer.ts";
import type { BceRequest, Transport } from "../../../lib/bce/message.ts";
import { canonicalUri, wireQuery } from "../../../lib/bce/signer.ts";
import { BceError } from "../../../lib/bos/index.ts";
import type { WireRequest } from "../../../lib/emulator/wire/request.ts";
import type { Random } from "../random.ts";
import type { World } from "../world/world.ts";
import { callOf } from "./call.ts";
import type { Schedule } from "./schedule.ts";

/** Any address: nothing listens there. */
export const ENDPOINT = "http://127.0.0.1:8080";

const REQUEST_TIMEOUT_MS = 30_000;

/** A provider process, as far as the world knows it. */
export interface Sender {
  readonly process: number;
  isDead: boolean;
}

export function wireOf(sender: Sender, world: World<Sender>, schedule: Schedule): Transport {
  return (request, { signal }) =>
    new Promise((resolve, reject) => {
      const cancelled = () => reject(new BceError("Cancelled", contextOf(request)));
      if (signal?.aborted === true) return cancelled();
      signal?.addEventListener("abort", cancelled);
      const [call, sentMs] = [callOf(), schedule.now()];

      async function arrive(): Promise<void> {
        const { body = "" } = request;
        const sent = { sender, request: encoded(request), body, sentMs, callFor: () => call };
        const reply = await world.serve({ ...sent, isLate: sender.isDead });
        if (typeof reply === "object") return resolve(reply);
        if (reply === "never") return;
        if (reply === "timeout") await schedule.sleep(sender, REQUEST_TIMEOUT_MS, signal);
        reject(new BceError(reply === "timeout" ? "Timeout" : "ConnectionLost", contextOf(request)));
      }
      schedule.park(sender, () => void arrive().catch(reject));
    });
}

/** kill -9: what was on its way arrives or not, as chance has it, and nobody hears of it. */
export function abandon(sender: Sender, schedule: Schedule, random: Random): void {
  sender.isDead = true;
  for (const go of schedule.drop(sender)) if (random.chance(0.5)) go();
}

function encoded(request: BceRequest): WireRequest {
  const query = wireQuery(request.query);
  return {
    method: request.method,
    target: canonicalUri(request.path) + (query === "" ? "" : `?${query}`),
    headers: Object.fromEntries(Object.entries(request.headers).filter(([, value]) => value !== "")),
  };
}
