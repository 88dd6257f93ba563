import type { ResourceDefinition } from "../../plugin/index.ts";
import type { Settings } from "../settings.ts";
import { create } from "./create.ts";
import { remove } from "./delete.ts";
import { plan } from "./plan.ts";
import { importState, read } from "./read.ts";
import { schema, validate } from "./schema.ts";
import { update } from "./update.ts";

/** The resource `bos_kms_key`: one handler, one file. */
export const kmsKey: ResourceDefinition<Settings, typeof schema> = {
  schema,
  validate,
  read,
  plan,
  create,
  update,
  delete: remove,
  importState,
};
