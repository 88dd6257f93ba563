import { configOf } from "../../plugin/index.ts";
import { type State, schema } from "./schema.ts";

/** The configuration for an imported bucket: what it has, without the values that are defaults. */
export function generateConfig(state: State): State {
  return {
    ...configOf(schema, state),
    enabled: state.enabled === false ? false : null,
    on_destroy: state.on_destroy === "disable" ? null : state.on_destroy,
  };
}
