// Whom the contract suite talks to: the emulator, or with BOS_CONTRACT_ENDPOINT the real cloud.

import { randomBytes } from "node:crypto";
import { type BosClient, createBosClient } from "../../lib/bos/index.ts";
import { type EmulatorOptions, offAnswers, startEmulator } from "../../lib/emulator/index.ts";
import { type Credentials, resolveCredentials } from "../../lib/settings/index.ts";

export interface Target {
  readonly client: BosClient;
  readonly region: string;
  /** Runs `body` with a bucket that is new and deletes it afterwards, whatever happens. */
  readonly withBucket: (body: (bucket: string) => Promise<void>) => Promise<void>;
  /** A name under which no bucket exists. */
  readonly unusedName: () => string;
  readonly close: () => Promise<void>;
}

export interface TargetChoice {
  readonly name: string;
  readonly open: () => Promise<Target>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The targets to run the suite against. Without `BOS_CONTRACT_ENDPOINT`: the emulator, once for each way of saying "off", and once as a gateway.
 * With it: that cloud alone. Half a configuration throws, so that nothing is left out in silence.
 */
export function contractTargets(env: Environment): readonly TargetChoice[] {
  const endpoint = env["BOS_CONTRACT_ENDPOINT"] ?? "";
  if (endpoint !== "")
    return [{ name: `the cloud at ${endpoint}`, open: async () => openCloud(endpoint, env) }];
  return [
    ...offAnswers.map((offAnswer) => ({
      name: `the emulator that says off by ${offAnswer}`,
      open: () => openEmulator({ offAnswer }),
    })),
    { name: "the emulator as a gateway", open: () => openEmulator({ profile: "gateway" }) },
  ];
}

async function openEmulator(options: EmulatorOptions): Promise<Target> {
  const emulator = await startEmulator(options);
  const client = createBosClient({ credentials: emulator.credentials, endpoint: emulator.url, env: {} });
  const target = targetOf(client, emulator.region, "contract");
  return {
    ...target,
    close: async () => {
      await target.close();
      await emulator.close();
    },
  };
}

function openCloud(endpoint: string, env: Environment): Target {
  const region = required(env, "BOS_CONTRACT_REGION");
  const prefix = required(env, "BOS_CONTRACT_BUCKET_PREFIX");
  return targetOf(createBosClient({ credentials: credentialsOf(env), endpoint, env }), region, prefix);
}

export function required(env: Environment, name: string): string {
  const value = env[name] ?? "";
  if (value === "") throw new Error(`A contract endpoint is set, so ${name} must be set too.`);
  return value;
}

export function credentialsOf(env: Environment): Credentials {
  const resolved = resolveCredentials({}, env);
  if (!resolved.ok) throw new Error(resolved.issues.map(({ message }) => message).join(" "));
  return resolved.credentials;
}

function targetOf(client: BosClient, region: string, prefix: string): Target {
  const unusedName = (): string => `${prefix}-${randomBytes(8).toString("hex")}`;
  return {
    client,
    region,
    unusedName,
    withBucket: async (body) => {
      const bucket = unusedName();
      // Bodies and answers of both calls: read in SDK.
      await client.call({ operation: "CreateBucket", method: "PUT", bucket, region });
      try {
        await body(bucket);
      } finally {
        await client.call({ operation: "DeleteBucket", method: "DELETE", bucket, region });
      }
    },
    close: client.close,
  };
}
