// How Terraform plans one object, and a whole configuration. After hashicorp/terraform, internal/terraform:
// node_resource_abstract_instance.go, node_resource_plan_instance.go, node_resource_plan_orphan.go, context_plan.go.

import { UNKNOWN } from "../../../lib/plugin/index.ts";
import { addressOf, type Config, type Resource } from "../history.ts";
import { createsFirst, evaluate, referencesOf } from "./evaluate.ts";
import { type Node, walkGraph } from "./graph.ts";
import { type Diagnostic, hasErrors, type ProviderProcess } from "./process.ts";
import { movedTo, type State, type StoredObject, typeOf, withCurrent, withResource } from "./state.ts";
import { invalidPlan, isSame, proposedNew, schemaOf, type Values } from "./values.ts";
import { startWalk, type TerraformRun, type Walk } from "./walk.ts";

export type Action =
  | "no-op"
  | "create"
  | "update"
  | "delete"
  | "delete-then-create"
  | "create-then-delete"
  | "forget";

/** What is to become of one object. */
export interface Change {
  readonly address: string;
  readonly action: Action;
  readonly alias: string;
  readonly before: Values | null;
  readonly after: Values | null;
  readonly private: Uint8Array;
  readonly identity?: Uint8Array | undefined;
  /** Which of the address's deposed objects it is about. */
  readonly deposed?: number;
  readonly isForced?: boolean;
}

export const isReplace = (action: Action): boolean =>
  action === "delete-then-create" || action === "create-then-delete";

/** What a plan file holds. */
export interface Plan {
  readonly config: Config;
  readonly changes: readonly Change[];
  /** Moved and refreshed. */
  readonly priorState: State;
  /** Where on the tape its first look at the account stands; undefined when it has taken none. */
  readonly seenFrom: number | undefined;
  readonly isDestroy: boolean;
  /** What the user was told when it was saved. */
  readonly told?: readonly Diagnostic[];
}

const NOTHING = new Uint8Array();

export interface PlanOptions {
  readonly replace?: readonly string[];
  readonly refresh: boolean;
}

