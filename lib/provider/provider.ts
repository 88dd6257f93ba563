import { VERSION } from "../packaging/version.ts";
import type { ProviderDefinition } from "../plugin/index.ts";
import type { Environment } from "../settings/index.ts";
import { bucketEncryption, bucketEncryptionList } from "./bucket/resource.ts";
import { configure, type Surroundings } from "./configure.ts";
import { bucketEncryptionData } from "./data/bucket.ts";
import { bucketEncryptionsData } from "./data/buckets.ts";
import { kmsKeyData } from "./data/key.ts";
import { kmsKeysData } from "./data/keys.ts";
import { kmsKey } from "./key/resource.ts";
import { providerSchema, validateProvider } from "./schema.ts";
import type { Settings } from "./settings.ts";

export function createBosProvider(
  env: Environment = process.env,
  surroundings: Surroundings = {},
): ProviderDefinition<Settings, typeof providerSchema> {
  return {
    name: "bos",
    version: VERSION,
    schema: providerSchema,
    validate: validateProvider,
    configure: async (config, ctx) => configure(config, ctx, env, surroundings),
    resources: { bos_bucket_encryption: bucketEncryption, bos_kms_key: kmsKey },
    dataSources: {
      bos_bucket_encryption: bucketEncryptionData,
      bos_bucket_encryptions: bucketEncryptionsData,
      bos_kms_key: kmsKeyData,
      bos_kms_keys: kmsKeysData,
    },
    listResources: { bos_bucket_encryption: bucketEncryptionList },
  };
}
