import type { Diagnostics } from "../diagnostics.ts";
import type { Logger } from "../log.ts";
import type { IdentityOf, IdentitySchema } from "../schema/identity.ts";
import type { Schema, StateOf, ValuesOf } from "../schema/schema.ts";
import type { AttributePath, Unknown } from "../values/value.ts";

/**
 * A managed resource: `const note: ResourceDefinition<Settings, typeof schema> = { … }`, with an identity
 * `ResourceDefinition<Settings, typeof schema, typeof identitySchema>`.
 */
export interface ResourceDefinition<
  Settings,
  S extends Schema = Schema,
  I extends IdentitySchema | null = null,
> {
  readonly schema: S;
  /** What the thing is called in the world, apart from its state. Terraform older than 1.12 ignores it. */
  readonly identity?: I extends IdentitySchema ? ResourceIdentity<S, I> : never;
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
  delete(state: StateOf<S>, ctx: ConfiguredContext<Settings>, request: DeleteRequest): Promise<void>;
  /**
   * What to keep of a state that was just created or updated and that no refresh shall change: a small JSON value, kept beside the state
   * (as its private bytes) and given to later plans and to the delete. No secret: it is in the state file.
   */
  remember?(state: StateOf<S>): unknown;
  /** The state for what the user named, or null after a reported error. Absent: the resource cannot be imported. */
  importState?(source: ImportSource<I>, ctx: ConfiguredContext<Settings>): Promise<StateOf<S> | null>;
  /** The state, written with schema `version`, in today's form. Called only for versions older than the schema's. */
  upgradeState?(version: number, state: unknown, ctx: Context): Promise<StateOf<S>> | StateOf<S>;
  /**
   * The state of another type in this one's form (`moved` across types), or null when that type is none that it knows. To refuse a
   * type with a sentence of its own, it reports an error.
   */
  moveState?(source: MoveSource, ctx: Context): Promise<StateOf<S> | null> | StateOf<S> | null;
  /**
   * The configuration that an import of this state would need (`plan -generate-config-out`, `terraform query`). Absent: `configOf`,
   * which an own one best begins with: `{ ...configOf(schema, state), on_destroy: null }` leaves out a value that is the default.
   */
  generateConfig?(state: StateOf<S>, ctx: Context): Promise<StateOf<S>> | StateOf<S>;
}

/** How a resource is identified. The framework sets it wherever the protocol has a place for it. */
export interface ResourceIdentity<S extends Schema, I extends IdentitySchema> {
  readonly schema: I;
  /**
   * The identity of planned or stored values, or null while there is none; a part that is unknown in the plan may be unknown here. Once
   * stored it must never change as long as the thing lives, and the framework reports a change as a bug: keep from `prior`, the
   * identity as stored, what may change in the state. A state of an older Terraform has no prior identity.
   */
  of(values: ValuesOf<S>, prior: IdentityOf<I> | null): IdentityOf<I, Unknown> | null;
  /** Whether an update in place has gone on to another thing, whose identity then takes the place. Absent: none ever does. */
  isAnother?(now: IdentityOf<I>, prior: IdentityOf<I>): boolean;
  /** An identity, written with identity schema `version`, in today's form. Called only for versions older than the schema's. */
  upgrade?(version: number, identity: unknown, ctx: Context): Promise<IdentityOf<I>> | IdentityOf<I>;
}

/** What names the thing to import: an id, or from Terraform 1.12 on, for a resource that has one, an identity. */
export type ImportSource<I extends IdentitySchema | null = null> =
  | { readonly kind: "id"; readonly id: string }
  | (I extends IdentitySchema ? { readonly kind: "identity"; readonly identity: IdentityOf<I> } : never);

/** What `remember` gave after the last create or update, parsed anew; null for an imported resource, or an older version's. */
interface Remembering {
  readonly remembered: unknown;
}

/**
 * What the apply is told by the plan: the `mark` of {@link Plan}, parsed anew; null without one. In a replacement the destroy of the
 * old object gets the mark of the *create's* first plan, though it is carried out before it (seen with Terraform 1.11.4).
 */
interface Marked {
  readonly planMark: unknown;
}

/**
 * Terraform plans each change twice: for the user, and once more during the apply, when more values are known. Up to 1.15 it does not
 * tell which of the two it asks for; from 1.16 on the second one gets the mark of the first.
 */
export type FirstPlan =
  | { readonly kind: "untold" }
  /** This one. */
  | { readonly kind: "this" }
  /** Its mark; null without one. */
  | { readonly kind: "earlier"; readonly mark: unknown };

/** A planned operation. A null proposal means destroy. */
export type Change<S extends Schema> =
  | {
      readonly kind: "create";
      readonly prior: null;
      readonly proposed: ValuesOf<S>;
      readonly config: ValuesOf<S>;
      /**
       * The mark of the update of which Terraform has made a replacement, and whose create half is planned now. Null for any other
       * create; also for one that replaces a tainted object, and for the second plan.
       */
      readonly replacedMark: unknown;
      readonly firstPlan: FirstPlan;
    }
  | ({
      readonly kind: "update";
      readonly prior: StateOf<S>;
      /** The configuration, with the prior values of computed attributes that it leaves out. */
      readonly proposed: ValuesOf<S>;
      readonly config: ValuesOf<S>;
      readonly firstPlan: FirstPlan;
    } & Remembering)
  | ({
      readonly kind: "destroy";
      readonly prior: StateOf<S>;
      readonly proposed: null;
      readonly config: null;
    } & Remembering);

export interface Plan<S extends Schema> {
  /** May differ from the configuration only in computed attributes; `UNKNOWN` for what only the apply will tell. Null for a destroy. */
  readonly planned: ValuesOf<S> | null;
  /** Attributes whose change cannot be made in place. Naming one that does not change does no harm. */
  readonly requiresReplace?: readonly AttributePath[];
  /**
   * A small JSON value for the apply, see {@link Marked}; no secret: it is in plan files. Not for a destroy. The diagnostics of a
   * replacement's create half are shown only when one of them is an error: warn of what it does in the plan of the update before it.
   */
  readonly mark?: unknown;
}

export interface CreateRequest<S extends Schema> extends Marked {
  readonly planned: ValuesOf<S>;
  /** All known at apply, but computed attributes that are left out are null. */
  readonly config: ValuesOf<S>;
}

export interface UpdateRequest<S extends Schema> extends CreateRequest<S>, Remembering {
  readonly prior: StateOf<S>;
}

export interface DeleteRequest extends Marked, Remembering {}

/** What a `moved` block hands over. */
export interface MoveSource {
  /** For example `registry.terraform.io/hashicorp/null`. */
  readonly providerAddress: string;
  readonly typeName: string;
  readonly schemaVersion: number;
  /** The source's state as parsed JSON. */
  readonly state: unknown;
}

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
