import { isRecord, type Value } from "./value.ts";

/** One step into a value: an attribute or block by name, an element of a list by index, an element of a map by `{ key }`. */
export type PathStep = string | number | { readonly key: string };

/** Where in a resource a diagnostic or a replacement points, from the top: `["timeouts", "create"]`, `["tags", { key: "a" }]`. */
export type AttributePath = readonly PathStep[];

/** The path as a person writes it in HCL: `tags["a"][0].name`. */
export function formatPath(path: AttributePath): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (typeof step === "object") return `[${JSON.stringify(step.key)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}

/** The part of a value to which a path leads; null where it leads nowhere. */
export function valueAt(value: Value, path: AttributePath): Value {
  return path.reduce<Value>((part, step) => {
    if (typeof step === "number")
      return Array.isArray(part) ? ((part as readonly Value[])[step] ?? null) : null;
    return isRecord(part) ? (part[typeof step === "string" ? step : step.key] ?? null) : null;
  }, value);
}
