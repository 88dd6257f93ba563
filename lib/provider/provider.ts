import { VERSION } from "../distribution/version.ts";
import type { ProviderDefinition } from "../plugin/index.ts";
import { bucketEncryption, bucketEncryptionList } from "./bucket-encryption/index.ts";
import { bucketEncryptionData } from "./bucket-encryption-data/index.ts";
import { bucketEncryptionsData } from "./bucket-encryptions-data/index.ts";
import { configure, type Environment, type Surroundings } from "./configure.ts";
import { kmsKey } from "./kms-key/index.ts";
import { kmsKeyData, kmsKeysData } from "./kms-keys/index.ts";
import { providerSchema } from "./schema.ts";
import type { Settings } from "./settings.ts";
import { validateProvider } from "./validate.ts";

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
