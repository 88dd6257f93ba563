import type { Diagnostics } from "./diagnostics.ts";
import type { Logger } from "./log.ts";
import type { Schema, StateOf, ValuesOf } from "./schema/schema.ts";
import type { AttributePath } from "./values/path.ts";

/** What every handler gets. */
export interface Context {
  /**
   * Where a handler tells the user about errors and warnings. A handler that reports an error failed; what it returns then is said
   * at each handler. A handler that throws is a bug in the provider, and is shown to the user as one.
   */
  readonly diagnostics: Diagnostics;
  /** JSON lines that `TF_LOG` shows. Give it every secret (`log.redact`) before anything else. */
  readonly log: Logger;
  /** Aborted when the user interrupts Terraform: stop at the next safe point. */
  readonly signal: AbortSignal;
}

export interface ConfigureContext extends Context {
  /** For example `1.11.4`. */
  readonly terraformVersion: string;
}

/** What handlers get that run only after `configure` has succeeded. */
export interface ConfiguredContext<Settings> extends Context {
  /** What `configure` returned. */
  readonly settings: Settings;
}

/** A provider: what an author writes, and `serve` speaks the protocol for. */
export interface ProviderDefinition<Settings, S extends Schema = Schema> {
  /** As in `terraform-provider-<name>`. */
  readonly name: string;
  readonly version: string;
  /** The settings in the `provider` block. */
  readonly schema: S;
  validate?(config: ValuesOf<S>, ctx: Context): Promise<void> | void;
  /**
   * Turns the provider block into settings, once per process. At plan the configuration may hold unknown values: say in `Settings` that
   * they are not known yet. Undefined is only for a failure that was reported. Never called for `terraform validate`.
   */
  configure(config: ValuesOf<S>, ctx: ConfigureContext): Promise<Settings | undefined>;
  /** By full type name: `bos_bucket_encryption`. */
  readonly resources: { readonly [typeName: string]: ResourceDefinition<Settings> };
  readonly dataSources: { readonly [typeName: string]: DataSourceDefinition<Settings> };
}

/**
 * A managed resource: `const note: ResourceDefinition<Settings, typeof schema> = { … }`. Private bytes are handed through by
 * the framework and never change.
 */
export interface ResourceDefinition<Settings, S extends Schema = Schema> {
  readonly schema: S;
  /** Without settings and without the cloud: runs for `terraform validate` too. Required attributes are already checked. */
  validate?(config: ValuesOf<S>, ctx: Context): Promise<void> | void;
  /** The state as it is now, or null when the thing is gone. After a reported error the return value is ignored: the state stays. */
  read(state: StateOf<S>, ctx: ConfiguredContext<Settings>): Promise<StateOf<S> | null>;
  /**
   * Says what an apply would do, for create, update and destroy. It runs again during apply and must give the same, so that what it
   * reads from outside may add diagnostics but never a planned value. The planned values of a destroy are ignored.
   */
  plan(change: Change<S>, ctx: ConfiguredContext<Settings>): Promise<Plan<S>> | Plan<S>;
  /** Null is only for a failure that was reported. A state together with an error is stored as tainted: destroyed by the next apply. */
  create(change: CreateRequest<S>, ctx: ConfiguredContext<Settings>): Promise<StateOf<S> | null>;
  /** After a reported error: the last state seen, or null for "the prior state still holds". */
  update(change: UpdateRequest<S>, ctx: ConfiguredContext<Settings>): Promise<StateOf<S> | null>;
  /** Succeeds when the thing is gone already. After a reported error the state stays. */
  delete(state: StateOf<S>, ctx: ConfiguredContext<Settings>): Promise<void>;
  /** The state for an id that the user gave, or null after a reported error. Absent: the resource cannot be imported. */
  importState?(id: string, ctx: ConfiguredContext<Settings>): Promise<StateOf<S> | null>;
  /** The state, written with schema `version`, in today's form. Called only for versions older than the schema's. */
  upgradeState?(version: number, state: unknown, ctx: Context): Promise<StateOf<S>> | StateOf<S>;
  /** The state of another type in this one's form (`moved` across types), or null when that type is none that it knows. */
  moveState?(source: MoveSource, ctx: Context): Promise<StateOf<S> | null> | StateOf<S> | null;
}

/** A planned operation. A null proposal means destroy. */
export type Change<S extends Schema> =
  | {
      readonly kind: "create";
      readonly prior: null;
      readonly proposed: ValuesOf<S>;
      readonly config: ValuesOf<S>;
    }
  | {
      readonly kind: "update";
      readonly prior: StateOf<S>;
      /** The configuration, with the prior values of computed attributes that it leaves out. */
      readonly proposed: ValuesOf<S>;
      readonly config: ValuesOf<S>;
    }
  | { readonly kind: "destroy"; readonly prior: StateOf<S>; readonly proposed: null; readonly config: null };

export interface Plan<S extends Schema> {
  /** May differ from the configuration only in computed attributes; `UNKNOWN` for what only the apply will tell. Null for a destroy. */
  readonly planned: ValuesOf<S> | null;
  /** Attributes whose change cannot be made in place. Naming one that does not change does no harm. */
  readonly requiresReplace?: readonly AttributePath[];
}

export interface CreateRequest<S extends Schema> {
  readonly planned: ValuesOf<S>;
  /** All known at apply, but computed attributes that are left out are null. */
  readonly config: ValuesOf<S>;
}

export interface UpdateRequest<S extends Schema> extends CreateRequest<S> {
  readonly prior: StateOf<S>;
}

/** What a `moved` block hands over. */
export interface MoveSource {
  /** For example `registry.terraform.io/hashicorp/null`. */
  readonly providerAddress: string;
  readonly typeName: string;
  readonly schemaVersion: number;
  /** The source's state as parsed JSON. */
  readonly state: unknown;
}

export interface DataSourceDefinition<Settings, S extends Schema = Schema> {
  readonly schema: S;
  validate?(config: ValuesOf<S>, ctx: Context): Promise<void> | void;
  /** The configuration with the computed attributes filled in, or null after a reported error. All of `config` is known. */
  read(config: StateOf<S>, ctx: ConfiguredContext<Settings>): Promise<StateOf<S> | null>;
}
