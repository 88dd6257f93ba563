import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "bos-encryption/emulator";
import { type Run, run } from "./terraform.ts";

/** The part of the official SDK (which has no types) that the application of this story uses. */
interface Sdk {
  BosClient: new (options: {
    endpoint: string;
    credentials: { ak: string; sk: string };
  }) => {
    putObject(bucket: string, key: string, body: Buffer): Promise<unknown>;
    getObjectMetadata(bucket: string, key: string): Promise<{ http_headers: Record<string, string> }>;
  };
}
const sdk: Sdk = createRequire(import.meta.url)("@baiducloud/sdk");

const root = join(import.meta.dirname, "../..");
const STACK = "stacks/quickstart";

/** Where the demo plays: a copy of the quickstart, a Terraform with settings of its own, and an emulated BOS. */
export interface Stage {
  readonly emulator: Emulator;
  /** `terraform` or `tofu`. */
  readonly program: string;
  /** The program as it stands now. */
  source(): string;
  /** Changes one place in the program, and tells how as a diff. Throws when it is not there to be changed. */
  edit(from: string, to: string): readonly string[];
  synth(): Promise<void>;
  terraform(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Run>;
  /** Uploads with the official SDK, which knows nothing of this project. */
  upload(key: string): Promise<void>;
  /** What the object says of its encryption; undefined when it is stored plain. */
  encryptionOf(key: string): Promise<string | undefined>;
  dispose(): Promise<void>;
}

export const BUCKET = "acme-logs";

export function createStage(program: string, emulator: Emulator): Stage {
  const scratch = mkdtempSync(join(tmpdir(), "bos-demo-"));
  // Inside the package, so that the copy imports "bos-encryption" as the original does.
  const sources = mkdtempSync(join(root, ".demo-"));
  const main = join(sources, "main.ts");
  copyFileSync(join(root, "examples/quickstart/main.ts"), main);
  const settings = join(scratch, "terraform.rc");
  writeFileSync(settings, "");
  mkdirSync(join(scratch, "out"));

  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(TF_|BAIDUCLOUD_|BOS_|CDKTF_)/.test(name)),
  );
  const env = {
    ...inherited,
    ...emulator.environment,
    // Terraform keeps a folder of its own there.
    HOME: scratch,
    CDKTF_OUTDIR: join(scratch, "out"),
    TF_CLI_CONFIG_FILE: settings,
    TF_DATA_DIR: join(scratch, "data"),
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
  };
  const { accessKeyId: ak, secretAccessKey: sk } = emulator.credentials;
  const client = new sdk.BosClient({ endpoint: emulator.url, credentials: { ak, sk } });

  return {
    emulator,
    program,
    source: () => readFileSync(main, "utf8"),
    edit(from, to) {
      const before = readFileSync(main, "utf8");
      if (!before.includes(from)) throw new Error(`the quickstart has no ${JSON.stringify(from)} to change`);
      writeFileSync(
        main,
        before.replace(from, () => to),
      );
      return [...from.split("\n").map((line) => `- ${line}`), ...to.split("\n").map((line) => `+ ${line}`)];
    },
    async synth() {
      // The library keeps a stack's local state in the folder that it is run from.
      const { code, text } = await run(process.execPath, [main], { cwd: scratch, env });
      if (code !== 0) throw new Error(`the quickstart cannot be synthesised:\n${text}`);
    },
    terraform: (args, more = {}) =>
      run(program, [...args, "-no-color"], { cwd: join(scratch, "out", STACK), env: { ...env, ...more } }),
    async upload(key) {
      await client.putObject(BUCKET, key, Buffer.from("what the application writes"));
    },
    async encryptionOf(key) {
      const { http_headers: headers } = await client.getObjectMetadata(BUCKET, key);
      return headers["x-bce-server-side-encryption"];
    },
    async dispose() {
      rmSync(scratch, { recursive: true, force: true });
      rmSync(sources, { recursive: true, force: true });
    },
  };
}
