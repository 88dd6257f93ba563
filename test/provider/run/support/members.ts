import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { bundled } from "../../../support/bundled.ts";
import type { Order } from "./member.ts";

export interface MemberProcess {
  readonly pid: number;
  ask(order: Order): Promise<unknown>;
  end(): Promise<void>;
  kill(): Promise<void>;
}

/** Starts processes that have this one for their Terraform, and a folder for temporary files. */
export function terraformOf() {
  const place = mkdtempSync(join(tmpdir(), "bos-run-"));
  const temporary = join(place, "tmp");
  mkdirSync(temporary);
  writeFileSync(join(place, "member.mjs"), bundled("test/provider/run/support/member.ts"));
  const children = new Set<ChildProcess>();
  onTestFinished(() => {
    for (const child of children) child.kill("SIGKILL");
    rmSync(place, { recursive: true, force: true });
  });
  const folder = join(temporary, `bos-encryption-${process.getuid?.()}`);

  const start = (kind: "usual" | "late" = "usual") => come(begin(kind));

  function begin(kind: "usual" | "late"): ChildProcess {
    // By a relative path, as Terraform starts providers.
    const child = fork("./member.mjs", [kind], {
      cwd: place,
      env: { ...process.env, TMPDIR: temporary },
      execArgv: [],
    });
    children.add(child);
    child.once("exit", () => void children.delete(child));
    return child;
  }

  async function come(child: ChildProcess): Promise<MemberProcess> {
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    await answerOf(child);
    return {
      pid: child.pid ?? -1,
      ask(order) {
        child.send(order);
        return answerOf(child);
      },
      async end() {
        child.send({ do: "exit" } satisfies Order);
        await ended;
      },
      async kill() {
        child.kill("SIGKILL");
        await ended;
      },
    };
  }
  return {
    start,
    /** A process that is there, but stands still before it has come to anything. */
    async startAndHold(): Promise<{ go(): Promise<MemberProcess> }> {
      const child = begin("usual");
      child.kill("SIGSTOP");
      const begun = upMs();
      while (upMs() - begun < 20) await setImmediate();
      return {
        go() {
          child.kill("SIGCONT");
          return come(child);
        },
      };
    },
    temporary,
    folder,
    /** What lies in the folder for temporary files. */
    left: () =>
      readdirSync(temporary, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? [entry.name, ...readdirSync(join(temporary, entry.name))] : [entry.name],
      ),
  };
}

/** By the kernel's clock, which says when a process was started. */
const upMs = () => Number(readFileSync("/proc/uptime", "latin1").split(" ")[0]) * 1000;

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error("the process has ended"));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve((message as { readonly answer: unknown }).answer);
    });
  });
}
