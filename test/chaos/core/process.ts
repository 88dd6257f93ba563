// One process of the real provider, without the process: Terraform's calls go straight to the functions behind its gRPC.

import { create } from "@bufbuild/protobuf";
import {
  ApplyResourceChange_RequestSchema,
  ConfigureProvider_RequestSchema,
  ImportResourceState_RequestSchema,
  PlanResourceChange_RequestSchema,
  ReadResource_RequestSchema,
  ValidateResourceConfig_RequestSchema,
} from "../../../lib/plugin/gen/tfplugin6_pb.ts";
import { createLogger } from "../../../lib/plugin/log.ts";
import { applyResourceChange } from "../../../lib/plugin/rpc/apply-resource-change.ts";
import { configureProvider } from "../../../lib/plugin/rpc/configure-provider.ts";
import { importResourceState } from "../../../lib/plugin/rpc/import-resource-state.ts";
import { planResourceChange } from "../../../lib/plugin/rpc/plan-resource-change.ts";
import { readResource } from "../../../lib/plugin/rpc/read-resource.ts";
import { createSession } from "../../../lib/plugin/rpc/session.ts";
import { stopProvider } from "../../../lib/plugin/rpc/stop-provider.ts";
import { validateResourceConfig } from "../../../lib/plugin/rpc/validate-config.ts";
import { createBosProvider } from "../../../lib/provider/provider.ts";
import { providerSchema } from "../../../lib/provider/schema.ts";
import type { Random } from "../random.ts";
import { environmentFor, type World } from "../world/world.ts";
import { type Call, within } from "./call.ts";
import type { Schedule } from "./schedule.ts";
import type { SharedRun } from "./shared-run.ts";
import { decode, encode, schemaOf, type Values } from "./values.ts";
import { abandon, ENDPOINT, type Sender, wireOf } from "./wire.ts";

export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
}

/** What an answer of the provider came to; without `values` there is none to speak of. */
export interface Answer {
  readonly diagnostics: readonly Diagnostic[];
  readonly values?: Values | null;
  readonly private?: Uint8Array | undefined;
  readonly identity?: Uint8Array | undefined;
  /** Top-level attributes whose change replaces the resource. */
  readonly requiresReplace?: readonly string[];
}

export interface PlanRequest {
  readonly prior: Values | null;
  readonly proposed: Values | null;
  readonly config: Values | null;
  readonly priorPrivate: Uint8Array;
  readonly priorIdentity?: Uint8Array | undefined;
  readonly plannedPrivate?: Uint8Array | undefined;
}

export interface ApplyRequest {
  readonly prior: Values | null;
  readonly planned: Values | null;
  readonly config: Values | null;
  readonly plannedPrivate: Uint8Array;
  readonly plannedIdentity?: Uint8Array | undefined;
}

export interface ProviderProcess {
  readonly id: number;
  configure(call: Call, settings: Values): Promise<Answer>;
  validate(call: Call, typeName: string, config: Values): Promise<Answer>;
  plan(call: Call, typeName: string, request: PlanRequest): Promise<Answer>;
  apply(call: Call, typeName: string, request: ApplyRequest): Promise<Answer>;
  read(
    call: Call,
    typeName: string,
    state: Values,
    bytes: Uint8Array,
    identity?: Uint8Array,
  ): Promise<Answer>;
  import(call: Call, typeName: string, id: string): Promise<Answer>;
  stop(): void;
  /** Terraform needs it no more. */
  end(): void;
  /** kill -9. Its calls under way end with an error, unless Terraform has died with it. */
  kill(how: "alone" | "with-terraform"): void;
}

export interface ProcessOptions {
  readonly id: number;
  readonly walk: number;
  readonly shared: SharedRun;
  readonly world: World<Sender>;
  readonly schedule: Schedule;
  readonly random: Random;
  /** Gets every text that leaves the process. */
  readonly hear: (text: string) => void;
  readonly withIdentity: boolean;
}

const DIED: Answer = {
  diagnostics: [
    { severity: "error", summary: "Plugin did not respond", detail: "The plugin encountered an error." },
  ],
};

