import type { ResourceDefinition } from "../../plugin/index.ts";
import type { Settings } from "../settings.ts";
import { create, remove, update } from "./apply.ts";
import { moveState } from "./move.ts";
import { plan } from "./plan.ts";
import { importState, read } from "./read.ts";
import { generateConfig, identity, type identitySchema, schema, validate } from "./schema.ts";
import { remember } from "./state.ts";

export { bucketEncryptionList } from "./list.ts";

/** The resource `bos_bucket_encryption`: one handler, one file. */
export const bucketEncryption: ResourceDefinition<Settings, typeof schema, typeof identitySchema> = {
  schema,
  identity,
  validate,
  read,
  plan,
  create,
  update,
  delete: remove,
  remember,
  importState,
  moveState,
  generateConfig,
};
