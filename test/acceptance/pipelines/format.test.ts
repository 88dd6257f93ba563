// That each system takes the examples: GitHub's own parser, GitLab's own schema, and the keys of Atlantis's documentation.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { start } from "../../support/process.ts";
import { atlantisMistakes } from "./support/atlantis-format.ts";
import { githubMistakes } from "./support/github-format.ts";
import { folder, read } from "./support/jobs.ts";

const root = join(import.meta.dirname, "../../..");

async function gitlabMistakes(content: string): Promise<readonly string[]> {
  const cwd = mkdtempSync(join(tmpdir(), "gitlab-"));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  writeFileSync(join(cwd, ".gitlab-ci.yml"), content);
  const program = join(root, "node_modules/gitlab-ci-local/dist/index.js");
  const env = { PATH: process.env["PATH"] ?? "", HOME: cwd };
  const { code, text } = await start(process.execPath, [program, "--list"], { cwd, env }).result;
  return code === 0 ? [] : [text];
}

const CHECKS = { github: githubMistakes, gitlab: gitlabMistakes, atlantis: atlantisMistakes };

const FILES: readonly { readonly system: keyof typeof CHECKS; readonly file: string }[] = [
  { system: "github", file: "github-actions/hcl.yml" },
  { system: "github", file: "github-actions/cdk.yml" },
  { system: "gitlab", file: "gitlab/hcl/.gitlab-ci.yml" },
  { system: "gitlab", file: "gitlab/cdk/.gitlab-ci.yml" },
  { system: "atlantis", file: "atlantis/atlantis.yaml" },
  { system: "atlantis", file: "atlantis/repos.yaml" },
];

test.each(FILES)("$file is in the format of $system", async ({ system, file }) => {
  expect(await CHECKS[system](read(file))).toEqual([]);
});

const MISTAKES: readonly {
  readonly system: keyof typeof CHECKS;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly said: string;
}[] = [
  {
    system: "github",
    file: "github-actions/hcl.yml",
    from: "pull_request:",
    to: "pull_requests:",
    said: "pull_requests",
  },
  {
    system: "github",
    file: "github-actions/hcl.yml",
    from: "needs: plan",
    to: "needs: plna",
    said: "unknown job 'plna'",
  },
  {
    system: "github",
    file: "github-actions/cdk.yml",
    from: "working-directory",
    to: "workdir",
    said: "workdir",
  },
  {
    system: "github",
    file: "github-actions/cdk.yml",
    from: "{{ secrets.",
    to: "{{ secret.",
    said: "named-value: 'secret'",
  },
  {
    system: "gitlab",
    file: "gitlab/hcl/.gitlab-ci.yml",
    from: "artifacts:",
    to: "artefacts:",
    said: "'artefacts' property",
  },
  {
    system: "gitlab",
    file: "gitlab/cdk/.gitlab-ci.yml",
    from: "needs: [plan]",
    to: "needs: [plna]",
    said: "plna",
  },
  { system: "atlantis", file: "atlantis/repos.yaml", from: "- run:", to: "- runs:", said: "runs" },
  {
    system: "atlantis",
    file: "atlantis/repos.yaml",
    from: "allowed_workflows",
    to: "allow_workflows",
    said: "allow_workflows",
  },
  {
    system: "atlantis",
    file: "atlantis/atlantis.yaml",
    from: "version: 3",
    to: "version: 2",
    said: "version",
  },
  { system: "atlantis", file: "atlantis/atlantis.yaml", from: "dir: cdk", to: "dri: cdk", said: "dri" },
];

test.each(MISTAKES)('$system is told of "$to"', async ({ system, file, from, to, said }) => {
  const broken = read(file).replaceAll(from, to);
  expect(broken).not.toBe(read(file));
  expect((await CHECKS[system](broken)).join("\n")).toContain(said);
});

test("every example is checked", () => {
  const all = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.ya?ml$/.test(name),
  );
  expect(all.sort()).toEqual(FILES.map(({ file }) => file).sort());
});
