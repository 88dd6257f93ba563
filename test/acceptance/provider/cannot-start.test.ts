// Terraform's own words when it cannot start the provider, and that docs/provider.md quotes them as they are.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, globSync, mkdirSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { readBuild } from "../../../lib/packaging/index.ts";
import { page } from "../../docs/pages.ts";
import { TOO_OLD } from "../../support/node.ts";
import { encryption, main } from "../support/hcl.ts";
import { createWorkspace, type Workspace } from "../support/terraform.ts";

const dist = join(import.meta.dirname, "../../../dist");
const { version } = readBuild(dist);
const files = main(encryption("logs", { bucket: "logs" }));

/** A PATH with Terraform, and maybe a node. */
function pathOf(tf: Workspace, node?: string): { readonly PATH: string } {
  const folder = join(tf.folder, "bin");
  mkdirSync(folder);
  const terraform = (tf.env["PATH"] ?? "")
    .split(delimiter)
    .map((entry) => join(entry, "terraform"))
    .find((file) => existsSync(file));
  if (terraform === undefined) throw new Error("there is no terraform on the PATH");
  symlinkSync(terraform, join(folder, "terraform"));
  if (node !== undefined) symlinkSync(node, join(folder, "node"));
  return { PATH: folder };
}

async function planOf(
  environment: (tf: Workspace) => Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly text: string }> {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ provider: "built", emulator: cloud, files });
  return await tf.run(["plan", "-input=false"], { env: environment(tf) });
}

describe("docs/provider.md quotes what Terraform says", () => {
  const [, section = ""] = page("docs/provider.md").split("\n## When Terraform cannot start the provider\n");
  const quotations = [...section.matchAll(/^```text\n(.*?)^```/gms)].map(([, text = ""]) =>
    text.replace(/\s+/g, " ").trim(),
  );
  const unseen = new Set(quotations);
  afterAll(() => expect([...unseen], "a quotation that no test has seen").toEqual([]));

  /** The quotation that holds `part` is in the output; `…` stands for what it leaves out. */
  function expectQuoted(output: string, part: string): void {
    const quotation = quotations.find((one) => one.includes(part)) ?? expect.fail(`no quotation of: ${part}`);
    unseen.delete(quotation);
    const pieces = quotation.split("…").map((piece) => piece.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    expect(output).toMatch(new RegExp(pieces.join(".*")));
  }

  it("where there is no node", async () => {
    const { code, text } = await planOf((tf) => pathOf(tf));
    expect(code).toBe(1);
    expectQuoted(text, "there is none on the PATH");
  });

  it("where BOS_PROVIDER_NODE names none", async () => {
    const named = { BOS_PROVIDER_NODE: "/opt/node/bin/node" };
    const { code, text } = await planOf((tf) => ({ ...pathOf(tf, process.execPath), ...named }));
    expect(code).toBe(1);
    expectQuoted(text, "BOS_PROVIDER_NODE names no program");
  });

  it("where the node is too old", async () => {
    const node = TOO_OLD.path;
    const onPath = await planOf((tf) => pathOf(tf, node));
    expect(onPath.code).toBe(1);
    expectQuoted(onPath.text.replaceAll(node, "/usr/bin/node"), "was started with");
    const named = await planOf((tf) => ({ ...pathOf(tf), BOS_PROVIDER_NODE: node }));
    expect(named.text).toContain(`(${node}). Set BOS_PROVIDER_NODE to the path of a newer one. This usually`);
  });

  it("where the node ends at once, and shows in the log why", async () => {
    const options = { NODE_OPTIONS: "--no-such-option" };
    const { code, text } = await planOf((tf) => ({
      ...pathOf(tf, process.execPath),
      ...options,
      TF_LOG: "debug",
    }));
    expect(code).toBe(1);
    expectQuoted(text, "Failed to read any lines");
    expect(text).toContain("--no-such-option is not allowed in NODE_OPTIONS");
  });

  it("where the file has lost its executable bit, and what gives it back", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    await using tf = await createWorkspace({ emulator: cloud, files, provider: "placed" });
    const [file = ""] = globSync(join(tf.folder, "terraform.d/plugins/**/terraform-provider-bos"));
    const [, remedy = ""] = /`(find \..*?)`/.exec(section) ?? [];
    const remedies = [
      () => execFileSync("sh", ["-c", remedy], { cwd: tf.folder }),
      () =>
        execFileSync(process.execPath, [join(dist, "bos-encryption"), "provider", "install"], {
          cwd: tf.folder,
        }),
    ];
    chmodSync(file, 0o644);
    await tf.init();
    for (const mend of remedies) {
      chmodSync(file, 0o644);
      const { text } = await tf.fails("plan");
      const platform = /[a-z]+_[a-z0-9]+(?=\/terraform-provider-bos)/;
      expectQuoted(text.replaceAll(version, "0.1.0").replace(platform, "linux_amd64"), "permission denied");
      mend();
      await tf.plan();
    }
  });
});

it("runs on the node that BOS_PROVIDER_NODE names, with none on the PATH, or one that is too old", async () => {
  for (const node of [undefined, TOO_OLD.path]) {
    const { code, text } = await planOf((tf) => ({
      ...pathOf(tf, node),
      BOS_PROVIDER_NODE: process.execPath,
    }));
    expect(code, text).toBe(0);
  }
});
