/** A state file (version 4), as far as tests look into it. */
export interface StateFile {
  readonly resources: readonly {
    readonly mode: "managed" | "data";
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly index_key?: string | number;
      readonly status?: "tainted";
      readonly deposed?: string;
      readonly attributes: Readonly<Record<string, unknown>>;
    }[];
  }[];
}

/** Address to attributes. A tainted or deposed object says so behind its address. */
export function resourcesIn(state: StateFile): Record<string, Readonly<Record<string, unknown>>> {
  const found: Record<string, Readonly<Record<string, unknown>>> = {};
  for (const { mode, type, name, instances } of state.resources) {
    for (const { index_key, status, deposed, attributes } of instances) {
      const key = index_key === undefined ? "" : `[${JSON.stringify(index_key)}]`;
      const mark = `${status === undefined ? "" : ` (${status})`}${deposed === undefined ? "" : " (deposed)"}`;
      found[`${mode === "data" ? "data." : ""}${type}.${name}${key}${mark}`] = attributes;
    }
  }
  return found;
}
