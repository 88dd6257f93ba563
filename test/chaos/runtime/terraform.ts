// What Terraform does with the two resources of a construct without our provider (lib/construct/runtime-engine): `apply` is
// replaced when its keys change or its provisioner failed, `lifecycle` comes after it and goes with its provisioner.

import { RUNTIME_CONTRACT, type RuntimeApply, type RuntimeDestroy } from "../../../lib/runtime-contract.ts";
import { addressOf, type BucketResource, type Config, type Run } from "../history.ts";

/** What a state holds of a construct. */
export interface Stored {
  readonly apply?: { readonly keys: string; readonly isTainted: boolean };
  /** The bucket that it was made for. */
  readonly lifecycle?: string;
  /** As it was written last: a `removed` block says the same. */
  readonly written: BucketResource;
}

export type State = Map<string, Stored>;

export type Provisioner =
  | { readonly verb: "apply"; readonly resource: BucketResource; readonly request: RuntimeApply }
  | { readonly verb: "destroy"; readonly resource: BucketResource; readonly request: RuntimeDestroy };

export interface Provision {
  /** Where a destroy reads the list of the stack's buckets. */
  stackBuckets(): string;
  /** Terraform starts nothing more after Ctrl-C. */
  isStopped(): boolean;
  /** Whether the provisioner ended with 0. Never comes back when Terraform is dead. */
  start(provisioner: Provisioner): Promise<boolean>;
}

/** Carries out a run; true when all of it was done. What is done of it is in the state at once. */
export async function apply(
  { do: what, config, replace = [] }: Run,
  state: State,
  { stackBuckets, isStopped, start }: Provision,
): Promise<boolean> {
  const written = new Map(config.resources.filter(isBucket).map((one) => [addressOf(one), one]));
  const isDestroy = what === "destroy";

  async function undo(address: string, resource: BucketResource): Promise<boolean> {
    const bucket = state.get(address)?.lifecycle;
    if (bucket === undefined) return true;
    const request = destroyRequest({ ...resource, bucket }, config, stackBuckets());
    if (isStopped() || !(await start({ verb: "destroy", resource: { ...resource, bucket }, request })))
      return false;
    const { lifecycle: _, ...rest } = state.get(address) ?? { written: resource };
    state.set(address, rest);
    return true;
  }

  async function leave(address: string): Promise<boolean> {
    const resource = written.get(address) ?? state.get(address)?.written;
    const isRun = isDestroy ? isOn(written.get(address)) : config.removed?.includes(address) === true;
    if (isRun && resource !== undefined && !(await undo(address, resource))) return false;
    state.delete(address);
    return true;
  }

  async function bring(address: string, resource: BucketResource): Promise<boolean> {
    const before = state.get(address);
    if (before?.lifecycle !== undefined && !isOn(resource)) {
      // It has left the code: Terraform runs no provisioner.
      const { lifecycle: _, ...rest } = before;
      state.set(address, rest);
    } else if (before?.lifecycle !== resource.bucket && !(await undo(address, resource))) return false;
    const keys = JSON.stringify(keysOf(resource));
    const stored = state.get(address)?.apply;
    const lifecycle = state.get(address)?.lifecycle;
    const kept = { ...(lifecycle !== undefined && { lifecycle }), written: resource };
    if (stored?.keys === keys && !stored.isTainted && !replace.includes(address)) {
      state.set(address, { ...kept, apply: stored });
    } else {
      if (isStopped()) return false;
      state.set(address, kept);
      const isDone = await start({ verb: "apply", resource, request: applyRequest(resource, config) });
      state.set(address, { ...kept, apply: { keys, isTainted: !isDone } });
      if (!isDone) return false;
    }
    if (isOn(resource))
      state.set(address, { ...state.get(address), written: resource, lifecycle: resource.bucket });
    return true;
  }

  const gone = [...state.keys()].filter((address) => isDestroy || !written.has(address));
  const results = await Promise.all([
    ...gone.map(leave),
    ...(isDestroy ? [] : [...written].map(([address, resource]) => bring(address, resource))),
  ]);
  return results.every((isDone) => isDone);
}

export const isBucket = (one: Config["resources"][number]): one is BucketResource => one.type === "bucket";

const isOn = (resource: BucketResource | undefined): boolean =>
  resource !== undefined && resource.enabled !== false;

const keyIn = ({ key }: BucketResource): string | undefined => (key && "id" in key ? key.id : undefined);

function keysOf(
  resource: BucketResource,
): Pick<RuntimeApply, "bucket" | "sse_algorithm" | "kms_master_key_id"> {
  const { bucket, algorithm = "AES256" } = resource;
  if (!isOn(resource)) return { bucket };
  const key = keyIn(resource);
  return { bucket, sse_algorithm: algorithm, ...(key !== undefined && { kms_master_key_id: key }) };
}

const common = ({ onConflict }: BucketResource, { denyWeakening }: Config) => ({
  contract: RUNTIME_CONTRACT,
  ...(onConflict !== undefined && { on_conflict: onConflict }),
  ...(denyWeakening !== undefined && { deny_weakening: denyWeakening }),
});

const applyRequest = (resource: BucketResource, config: Config): RuntimeApply => ({
  ...keysOf(resource),
  ...common(resource, config),
  ...(!isOn(resource) && { enabled: false }),
});

function destroyRequest(resource: BucketResource, config: Config, stackBuckets: string): RuntimeDestroy {
  const key = keyIn(resource);
  return {
    bucket: resource.bucket,
    ...common(resource, config),
    on_destroy: resource.onDestroy ?? "disable",
    ...(key !== undefined && { kms_master_key_id: resource.late === undefined ? key : "*" }),
    construct: addressOf(resource),
    stack_buckets: stackBuckets,
  };
}

/** What synth writes beside a stack: who sets which bucket. */
export const bucketsOf = (config: Config): string =>
  JSON.stringify(
    config.resources
      .filter(isBucket)
      .filter(isOn)
      .map((one) => ({ bucket: one.bucket, construct: addressOf(one) })),
  );
