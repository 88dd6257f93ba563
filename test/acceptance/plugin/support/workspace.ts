import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { bundled } from "../../../support/bundled.ts";
import { type HostedProvider, hostProvider } from "../../support/hosted-provider.ts";

export interface WorkspaceOptions {
  /** @default what is on the PATH */
  readonly terraform?: string;
  /** `hosted`: in the process of the test (hosted-provider.ts); `bundled`: a process of its own. */
  readonly provider?: "hosted" | "bundled";
}

export type Workspace = Awaited<ReturnType<typeof createWorkspace>>;

/** A folder with a configuration, and the real Terraform with the example provider as its only one. */
export async function createWorkspace({
  terraform = "terraform",
  provider = "hosted",
}: WorkspaceOptions = {}) {
  const hosted: HostedProvider | undefined =
    provider === "hosted" && process.env["BOS_TEST_PROVIDER"] !== "built"
      ? await hostProvider("note")
      : undefined;
  const root = mkdtempSync(join(tmpdir(), "plugin-terraform-"));
  const [bin, work, notes] = ["bin", "work", "notes"].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [bin, work, notes]) mkdirSync(folder);
  const program = hosted?.executable ?? bundled("test/plugin/note/main.ts");
  writeFileSync(join(bin, "terraform-provider-note"), program, { mode: 0o755 });
  const rc = join(root, "terraformrc");
  writeFileSync(
    rc,
    `provider_installation {\n  dev_overrides {\n    "terraform.local/test/note" = "${bin}"\n  }\n}\n`,
  );

  const env = {
    HOME: root,
    PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"]}`,
    TF_CLI_CONFIG_FILE: rc,
    TF_DATA_DIR: join(root, "data"),
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
  };

  return {
    notes,
    /** Writes `main.tf`: the example provider's block, and what is given. */
    configure(body: string) {
      writeFileSync(
        join(work, "main.tf"),
        `terraform {\n  required_providers {\n    note = { source = "terraform.local/test/note" }\n  }\n}\n` +
          `provider "note" {\n  directory = "${notes}"\n  token     = "open-sesame"\n}\n${body}`,
      );
    },
    /** Writes another file beside it. */
    write: (name: string, text: string) => writeFileSync(join(work, name), text),
    read: (name: string) => readFileSync(join(work, name), "utf8"),
    /** Runs a command of Terraform to its end. */
    run(args: readonly string[], more: { readonly [name: string]: string } = {}) {
      return new Promise<{ code: number; output: string }>((resolve) => {
        const options = { cwd: work, env: { ...env, ...more }, timeout: 30_000 };
        execFile(terraform, [...args, "-no-color"], options, (error, stdout, stderr) => {
          resolve({ code: error === null ? 0 : Number(error.code ?? -1), output: stdout + stderr });
        });
      });
    },
    async remove() {
      await hosted?.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
