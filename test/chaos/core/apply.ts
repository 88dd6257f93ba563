// How Terraform carries a plan out. After hashicorp/terraform, internal/terraform: node_resource_apply_instance.go,
// node_resource_destroy.go, node_resource_destroy_deposed.go, transform_destroy_edge.go, context_apply.go.

import { UNKNOWN } from "../../../lib/plugin/index.ts";
import { addressOf, type Resource } from "../history.ts";
import { createsFirst, evaluate, referencesOf } from "./evaluate.ts";
import { type Node, walkGraph } from "./graph.ts";
import { type Change, isReplace, type Plan, planDestroy, planInstance } from "./plan.ts";
import { hasErrors } from "./process.ts";
import { type State, type StoredObject, typeOf, withCurrent, withResource } from "./state.ts";
import { brokenPromises, isWhollyKnown, type Values } from "./values.ts";
import { startWalk, type TerraformRun, type Walk } from "./walk.ts";

const NOTHING = new Uint8Array();

/** Whoever keeps the state; called whenever Terraform writes the file. */
export type Save = (state: State) => void;

/** What happened to one object, for the oracle. */
export interface Applied {
  readonly address: string;
  readonly change: Change;
  readonly half: "create" | "update" | "delete";
  readonly call: number;
  readonly isDone: boolean;
}

export interface ApplyOutcome {
  readonly isComplete: boolean;
  readonly applied: readonly Applied[];
}

