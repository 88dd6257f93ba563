import { type Diagnostics, isKnown } from "../plugin/index.ts";
import { judge, type Setting } from "../settings/index.ts";

/** An error for each value that is wrong, with its attribute; what is unknown is judged once it is known. */
export function reportInvalid(
  config: Readonly<Record<string, unknown>>,
  settings: Readonly<Record<string, Setting>>,
  diagnostics: Diagnostics,
): void {
  for (const setting of Object.values(settings)) {
    const { attribute } = setting;
    const value = config[attribute] ?? null;
    if (value === null || !isKnown(value)) continue;
    for (const { message } of judge(setting, value))
      diagnostics.error(`Invalid ${attribute}`, message, [attribute]);
  }
}
