import type { IdentitySchema } from "../schema/identity.ts";
import type { Schema, ValuesOf } from "../schema/schema.ts";
import type { ConfigureContext, Context } from "./context.ts";
import type { DataSourceDefinition } from "./data-source.ts";
import type { ListResourceDefinition } from "./list-resource.ts";
import type { ResourceDefinition } from "./resource.ts";

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
