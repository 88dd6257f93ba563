// One walk of Terraform over its graph: provider processes of its own, and what they and Terraform said.

import type { Alias, Config } from "../history.ts";
import type { Random } from "../random.ts";
import type { World } from "../world/world.ts";
import type { Call } from "./call.ts";
import { providerSettings } from "./evaluate.ts";
import { type Diagnostic, hasErrors, type ProviderProcess, startProvider } from "./process.ts";
import type { Schedule } from "./schedule.ts";
import type { SharedRun } from "./shared-run.ts";
import type { Sender } from "./wire.ts";

/** A run of Terraform, from its start to its end. */
export interface TerraformRun {
  readonly id: number;
  readonly core: "1.11" | "1.16";
  readonly world: World<Sender>;
  readonly schedule: Schedule;
  /** Its provider processes know each other. */
  readonly shared: SharedRun;
  readonly random: Random;
  readonly hear: (text: string) => void;
  /** All that the user would read. */
  readonly diagnostics: (Diagnostic & { readonly address: string; readonly phase: "plan" | "apply" })[];
  /** Every process that was started and not shut down. */
  readonly processes: Map<number, ProviderProcess>;
  /** Ctrl-C. */
  isStopped: boolean;
}

export interface Walk {
  readonly run: TerraformRun;
  readonly config: Config;
  readonly phase: "plan" | "apply";
  /** The configured process of an alias; undefined after a reported error. */
  provider(alias: string): Promise<ProviderProcess | undefined>;
  call(call: Omit<Call, "id" | "run" | "process">, process: ProviderProcess): Call;
  report(address: string, diagnostics: readonly Diagnostic[]): void;
  /** Shuts the processes down. */
  end(): void;
}

let ids = 0;

export function startWalk(run: TerraformRun, config: Config, phase: Walk["phase"]): Walk {
  const started = new Map<string, Promise<ProviderProcess | undefined>>();
  const own: ProviderProcess[] = [];
  ids += 1;
  const walkId = ids;

  const walk: Walk = {
    run,
    config,
    phase,
    provider(alias) {
      const provider = started.get(alias) ?? start(alias as Alias);
      started.set(alias, provider);
      return provider;
    },
    call(call, { id }) {
      ids += 1;
      return { id: ids, run: run.id, process: id, ...call };
    },
    report(address, diagnostics) {
      for (const diagnostic of diagnostics) run.diagnostics.push({ ...diagnostic, address, phase });
    },
    end() {
      for (const process of own) {
        process.end();
        run.processes.delete(process.id);
      }
    },
  };

  async function start(alias: Alias): Promise<ProviderProcess | undefined> {
    ids += 1;
    const process = startProvider({ ...run, id: ids, walk: walkId, withIdentity: run.core !== "1.11" });
    own.push(process);
    run.processes.set(process.id, process);
    const call = walk.call({ rpc: "configure", address: `provider.${alias}` }, process);
    const { diagnostics } = await process.configure(call, providerSettings(config, phase));
    walk.report(call.address, diagnostics);
    return hasErrors(diagnostics) ? undefined : process;
  }

  return walk;
}