/** `terraform plan`. Undefined when it failed; the run's diagnostics say why. */
export async function planNormal(
  run: TerraformRun,
  config: Config,
  state: State,
  { replace = [], refresh }: PlanOptions,
): Promise<Plan | undefined> {
  const walk = startWalk(run, config, "plan");
  const seenFrom = refresh ? run.world.tape.length : undefined;
  let prior = (config.moved ?? []).reduce((moved, { from, to }) => movedTo(moved, from, to), state);
  const changes = new Map<string, Change>();

  async function refreshed(
    address: string,
    object: StoredObject,
    alias: string,
  ): Promise<StoredObject | undefined | "failed"> {
    if (!refresh) return object;
    const process = await walk.provider(alias);
    if (process === undefined) return "failed";
    const call = walk.call({ rpc: "read", address }, process);
    const answer = await process.read(call, typeOf(address), object.values, object.private, object.identity);
    walk.report(address, answer.diagnostics);
    if (hasErrors(answer.diagnostics) || answer.values === undefined) return "failed";
    if (answer.values === null) return undefined;
    const { values, private: bytes = NOTHING, identity } = answer;
    return { ...object, values, private: bytes, identity };
  }

  const keyIdOf = (address: string) => {
    const change = changes.get(address);
    const current = prior.get(address)?.current;
    if (change !== undefined && change.action !== "no-op" && change.action !== "update") return UNKNOWN;
    return current?.values["key_id"] ?? UNKNOWN;
  };

  const planned = (resource: Resource): Node => {
    const address = addressOf(resource);
    return {
      name: address,
      after: referencesOf(resource),
      run: async () => {
        const process = await walk.provider(resource.alias);
        if (process === undefined) return false;
        let current = prior.get(address)?.current;
        if (current !== undefined) {
          const read = await refreshed(address, current, resource.alias);
          if (read === "failed") return false;
          current = read;
          prior = withCurrent(prior, address, read);
        }
        const change = await planInstance(walk, process, {
          resource,
          config: evaluate(resource, { phase: "plan", keyIdOf }),
          current,
          createBeforeDestroy: createsFirst(resource, config),
          isForced: replace.includes(address),
        });
        if (change === undefined) return false;
        changes.set(address, change);
        return true;
      },
    };
  };

  const orphaned = (address: string, object: StoredObject): Node => ({
    name: `orphan ${address}`,
    after: [],
    run: async () => {
      if (config.removed?.includes(address) === true) {
        changes.set(address, { ...undo(address, object), action: "forget" });
        return true;
      }
      const read = await refreshed(address, object, object.alias);
      if (read === "failed") return false;
      prior = withCurrent(prior, address, read);
      if (read === undefined) return true;
      const change = await planDestroy(walk, address, read);
      if (change !== undefined) changes.set(address, change);
      return change !== undefined;
    },
  });

  const deposed = (address: string, object: StoredObject, index: number): Node => ({
    name: `deposed ${address} ${index}`,
    after: [],
    run: async () => {
      const read = await refreshed(address, object, object.alias);
      if (read === "failed") return false;
      const stored = prior.get(address);
      const all = (stored?.deposed ?? []).map((one, at) => (at === index ? read : one));
      if (read === undefined) return true;
      prior = withResource(prior, address, { current: stored?.current, deposed: all as StoredObject[] });
      const change = await planDestroy(walk, address, read);
      if (change !== undefined) changes.set(`${address} deposed ${index}`, { ...change, deposed: index });
      return change !== undefined;
    },
  });

  const written = new Set(config.resources.map(addressOf));
  const failed = await walkGraph(
    [
      ...config.resources.map(planned),
      ...[...prior].flatMap(([address, { current, deposed: old }]) => [
        ...(current !== undefined && !written.has(address) ? [orphaned(address, current)] : []),
        ...old.map((object, index) => deposed(address, object, index)),
      ]),
    ],
    () => run.isStopped,
  );
  walk.end();
  if (failed.length > 0 || run.isStopped) return undefined;
  return { config, changes: [...changes.values()], priorState: prior, seenFrom, isDestroy: false };
}

/** `terraform destroy`: an ordinary plan first, of which only the refreshed state is kept; then the destroys. */
export async function planEverythingsDestroy(
  run: TerraformRun,
  config: Config,
  state: State,
  options: PlanOptions,
): Promise<Plan | undefined> {
  const normal = options.refresh ? await planNormal(run, config, state, options) : undefined;
  if (options.refresh && normal === undefined) return undefined;
  const prior = normal?.priorState ?? state;
  const walk = startWalk(run, config, "plan");
  const changes: Change[] = [];
  const nodes = [...prior].flatMap(([address, { current, deposed }]) =>
    [current, ...deposed].flatMap((object, index): Node[] => {
      if (object === undefined) return [];
      const run = async () => {
        const change = await planDestroy(walk, address, object);
        if (change !== undefined) changes.push(index === 0 ? change : { ...change, deposed: index - 1 });
        return change !== undefined;
      };
      return [{ name: `${address} ${index}`, after: [], run }];
    }),
  );
  const failed = await walkGraph(nodes, () => run.isStopped);
  walk.end();
  if (failed.length > 0 || run.isStopped) return undefined;
  return { config, changes, priorState: prior, seenFrom: normal?.seenFrom, isDestroy: true };
}

export interface InstancePlan {
  readonly resource: Resource;
  readonly config: Values;
  readonly current: StoredObject | undefined;
  readonly createBeforeDestroy: boolean;
  readonly isForced: boolean;
  /** The change as it was planned before: this is the apply, which plans once more. */
  readonly agreed?: Change;
}

