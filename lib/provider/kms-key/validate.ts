import { checkRegion, checkRotationCycle } from "../../encryption/index.ts";
import { DELETION_WINDOW_DAYS } from "../../kms/write.ts";
import { type Context, isKnown } from "../../plugin/index.ts";
import type { Values } from "./schema.ts";

const PROTECTIONS = ["SOFTWARE", "HSM"];
const ORIGINS = ["BAIDU_KMS", "EXTERNAL"];

/** Everything wrong with what is written. Which specs there are is the cloud's business: the list grows. */
export function validate(config: Values, { diagnostics }: Context): void {
  const { region, key_spec, protected_by, origin, rotation_cycle, deletion_window_in_days } = config;
  const refuse = (attribute: keyof Values, message: string) =>
    diagnostics.error(`Invalid ${attribute}`, message, [attribute]);

  if (isKnown(region)) for (const { message } of checkRegion(region)) refuse("region", message);
  if (isKnown(key_spec) && !/^\w+$/.test(key_spec)) {
    refuse("key_spec", `Write a spec such as "BAIDU_AES_256"; got ${JSON.stringify(key_spec)}.`);
  }
  if (isKnown(protected_by) && !PROTECTIONS.includes(protected_by)) {
    refuse("protected_by", oneOf(PROTECTIONS, protected_by));
  }
  if (isKnown(origin) && !ORIGINS.includes(origin)) refuse("origin", oneOf(ORIGINS, origin));
  if (origin === "EXTERNAL" && isKnown(rotation_cycle) && rotation_cycle !== 0) {
    refuse(
      "rotation_cycle",
      'The cloud cannot rotate a key whose origin is "EXTERNAL": only you have its material.',
    );
  } else if (isKnown(rotation_cycle)) {
    for (const { message } of checkRotationCycle(rotation_cycle)) refuse("rotation_cycle", message);
  }
  const { min, max } = DELETION_WINDOW_DAYS;
  if (isKnown(deletion_window_in_days) && !isWhole(deletion_window_in_days, min, max)) {
    refuse(
      "deletion_window_in_days",
      `Write a whole number of days from ${min} to ${max}; got ${deletion_window_in_days}.`,
    );
  }
}

const oneOf = (words: readonly string[], got: string): string =>
  `Write ${words.map((word) => `"${word}"`).join(" or ")}, not ${JSON.stringify(got)}.`;

const isWhole = (value: number, min: number, max: number): boolean =>
  Number.isInteger(value) && value >= min && value <= max;
