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
