// Plays a history in this process: Terraform's core as a model, the provider's own code, time that costs nothing.

import { createSchedule } from "../core/schedule.ts";
import { withCurrent } from "../core/state.ts";
import { createStack, prepareRun, type Stack } from "../core/terraform.ts";
import type { Sender } from "../core/wire.ts";
import type { History } from "../history.ts";
import { createOracle } from "../oracle/oracle.ts";
import type { PlayOptions } from "../play.ts";
import { createRandom } from "../random.ts";
import { createWorld } from "../world/world.ts";
import { playThrough, type Stage } from "./play.ts";
import type { Played } from "./played.ts";

const BEGINNING_MS = Date.parse("2026-01-01T00:00:00Z");

export function playModel(history: History, options: PlayOptions = {}): Promise<Played> {
  const schedule = createSchedule(BEGINNING_MS, createRandom(0));
  const world = createWorld<Sender>({ now: schedule.now, profile: history.service });
  const oracle = createOracle(world.tape, options.ignore);
  const stacks: readonly [Stack, Stack] = [createStack(), createStack()];
  const stackOf = (stack: number): Stack => (stack === 0 ? stacks[0] : stacks[1]);

  const stage: Stage = {
    world,
    oracle,
    stateOf: (stack) => stackOf(stack).state,
    async edit(stack, what, address) {
      edit(stackOf(stack), what, address);
    },
    async run({ runs, seed, faults }) {
      const random = createRandom(seed);
      schedule.use(createRandom(random.seed()));
      const prepared = runs.map((run) =>
        prepareRun(run, stackOf(run.stack), {
          core: history.core,
          world,
          schedule,
          random: createRandom(random.seed()),
          hear: oracle.hear,
        }),
      );
      const runOf = ({ process }: Sender) => prepared.find(({ run }) => run.processes.has(process));
      world.expect(faults, {
        interrupt: (sender) => runOf(sender)?.stop(),
        kill(what, sender) {
          const victim = runOf(sender);
          if (what === "terraform") victim?.kill();
          else victim?.run.processes.get(sender.process)?.kill("alone");
        },
      });
      await schedule.drive(Promise.all(prepared.map((run) => run.begin())));
      return prepared.map(({ record }) => record);
    },
  };
  return playThrough(history, stage, options);
}

/** `terraform state rm`, `terraform taint`. */
function edit(stack: Stack, what: "state-rm" | "taint", address: string): void {
  const stored = stack.state.get(address);
  if (stored === undefined) return;
  if (what === "state-rm") {
    const next = new Map(stack.state);
    next.delete(address);
    stack.state = next;
  } else if (stored.current !== undefined) {
    stack.state = withCurrent(stack.state, address, { ...stored.current, isTainted: true });
  }
  stack.serial += 1;
}
