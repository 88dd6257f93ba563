// Whom the contract suite of KMS talks to: the emulator, or with BOS_CONTRACT_KMS_ENDPOINT the real cloud.

import { startEmulator } from "../../lib/emulator/index.ts";
import { createKmsClient, describeKey, type KeyTarget, type KmsClient } from "../../lib/kms/index.ts";
import { createKey, type NewKey, scheduleKeyDeletion } from "../../lib/kms/write.ts";
import { credentialsOf, type Environment, required } from "./target.ts";

export interface KmsTarget {
  readonly name: string;
  readonly client: KmsClient;
  readonly region: string;
  /** Runs `body` with a key that is new, and schedules its deletion afterwards, whatever happens. */
  readonly withKey: (key: NewKey, body: (target: KeyTarget) => Promise<void>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Half a configuration throws, so that nothing is left out in silence. */
export async function openKmsTarget(env: Environment): Promise<KmsTarget> {
  const endpoint = env["BOS_CONTRACT_KMS_ENDPOINT"] ?? "";
  if (endpoint !== "") {
    const region = required(env, "BOS_CONTRACT_REGION");
    const client = createKmsClient({ credentials: credentialsOf(env), endpoint, env });
    return { name: `the cloud at ${endpoint}`, ...using(client, region), close: client.close };
  }
  const emulator = await startEmulator();
  const client = createKmsClient({ credentials: emulator.credentials, endpoint: emulator.url, env: {} });
  const close = async () => {
    await client.close();
    await emulator.close();
  };
  return { name: "the emulator", ...using(client, emulator.region), close };
}

function using(client: KmsClient, region: string): Pick<KmsTarget, "client" | "region" | "withKey"> {
  return {
    client,
    region,
    withKey: async (key, body) => {
      const description = "contract test of bos-encryption; may be deleted";
      const target = { keyId: await createKey(client, { key: { description, ...key }, region }), region };
      try {
        await body(target);
      } finally {
        const { state } = await describeKey(client, target);
        if (state !== "pending-deletion") await scheduleKeyDeletion(client, { ...target, windowDays: 7 });
      }
    },
  };
}
