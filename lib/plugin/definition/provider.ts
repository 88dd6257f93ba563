import type { Diagnostic } from "../diagnostics.ts";
import type { IdentityOf, IdentitySchema } from "../schema/identity.ts";
import type { Schema, StateOf, ValuesOf } from "../schema/schema.ts";
import type { ConfigureContext, ConfiguredContext, Context, ResourceDefinition } from "./resource.ts";

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
  readonly resources: { readonly [typeName: string]: AnyResource<Settings> };
  readonly dataSources: { readonly [typeName: string]: DataSourceDefinition<Settings> };
  /** What `terraform query` can list, by the type name of a resource that has an identity. */
  readonly listResources?: { readonly [typeName: string]: ListResourceDefinition<Settings> };
}

/** A resource of whatever schema, with an identity or without. */
export type AnyResource<Settings> = ResourceDefinition<Settings, Schema, IdentitySchema | null>;

export interface DataSourceDefinition<Settings, S extends Schema = Schema> {
  readonly schema: S;
  validate?(config: ValuesOf<S>, ctx: Context): Promise<void> | void;
  /** The configuration with the computed attributes filled in, or null after a reported error. All of `config` is known. */
  read(config: StateOf<S>, ctx: ConfiguredContext<Settings>): Promise<StateOf<S> | null>;
}

/**
 * What `terraform query` (Terraform 1.14) shows of one resource type: all that exists, in the state or not. `C` is the schema of the
 * `config { }` in the user's `list` block; `R` and `I` are the schema and the identity schema of the resource of the same type name.
 */
export interface ListResourceDefinition<
  Settings,
  C extends Schema = Schema,
  R extends Schema = Schema,
  I extends IdentitySchema = IdentitySchema,
> {
  readonly schema: C;
  validate?(config: ValuesOf<C>, ctx: Context): Promise<void> | void;
  /**
   * Gives one item after the other, best while further pages are still to come: the framework stops at the limit, and when Terraform
   * stops reading. `ctx.signal` is then aborted too. An error in `ctx.diagnostics` ends the whole list, so it is for what concerns
   * all of it; a warning there goes with the next item, and into the log after the last one. All of `config` is known.
   */
  list(
    config: StateOf<C>,
    options: ListOptions,
    ctx: ConfiguredContext<Settings>,
  ): AsyncIterable<ListedResource<R, I>>;
}

export interface ListOptions {
  /** Whether the user wants states as well (`include_resource`). Without it `resource` is ignored: save the calls. */
  readonly includeResource: boolean;
  /** More than this many items are never read. `Infinity` where Terraform names no limit. */
  readonly limit: number;
}

/** One thing that was found. */
export interface ListedResource<R extends Schema = Schema, I extends IdentitySchema = IdentitySchema> {
  readonly identity: IdentityOf<I>;
  /** What a person calls it. */
  readonly displayName: string;
  readonly resource?: StateOf<R>;
  /** What there is to say about it. An error is shown as a warning: an error would end the list for all the others. */
  readonly diagnostics?: readonly Diagnostic[];
}
