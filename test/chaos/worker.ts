// Plays every n-th history, and tells the main thread of each.

import { parentPort, workerData } from "node:worker_threads";
import type { Violation } from "./oracle/violation.ts";
import { type Driver, driver, generatorFor } from "./play.ts";

export interface Work {
  readonly driver: Driver;
  readonly firstSeed: number;
  readonly stride: number;
  readonly count: number;
  readonly ignore: readonly string[];
}

export interface Result {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly requests: number;
  readonly runs: number;
}

const { driver: name, firstSeed, stride, count, ignore } = workerData as Work;
const generate = generatorFor(name);
const play = await driver(name);
let isOver = false;
// What has begun comes to its end: processes and folders of a real Terraform are not to be left behind.
parentPort?.once("message", () => {
  isOver = true;
});
for (let index = 0; index < count && !isOver; index += 1) {
  const seed = firstSeed + index * stride;
  const { violations, tape, runs } = await play(generate(seed), { ignore: new Set(ignore) });
  const requests = tape.events.filter(({ kind }) => kind === "request").length;
  parentPort?.postMessage({ seed, violations, requests, runs: runs.length } satisfies Result);
}
parentPort?.close();
