import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../../lib/emulator/index.ts";
import { start } from "../../support/process.ts";
import { createWorkspace, type Workspace } from "../support/terraform.ts";

const example = join(import.meta.dirname, "../../../examples/kms");
const buckets = ["acme-logs", "acme-reports", "acme-ledger"];

/** How each way of writing the example gets into a workspace, and into which folder of it. */
const ways: Record<string, { write: (workspace: Workspace) => Promise<unknown>; cwd: string }> = {
  construct: {
    write: ({ folder, env }) => start("node", [join(example, "main.ts")], { cwd: folder, env }).result,
    cwd: "cdktf.out/stacks/kms",
  },
  HCL: {
    write: async (workspace) => {
      workspace.write({ "main.tf": await readFile(join(example, "main.tf"), "utf8") });
      const { folder, env } = workspace;
      return start(join(example, "../../dist/bos-encryption"), ["provider", "install"], { cwd: folder, env })
        .result;
    },
    cwd: ".",
  },
};

test.each(Object.entries(ways))(
  "KMS by %s: one plan, three buckets, another key, taken down",
  async (_name, way) => {
    await using emulator = await startEmulator({ buckets, kmsKeys: "checked" });
    await using workspace = await createWorkspace({ emulator, provider: "absent" });
    expect(await way.write(workspace)).toMatchObject({ code: 0, stderr: "" });
    const terraform = async (...args: string[]) => {
      const { code, text } = await workspace.run([...args, "-input=false"], { cwd: way.cwd });
      expect({ code, text: code === 0 ? "" : text }).toEqual({ code: 0, text: "" });
      return text;
    };
    await terraform("init");

    expect(await terraform("apply", "-auto-approve")).toContain("4 added, 0 changed, 0 destroyed");
    const [key = ""] = keysInUse(emulator);
    expect(emulator.key(key)).toMatchObject({ keyState: "enabled", description: "Buckets of Acme" });
    expect(await terraform("plan", "-detailed-exitcode")).toContain("No changes.");

    await terraform("apply", "-auto-approve", "-replace=bos_kms_key.key");
    const [successor = ""] = keysInUse(emulator);
    expect(emulator.keys.map(({ keyId, keyState }) => ({ keyId, keyState }))).toEqual([
      { keyId: key, keyState: "pendingDeletion" },
      { keyId: successor, keyState: "enabled" },
    ]);
    for (const bucket of buckets) expect(emulator.historyOf(bucket)).toHaveLength(3);

    await terraform("destroy", "-auto-approve");
    expect(keysInUse(emulator)).toEqual([undefined]);
    expect(emulator.key(successor)).toMatchObject({ keyState: "pendingDeletion" });
  },
);

/** The keys with which the buckets encrypt, each once. */
const keysInUse = (emulator: Emulator) => [
  ...new Set(buckets.map((bucket) => emulator.encryptionOf(bucket)?.kmsMasterKeyId)),
];