/** Plans one object of the configuration; undefined after a reported error. */
export async function planInstance(
  walk: Walk,
  process: ProviderProcess,
  { resource, config, current, createBeforeDestroy, isForced, agreed }: InstancePlan,
): Promise<Change | undefined> {
  const address = addressOf(resource);
  const typeName = typeOf(address);
  const schema = schemaOf(typeName);
  const isTainted = current?.isTainted === true;
  const prior = isTainted ? null : (current?.values ?? null);
  const priorPrivate = isTainted ? NOTHING : (current?.private ?? NOTHING);
  const priorIdentity = isTainted ? undefined : current?.identity;

  const validate = walk.call({ rpc: "validate", address }, process);
  const validated = await process.validate(validate, typeName, config);
  walk.report(address, validated.diagnostics);
  if (hasErrors(validated.diagnostics)) return undefined;

  async function ask(from: Values | null, bytes: Uint8Array) {
    const answer = await process.plan(walk.call({ rpc: "plan", address }, process), typeName, {
      prior: from,
      proposed: proposedNew(schema, from, config),
      config,
      priorPrivate: bytes,
      priorIdentity,
      // Only a create's: what an update's first plan left is not sent anew.
      plannedPrivate: walk.run.core === "1.16" && from === null ? agreed?.private : undefined,
    });
    walk.report(address, answer.diagnostics);
    const { values: planned } = answer;
    if (hasErrors(answer.diagnostics) || planned === undefined || planned === null) return undefined;
    const faults = invalidPlan(schema, from, config, planned);
    if (faults.length === 0) return { ...answer, planned };
    const summary = "Provider produced invalid plan";
    walk.report(address, [{ severity: "error", summary, detail: faults.join("\n") }]);
    return undefined;
  }

  let answer = await ask(prior, priorPrivate);
  if (answer === undefined) return undefined;
  let action = actionOf(prior, answer.planned, answer.requiresReplace ?? [], createBeforeDestroy, isForced);
  if (isReplace(action)) {
    answer = await ask(null, answer.private ?? NOTHING);
    if (answer === undefined) return undefined;
  }
  let before = prior;
  if (action === "create" && isTainted) {
    action = createBeforeDestroy ? "create-then-delete" : "delete-then-create";
    before = current?.values ?? null;
  }
  if (agreed !== undefined && isReplace(agreed.action) && action === "create") {
    action = agreed.action;
    before = agreed.before;
  }
  return {
    address,
    action,
    alias: resource.alias,
    before,
    after: answer.planned,
    private: answer.private ?? NOTHING,
    identity: answer.identity,
    isForced,
  };
}

function actionOf(
  prior: Values | null,
  planned: Values,
  requiresReplace: readonly string[],
  createBeforeDestroy: boolean,
  isForced: boolean,
): Action {
  if (prior === null) return "create";
  if (isSame(prior, planned) && !isForced) return "no-op";
  const replaces = requiresReplace.some((name) => prior[name] !== planned[name]);
  if (!replaces && !isForced) return "update";
  return createBeforeDestroy ? "create-then-delete" : "delete-then-create";
}

/** Plans the end of one object; undefined after a reported error. */
export async function planDestroy(
  walk: Walk,
  address: string,
  object: StoredObject,
): Promise<Change | undefined> {
  const process = await walk.provider(object.alias);
  if (process === undefined) return undefined;
  const answer = await process.plan(walk.call({ rpc: "plan", address }, process), typeOf(address), {
    prior: object.values,
    proposed: null,
    config: null,
    priorPrivate: object.private,
    priorIdentity: object.identity,
  });
  walk.report(address, answer.diagnostics);
  if (hasErrors(answer.diagnostics)) return undefined;
  return { ...undo(address, object), private: answer.private ?? NOTHING };
}

const undo = (address: string, object: StoredObject): Change => ({
  address,
  action: "delete",
  alias: object.alias,
  before: object.values,
  after: null,
  private: object.private,
  identity: object.identity,
});
