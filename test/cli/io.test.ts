import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { untilSignal } from "../../lib/cli/io.ts";

it.each(["SIGINT", "SIGTERM"])(
  "%s is caught once: a second signal of either kind ends the process",
  async (signal) => {
    const source = new EventEmitter();
    const stopped = untilSignal(source);
    expect(source.eventNames()).toEqual(["SIGINT", "SIGTERM"]);
    source.emit(signal);
    await stopped;
    expect(source.eventNames()).toEqual([]);
  },
);
