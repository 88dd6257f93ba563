import type { Schema, StateOf, ValuesOf } from "../schema/schema.ts";
import type { ConfiguredContext, Context } from "./context.ts";

export interface DataSourceDefinition<Settings, S extends Schema = Schema> {
  readonly schema: S;
  validate?(config: ValuesOf<S>, ctx: Context): Promise<void> | void;
  /** The configuration with the computed attributes filled in, or null after a reported error. All of `config` is known. */
  read(config: StateOf<S>, ctx: ConfiguredContext<Settings>): Promise<StateOf<S> | null>;
}