export async function applyPlan(run: TerraformRun, plan: Plan, save: Save): Promise<ApplyOutcome> {
  const { config } = plan;
  const walk = startWalk(run, config, "apply");
  let state: State = plan.priorState;
  const applied: Applied[] = [];
  /** Objects that this apply has deposed, by address. */
  const own = new Map<string, StoredObject>();
  const resources = new Map(config.resources.map((resource) => [addressOf(resource), resource]));

  const keyIdOf = (address: string) => state.get(address)?.current?.values["key_id"] ?? UNKNOWN;
  const update = (next: State) => {
    state = next;
    save(state);
  };

  async function applyChange(
    half: Applied["half"],
    change: Change,
    object: StoredObject | undefined,
    configured: Values | null,
  ): Promise<{ readonly object: StoredObject | undefined; readonly isDone: boolean }> {
    const { address, alias } = change;
    const process = await walk.provider(alias);
    if (process === undefined) return { object, isDone: false };
    const [prior, planned] = [
      half === "create" ? null : change.before,
      half === "delete" ? null : change.after,
    ];
    const call = walk.call({ rpc: "apply", address, change, half }, process);
    const answer = await process.apply(call, typeOf(address), {
      prior,
      planned,
      config: configured,
      plannedPrivate: change.private,
      plannedIdentity: change.identity,
    });
    const diagnostics = [...answer.diagnostics];
    const values = answer.values ?? null;
    if (planned !== null && values !== null && !hasErrors(diagnostics)) {
      const faults = brokenPromises(planned, values);
      if (!isWhollyKnown(values)) faults.push("part of it is unknown");
      if (faults.length > 0) {
        const summary = "Provider produced inconsistent result after apply";
        diagnostics.push({ severity: "error", summary, detail: faults.join("\n") });
      }
    }
    walk.report(address, diagnostics);
    const isDone = !hasErrors(diagnostics);
    applied.push({ address, change, half, call: call.id, isDone });
    if (!isDone && values === null) return { object, isDone };
    if (values === null) return { object: undefined, isDone };
    const { private: bytes = NOTHING, identity } = answer;
    const resource = resources.get(address);
    const next: StoredObject = {
      values,
      private: bytes,
      identity,
      dependencies: resource === undefined ? (object?.dependencies ?? []) : referencesOf(resource),
      createBeforeDestroy: resource === undefined ? false : createsFirst(resource, config),
      alias,
      ...((!isDone && half === "create") || (!isDone && object?.isTainted === true)
        ? { isTainted: true }
        : {}),
    };
    return { object: next, isDone };
  }

  /** Creates, or updates in place: NodeApplyableResourceInstance. */
  async function forward(resource: Resource, agreed: Change): Promise<boolean> {
    const address = addressOf(resource);
    const isFirst = agreed.action === "create-then-delete";
    let old: StoredObject | undefined;
    if (isFirst) {
      const stored = state.get(address);
      old = stored?.current;
      if (old !== undefined) {
        own.set(address, old);
        state = withResource(state, address, { deposed: [...(stored?.deposed ?? []), old] });
      }
    }
    const process = await walk.provider(resource.alias);
    if (process === undefined) return false;
    const current = state.get(address)?.current;
    const configured = evaluate(resource, { phase: "apply", keyIdOf });
    const change = await planInstance(walk, process, {
      resource,
      config: configured,
      current,
      createBeforeDestroy: false,
      isForced: agreed.isForced === true,
      agreed,
    });
    if (change === undefined || !keepsItsWord(walk, agreed, change)) return false;
    if (change.action === "no-op") return true;
    const half = change.action === "update" ? "update" : "create";
    const { object, isDone } = await applyChange(half, change, current, configured);
    state = withCurrent(state, address, object);
    if (isFirst && !isDone && object === undefined && old !== undefined) {
      const rest = (state.get(address)?.deposed ?? []).filter((one) => one !== old);
      own.delete(address);
      state = withResource(state, address, { current: old, deposed: rest });
    }
    update(state);
    return isDone;
  }

  /** Destroys the current object: NodeDestroyResourceInstance. */
  async function backward(change: Change): Promise<boolean> {
    const current = state.get(change.address)?.current;
    if (current === undefined) return true;
    // The change is the create's where this is a half of a replacement: its private bytes are the create plan's.
    const end = { ...change, alias: isReplace(change.action) ? change.alias : current.alias };
    const { object, isDone } = await applyChange("delete", end, current, null);
    update(withCurrent(state, change.address, object));
    return isDone;
  }

  /** Destroys an object that something has taken the place of: NodeDestroyDeposedResourceInstanceObject. */
  async function backwardDeposed(address: string, find: () => StoredObject | undefined): Promise<boolean> {
    const old = find();
    if (old === undefined) return true;
    const change = await planDestroy(walk, address, old);
    if (change === undefined) return false;
    const { object, isDone } = await applyChange("delete", change, old, null);
    const stored = state.get(address);
    const rest = (stored?.deposed ?? []).flatMap((one) => (one === old ? (object ?? []) : one));
    update(withResource(state, address, { current: stored?.current, deposed: rest }));
    return isDone;
  }

  const before = plan.priorState;
  const dependsOn = (address: string): readonly string[] => before.get(address)?.current?.dependencies ?? [];
  const dependents = (address: string): readonly string[] =>
    [...before]
      .filter(([, { current }]) => current?.dependencies.includes(address) === true)
      .map(([name]) => name);
  const survives = (address: string): boolean => {
    const resource = resources.get(address);
    if (resource !== undefined) return createsFirst(resource, config);
    return before.get(address)?.current?.createBeforeDestroy === true;
  };

  const nodes = plan.changes.flatMap((change): Node[] => {
    const { address, action, deposed } = change;
    if (action === "no-op") return [];
    if (action === "forget") {
      const run = async () => {
        update(withCurrent(state, address, undefined));
        return true;
      };
      return [{ name: `forget ${address}`, after: [], run }];
    }
    if (deposed !== undefined) {
      const old = before.get(address)?.deposed[deposed];
      const after = dependents(address).map((name) => `destroy ${name}`);
      return [
        { name: `deposed ${address} ${deposed}`, after, run: () => backwardDeposed(address, () => old) },
      ];
    }
    const ends: Node = {
      name: `destroy ${address}`,
      after: [
        ...dependents(address).map((name) => `destroy ${name}`),
        ...(survives(address) ? dependents(address).map((name) => `apply ${name}`) : []),
      ],
      run: () => backward(change),
    };
    if (action === "delete") return [ends];
    const resource = resources.get(address);
    if (resource === undefined) throw new Error(`a plan to make ${address}, which nobody has written`);
    const needed = [...referencesOf(resource), ...dependsOn(address)];
    const makes: Node = {
      name: `apply ${address}`,
      after: [
        ...needed.map((name) => `apply ${name}`),
        ...needed.filter((name) => !survives(name)).map((name) => `destroy ${name}`),
        ...(action === "delete-then-create" ? [`destroy ${address}`] : []),
      ],
      run: () => forward(resource, change),
    };
    if (action === "delete-then-create") return [ends, makes];
    if (action !== "create-then-delete") return [makes];
    const after = [
      `apply ${address}`,
      ...dependents(address).flatMap((name) => [`apply ${name}`, `destroy ${name}`]),
    ];
    return [
      makes,
      { name: `destroy ${address}`, after, run: () => backwardDeposed(address, () => own.get(address)) },
    ];
  });

  const failed = await walkGraph(nodes, () => run.isStopped);
  walk.end();
  // Also where nothing was to be done: what the refresh saw is kept.
  save(state);
  return { isComplete: failed.length === 0 && !run.isStopped, applied };
}

/** Between its two plans a provider may learn values, and do nothing else. */
function keepsItsWord(walk: Walk, agreed: Change, actual: Change): boolean {
  const faults = brokenPromises(agreed.after ?? {}, actual.after ?? {});
  const isLess = agreed.action === "update" && actual.action === "no-op";
  if (agreed.action !== actual.action && !isLess && !isTurnedRound(agreed, actual)) {
    faults.unshift(`planned to ${agreed.action}, and now to ${actual.action}`);
  }
  if (faults.length === 0) return true;
  const summary = "Provider produced inconsistent final plan";
  walk.report(agreed.address, [{ severity: "error", summary, detail: faults.join("\n") }]);
  return false;
}

/** The second plan knows nothing of create_before_destroy. */
const isTurnedRound = (agreed: Change, actual: Change): boolean =>
  isReplace(agreed.action) && isReplace(actual.action);
