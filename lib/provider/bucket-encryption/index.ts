import type { ResourceDefinition } from "../../plugin/index.ts";
import type { Settings } from "../settings.ts";
import { create, remove, update } from "./apply.ts";
import { generateConfig } from "./generate.ts";
import { identity, type identitySchema } from "./identity.ts";
import { importState } from "./import.ts";
import { moveState } from "./move.ts";
import { plan } from "./plan.ts";
import { read } from "./read.ts";
import { schema } from "./schema.ts";
import { remember } from "./state.ts";
import { validate } from "./validate.ts";

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
