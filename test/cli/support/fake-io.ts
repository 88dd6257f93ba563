import { EventEmitter, once } from "node:events";
import type { Io } from "../../../lib/cli/io.ts";

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
  const ran: { readonly words: readonly string[]; readonly env: Io["env"] }[] = [];
  const io: Io = {
    stdout: writerTo("stdout"),
    stderr: writerTo("stderr"),
    env: {},
    runCommand: async (words, env) => {
      ran.push({ words, env });
      return 0;
    },
    untilStopped: async () => {
      if (!stopping.signal.aborted) await once(stopping.signal, "abort");
    },
  };
  return {
    io,
    written,
    /** The commands that were run; each is done at once, with 0. */
    ran,
    stop: () => stopping.abort(),
    /** Resolves once stdout has said this. */
    said: async (text: string) => {
      while (!written.stdout.includes(text)) await once(writing, "stdout");
    },
  };
}
