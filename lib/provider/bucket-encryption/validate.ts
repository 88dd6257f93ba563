import {
  checkBucketName,
  checkKmsMasterKeyId,
  checkRegion,
  checkSseAlgorithm,
  type Issue,
  ON_CONFLICT,
  ON_DESTROY,
} from "../../encryption/index.ts";
import { type Context, checkTimeouts, type Diagnostics, isKnown } from "../../plugin/index.ts";
import type { Values } from "./schema.ts";

/** Everything wrong with what is written, each with its attribute; what is unknown is judged once it is known. */
export function validate(config: Values, { diagnostics }: Context): void {
  const { bucket, region, sse_algorithm, kms_master_key_id, on_destroy, on_conflict } = config;
  check(diagnostics, "bucket", bucket, checkBucketName);
  check(diagnostics, "region", region, checkRegion);
  check(diagnostics, "sse_algorithm", sse_algorithm, checkSseAlgorithm);
  check(diagnostics, "kms_master_key_id", kms_master_key_id, checkKmsMasterKeyId);
  checkWord(diagnostics, "on_destroy", on_destroy, ON_DESTROY);
  checkWord(diagnostics, "on_conflict", on_conflict, ON_CONFLICT);
  checkTimeouts(config, diagnostics);
}

type Slot = string | symbol | null;

function check(
  diagnostics: Diagnostics,
  attribute: string,
  value: Slot,
  judge: (value: string) => Issue[],
): void {
  if (!isKnown(value) || typeof value !== "string") return;
  for (const { message } of judge(value)) diagnostics.error(`Invalid ${attribute}`, message, [attribute]);
}

function checkWord(diagnostics: Diagnostics, attribute: string, value: Slot, words: readonly string[]): void {
  if (!isKnown(value) || typeof value !== "string" || words.includes(value)) return;
  const allowed = words.map((word) => `"${word}"`).join(" or ");
  diagnostics.error(`Invalid ${attribute}`, `Write ${allowed}, not ${JSON.stringify(value)}.`, [attribute]);
}