export function startProvider(options: ProcessOptions): ProviderProcess {
  const { id, walk, shared, world, schedule, random, hear, withIdentity } = options;
  const sender: Sender = { process: id, isDead: false };
  const provider = createBosProvider(environmentFor(ENDPOINT), {
    transport: wireOf(sender, world, schedule),
    clock: schedule.now,
    sleep: (ms, signal) => schedule.sleep(sender, ms, signal),
    random: random.next,
    joinRun: () => shared.join(id, walk),
  });
  const log = createLogger({
    module: "provider.bos",
    level: "trace",
    write: hear,
    now: () => new Date(schedule.now()),
  });
  const session = createSession(provider, log);
  let die: (answer: Answer) => void = () => {};
  const death = new Promise<Answer>((resolve) => {
    die = resolve;
  });

  async function rpc(call: Call, work: () => Promise<Answer>): Promise<Answer> {
    if (sender.isDead) return DIED;
    world.tape.note({ kind: "call", call, phase: "begin" });
    const answer = await Promise.race([within(call, work), death]);
    world.tape.note({ kind: "call", call, phase: "end" });
    for (const { summary, detail } of answer.diagnostics) hear(`${summary}\n${detail}`);
    return answer;
  }

  const identityOf = (identity: Uint8Array | undefined) =>
    identity === undefined ? {} : { identityData: { msgpack: identity } };
  const sent = (message: { identityData?: { msgpack?: Uint8Array } | undefined } | undefined) =>
    withIdentity ? message?.identityData?.msgpack : undefined;

  return {
    id,
    configure: (call, settings) =>
      rpc(call, async () => {
        const config = encode(providerSchema, settings);
        const request = create(ConfigureProvider_RequestSchema, { config, terraformVersion: "1.11.4" });
        return { diagnostics: told((await configureProvider(session, request)).diagnostics) };
      }),
    validate: (call, typeName, config) =>
      rpc(call, async () => {
        const request = create(ValidateResourceConfig_RequestSchema, {
          typeName,
          config: encode(schemaOf(typeName), config),
        });
        return { diagnostics: told((await validateResourceConfig(session, request)).diagnostics) };
      }),
    plan: (call, typeName, { prior, proposed, config, priorPrivate, priorIdentity, plannedPrivate }) =>
      rpc(call, async () => {
        const schema = schemaOf(typeName);
        const request = create(PlanResourceChange_RequestSchema, {
          typeName,
          priorState: encode(schema, prior),
          proposedNewState: encode(schema, proposed),
          config: encode(schema, config),
          priorPrivate,
          priorIdentity: identityOf(priorIdentity),
          ...(plannedPrivate === undefined ? {} : { plannedPrivate }),
        });
        const answer = await planResourceChange(session, request);
        return {
          diagnostics: told(answer.diagnostics),
          values: decode(schema, answer.plannedState as never),
          private: answer.plannedPrivate,
          identity: sent(answer.plannedIdentity as never),
          requiresReplace: (answer.requiresReplace ?? []).map((path) =>
            String(path.steps?.[0]?.selector?.value),
          ),
        };
      }),
    apply: (call, typeName, { prior, planned, config, plannedPrivate, plannedIdentity }) =>
      rpc(call, async () => {
        const schema = schemaOf(typeName);
        const request = create(ApplyResourceChange_RequestSchema, {
          typeName,
          priorState: encode(schema, prior),
          plannedState: encode(schema, planned),
          config: encode(schema, config),
          plannedPrivate,
          plannedIdentity: identityOf(plannedIdentity),
        });
        const answer = await applyResourceChange(session, request);
        return {
          diagnostics: told(answer.diagnostics),
          values: decode(schema, answer.newState as never),
          private: answer.private,
          identity: sent(answer.newIdentity as never),
        };
      }),
    read: (call, typeName, state, bytes, identity) =>
      rpc(call, async () => {
        const schema = schemaOf(typeName);
        const request = create(ReadResource_RequestSchema, {
          typeName,
          currentState: encode(schema, state),
          private: bytes,
          currentIdentity: identityOf(identity),
        });
        const answer = await readResource(session, request);
        return {
          diagnostics: told(answer.diagnostics),
          values: decode(schema, answer.newState as never),
          private: answer.private,
          identity: sent(answer.newIdentity as never),
        };
      }),
    import: (call, typeName, importId) =>
      rpc(call, async () => {
        const request = create(ImportResourceState_RequestSchema, { typeName, id: importId });
        const answer = await importResourceState(session, request);
        const [imported] = answer.importedResources ?? [];
        return {
          diagnostics: told(answer.diagnostics),
          values: imported === undefined ? null : decode(schemaOf(typeName), imported.state as never),
          private: imported?.private ?? new Uint8Array(),
          identity: sent(imported?.identity as never),
        };
      }),
    stop: () => void stopProvider(session),
    end: () => shared.leave(id),
    kill(how) {
      if (sender.isDead) return;
      abandon(sender, schedule, random);
      shared.leave(id);
      if (how === "alone") die(DIED);
    },
  };
}

type Told = readonly { readonly severity?: number; readonly summary?: string; readonly detail?: string }[];

const told = (diagnostics: Told | undefined): readonly Diagnostic[] =>
  (diagnostics ?? []).map(({ severity, summary = "", detail = "" }) => ({
    severity: severity === 1 ? "error" : "warning",
    summary,
    detail,
  }));

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === "error");
