import { writeFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { expect, test } from "vitest";
import { start } from "../support/process.ts";
import { newProject, root } from "./support/project.ts";

/** A user's stack. Each `@ts-expect-error` is a mistake that the compiler has to find. */
const consumer = (entry: string, library: string) => `
import { BosBucketEncryption, type BosBucketEncryptionProps, BosKmsKey, BosProvider, Encryption, Engine } from "${entry}";
import { DataBosBucketEncryption, DataBosBucketEncryptions, DataBosKmsKey, DataBosKmsKeys } from "${entry}";
import { type App, TerraformOutput, TerraformStack, TerraformVariable } from "${library}";

export class Buckets extends TerraformStack {
  constructor(app: App, id: string) {
    super(app, id);
    const key = new TerraformVariable(this, "key", { type: "string" });
    const provider = new BosProvider(this, "bos", { region: "bj", secretKey: key.stringValue });
    const logs = new BosBucketEncryption(this, "logs", { bucket: "acme-logs" });
    const props: BosBucketEncryptionProps = {
      bucket: logs.bucket,
      encryption: Encryption.kmsManaged({ kmsMasterKeyId: key.stringValue, algorithm: "SM4" }),
      region: "bj",
      onDestroy: "retain",
      onConflict: "adopt",
      engine: Engine.provider(),
      provider,
      dependsOn: [logs],
      lifecycle: { preventDestroy: true },
    };
    new TerraformOutput(this, "enabled", { value: new BosBucketEncryption(this, "data", props).enabled });

    const made = new BosKmsKey(this, "made", { lifecycle: { createBeforeDestroy: true }, provider });
    const found = new DataBosKmsKey(this, "found", { description: made.description });
    Encryption.kmsManaged(made);
    Encryption.kmsManaged(found);
    Encryption.kmsManaged(found.keyId);
    Encryption.kmsManaged({ key: found, algorithm: "SM4" });
    const texts: string[] = [
      new DataBosKmsKeys(this, "keys", { keyState: "enabled" }).keys.get(0).keyId,
      new DataBosBucketEncryptions(this, "all").buckets.get(0).status,
      new DataBosBucketEncryption(this, "one", { bucket: logs.bucket }).method,
    ];

    // @ts-expect-error: a bucket is needed
    new BosBucketEncryption(this, "a", {});
    // @ts-expect-error: no such algorithm
    new BosBucketEncryption(this, "b", { bucket: "acme-logs", encryption: Encryption.bosManaged({ algorithm: "AES" }) });
    // @ts-expect-error: a key is needed
    new BosBucketEncryption(this, "c", { bucket: "acme-logs", encryption: Encryption.kmsManaged({ algorithm: "SM4" }) });
    // @ts-expect-error: one name for the key, not two
    Encryption.kmsManaged({ key: made, kmsMasterKeyId: "key-1" });
    // @ts-expect-error: a construct that is no key
    Encryption.kmsManaged(provider);
    // @ts-expect-error: no such place to keep a key
    new BosKmsKey(this, "f", { protectedBy: "PAPER" });
    // @ts-expect-error: a word that does not exist
    new BosBucketEncryption(this, "d", { bucket: "acme-logs", onDestroy: "delete" });
    // @ts-expect-error: a property that does not exist
    new BosBucketEncryption(this, "e", { bucket: "acme-logs", kmsMasterKeyId: "key-1" });
  }
}
`;

const compilerOptions = {
  strict: true,
  module: "nodenext",
  target: "es2023",
  lib: ["es2023"],
  noEmit: true,
  // A library that our own declarations name, and that is not installed, would else turn everything of it into `any`.
  skipLibCheck: false,
  types: ["node"],
};

test("the published types of each entry serve a project that has only its library, and find its mistakes", async () => {
  // One run for both: what they share is checked once.
  const both = newProject(["constructs", "@types/node"]);
  writeFileSync(join(both, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  for (const [entry, library] of [
    ["bos-encryption", "cdktf"],
    ["bos-encryption/cdktn", "cdktn"],
  ] as const) {
    writeFileSync(join(newProject([library], both), "stack.ts"), consumer(entry, library));
  }

  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const env = { PATH: process.env["PATH"] ?? "" };
  const args = [tsc, "-p", both, "--listFiles"];
  const { code, stdout } = await start(process.execPath, args, { cwd: both, env }).result;
  const lines = stdout.trim().split("\n");
  expect({ code, said: lines.filter((line) => !isAbsolute(line)) }).toEqual({ code: 0, said: [] });
  expect(lines.filter((line) => line.endsWith("/stack.ts"))).toHaveLength(2);
});
