import { EventEmitter, once } from "node:events";
import type { Io } from "../../../lib/cli/index.ts";

/** An io that remembers what is written, and is told to stop by the test. */
export function fakeIo() {
  const written = { stdout: "", stderr: "" };
  const stopping = new AbortController();
  const writing = new EventEmitter();
  const writerTo = (stream: "stdout" | "stderr") => ({
    write(text: string) {
      written[stream] += text;
      writing.emit(stream);
    },
  });
  const io: Io = {
    stdout: writerTo("stdout"),
    stderr: writerTo("stderr"),
    env: {},
    untilStopped: async () => {
      if (!stopping.signal.aborted) await once(stopping.signal, "abort");
    },
  };
  return {
    io,
    written,
    stop: () => stopping.abort(),
    /** Resolves once stdout has said this. */
    said: async (text: string) => {
      while (!written.stdout.includes(text)) await once(writing, "stdout");
    },
  };
}
