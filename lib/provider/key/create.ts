import { BceError } from "../../bos/index.ts";
import { describeKey } from "../../kms/index.ts";
import { createKey } from "../../kms/write.ts";
import { type ConfiguredContext, type CreateRequest, isUnknown } from "../../plugin/index.ts";
import { reportKeyFailure } from "../failure.ts";
import { knownRegion, type ReadySettings, ready, type Settings } from "../settings.ts";
import { CANNOT_CREATE, warnHalfCreated, warnOfState } from "./messages.ts";
import { type State, type schema, stateOf, targetOf, type Values } from "./schema.ts";
import { disable } from "./update.ts";

/**
 * Makes the key. Once it is there, nothing that fails is an error: a state beside one would be tainted, the next apply
 * would begin by scheduling the key's deletion; and without a state nobody would know of the key.
 */
export async function create(
  { planned, config }: CreateRequest<typeof schema>,
  context: ConfiguredContext<Settings>,
): Promise<State | null> {
  const ctx = ready(context);
  const region = knownRegion(planned.region, ctx.settings.region);
  const made = await makeKey(config, planned, region, ctx);
  if (made === undefined) return null;
  const state = { ...withoutUnknowns(planned), id: made, key_id: made, region };
  return settle(state, ctx);
}

async function makeKey(
  config: Values,
  planned: Values,
  region: string,
  { settings, diagnostics, signal }: ConfiguredContext<ReadySettings>,
): Promise<string | undefined> {
  const cycle = planned.rotation_cycle;
  const key = {
    description: text(planned.description),
    keySpec: text(config.key_spec),
    protectedBy: text(config.protected_by),
    origin: text(config.origin),
    rotateCycle: typeof cycle === "number" && cycle !== 0 ? cycle : undefined,
  };
  try {
    // There is nothing to look at before it is asked for again: that is done only while KMS surely has not acted.
    const ended = await settings.attempts.run({ signal, isRepeatable: false }, ({ send }) =>
      send(() => createKey(settings.kms, { key, region, signal })),
    );
    if (ended.kind === "failed") throw ended.error;
    return ended.value;
  } catch (error) {
    reportKeyFailure(diagnostics, error, CANNOT_CREATE, { phase: "apply" });
    return undefined;
  }
}

/** Disables the new key if that is wanted, and fills in what the cloud has decided. */
async function settle(state: State, ctx: ConfiguredContext<ReadySettings>): Promise<State> {
  const { settings, diagnostics, signal, log } = ctx;
  const target = targetOf(state, signal);
  log.info("a KMS key was created", { key: target.keyId });
  let isDone = state.enabled !== false;
  try {
    if (!isDone) await disable(target, settings);
    isDone = true;
    const key = await describeKey(settings.kms, target);
    settings.keys.note(target, key);
    warnOfState(key, diagnostics);
    // Terraform holds us to what the plan has promised, whatever the first answer says of it.
    const seen = stateOf(key, state);
    return {
      ...state,
      key_spec: state.key_spec ?? seen.key_spec,
      protected_by: state.protected_by ?? seen.protected_by,
      origin: state.origin ?? seen.origin,
    };
  } catch (error) {
    if (!(error instanceof BceError)) throw error;
    warnHalfCreated(diagnostics, target.keyId, { reason: error.message, isStillEnabled: !isDone });
    return state;
  }
}

function withoutUnknowns(values: Values): State {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isUnknown(value) ? null : value]),
  ) as State;
}

const text = (value: Values["key_spec"]): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
