/**
 * The project that `cdktf init` and `cdktn init` write, with nothing changed but the stack and its test: the package is
 * installed from its tarball, type-checked, synthesised, tested with jest, applied to the emulator. On each Node that the
 * template itself runs on.
 *
 * Not part of the test command, because it fetches both command lines and jest: `npm run test:templates`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEmulator } from "../../lib/emulator/index.ts";
import { examples, root } from "../docs/pages.ts";
import { type Result, start } from "../support/process.ts";

const NODES = { "20": "20.20.2", "22": "22.23.3", "24": "24.21.0" };

interface Template {
  readonly cli: string;
  readonly version: string;
  readonly library: string;
  readonly entry: string;
  /** The Node that starts the command line: that of cdktf has native code, ready-made for this one only. */
  readonly cliNode: keyof typeof NODES;
  /** That the template's own engines allow. */
  readonly nodes: readonly (keyof typeof NODES)[];
}

const TEMPLATES: readonly Template[] = [
  {
    cli: "cdktf",
    version: "0.21.0",
    library: "cdktf",
    entry: "bos-encryption",
    cliNode: "20",
    nodes: ["20", "22", "24"],
  },
  {
    cli: "cdktn",
    version: "0.24.0",
    library: "cdktn",
    entry: "bos-encryption/cdktn",
    cliNode: "24",
    nodes: ["22", "24"],
  },
];

let folder: string;
let tarball: string;

const nodeFolder = (major: keyof typeof NODES) => join(folder, `node-${major}`, "node_modules/node/bin");

/** A command on one Node; rejects with all output when it fails. */
async function run(
  args: readonly [string, ...string[]],
  cwd: string,
  { major = "24", env = {} }: { readonly major?: keyof typeof NODES; readonly env?: object } = {},
): Promise<Result> {
  const [command, ...rest] = args;
  // The user's own settings of npm, registry and authorities included.
  const inherited = process.env as Record<string, string>;
  const PATH = `${nodeFolder(major)}:${join(cwd, "node_modules/.bin")}:${process.env["PATH"] ?? ""}`;
  const variables = {
    ...inherited,
    PATH,
    CI: "1",
    CHECKPOINT_DISABLE: "1",
    TF_CLI_CONFIG_FILE: "/dev/null",
    ...env,
  };
  const result = await start(command, rest, { cwd, env: variables, timeoutMs: 300_000 }).result;
  if (result.code === 0) return result;
  throw new Error(`${args.join(" ")} ended with ${result.code}:\n${result.stdout}${result.stderr}`);
}

const install = (cwd: string, packages: readonly string[], major: keyof typeof NODES = "24") =>
  run(["npm", "install", "--no-audit", "--no-fund", ...packages], cwd, { major });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "templates-"));
  for (const [major, version] of Object.entries(NODES)) {
    const place = join(folder, `node-${major}`);
    mkdirSync(place);
    writeFileSync(
      join(place, "package.json"),
      JSON.stringify({ private: true, allowScripts: { node: true } }),
    );
    await install(place, [`node@${version}`]);
  }
  const packed = await run(
    ["npm", "pack", "--json", "--ignore-scripts", "--pack-destination", folder, root],
    folder,
  );
  tarball = join(folder, JSON.parse(packed.stdout)[0].filename);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }), 300_000);

const stack = ({ library, entry }: Template) => `
import { Construct } from "constructs";
import { App, TerraformStack } from "${library}";
import { BosBucketEncryption, BosProvider, Encryption } from "${entry}";

class MyStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new BosProvider(this, "bos", { region: "bj" });
    new BosBucketEncryption(this, "logs", {
      bucket: "acme-logs",
      encryption: Encryption.bosManaged({ algorithm: "SM4" }),
    });
  }
}

const app = new App();
new MyStack(app, "prod");
app.synth();
`;

/** The example of docs/testing.md, for the library of the project. */
const unitTest = ({ library, entry }: Template) =>
  (examples("docs/testing.md", "ts")[0] ?? "")
    .replaceAll('"cdktf', `"${library}`)
    .replace('"bos-encryption"', `"${entry}"`);

describe.each(TEMPLATES)("the project of $cli init", (template) => {
  let project: string;

  beforeAll(async () => {
    const tools = join(folder, template.cli);
    project = join(folder, `${template.cli}-project`);
    for (const place of [tools, project]) mkdirSync(place);
    await install(tools, ["--prefix", tools, `${template.cli}-cli@${template.version}`], template.cliNode);
    const init = [
      "init",
      "--template=typescript",
      "--local",
      "--project-name=prod",
      "--project-description=test",
    ];
    await run(
      [join(tools, "node_modules/.bin", template.cli), ...init, "--enable-crash-reporting=false"],
      project,
      { major: template.cliNode },
    );
    // The template of cdktf brings TypeScript 7, which its own ts-jest refuses and its ts-node dies of: not ours to mend.
    await install(project, ["--save-dev", "typescript@5.9.3"]);
    await install(project, [tarball]);
    writeFileSync(join(project, "main.ts"), stack(template));
    writeFileSync(join(project, "__tests__/main-test.ts"), unitTest(template));
  }, 600_000);

  test.each(template.nodes)(
    "type-checks, synthesises, passes jest and is applied, on Node %s",
    async (major) => {
      await run(["tsc", "--noEmit", "-p", "."], project, { major });
      rmSync(join(project, "cdktf.out"), { recursive: true, force: true });
      // Where the command line does not run, what it would start: the line "app" of cdktf.json.
      const cli = join(folder, template.cli, "node_modules/.bin", template.cli);
      await run(major === template.cliNode ? [cli, "synth"] : ["ts-node", "main.ts"], project, { major });
      const jest = await run(["jest"], project, { major });
      expect(jest.stderr).toContain("Tests:       1 passed");

      // The provider's executable needs a newer Node than a synth does.
      const at = { major: major === "20" ? "22" : major } as const;
      await using emulator = await startEmulator({ buckets: ["acme-logs"] });
      const where = join(project, "cdktf.out/stacks/prod");
      await run(["terraform", "init", "-input=false"], where, { ...at, env: emulator.environment });
      const apply = ["terraform", "apply", "-input=false", "-auto-approve"] as const;
      const applied = await run(apply, where, { ...at, env: emulator.environment });
      expect(applied.text).toContain("1 added, 0 changed, 0 destroyed");
      expect(emulator.encryptionOf("acme-logs")).toEqual({ encryptionAlgorithm: "SM4" });
      // The library puts the state beside cdktf.out; the next Node is to begin without one.
      rmSync(join(project, "terraform.prod.tfstate"));
    },
    300_000,
  );

  test.each(["node16", "nodenext"])("type-checks with module %s", async (module) => {
    const { stdout } = await run(["tsc", "--noEmit", "-p", ".", "--module", module], project);
    expect(stdout).toBe("");
  });

  test("passes the jest before, too", async () => {
    for (const gone of ["node_modules", "package-lock.json"])
      rmSync(join(project, gone), { recursive: true });
    await install(project, ["--save-dev", "jest@29", "ts-jest@29", "@types/jest@29"]);
    const { stderr } = await run(["jest"], project);
    expect(stderr).toContain("Tests:       1 passed");
  }, 300_000);
});
