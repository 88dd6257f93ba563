// docs/emulator.md against the code: its examples run, its tables name everything there is.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Fault, kmsKeyChecks, kmsServices, offAnswers, profiles } from "../../lib/emulator/index.ts";
import { operations } from "../../lib/emulator/route/operations.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/emulator.md"), "utf8");
const examples = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);

/** Complete by its type: a kind that is added must be named here, and then on the page. */
const faultKinds: Readonly<Record<Fault["kind"], true>> = {
  error: true,
  throttle: true,
  denied: true,
  redirect: true,
  html: true,
  answer: true,
  meanwhile: true,
  reset: true,
  hang: true,
  latency: true,
  "truncated-body": true,
  lag: true,
  "clock-skew": true,
  "extra-field": true,
  "hidden-key": true,
};

describe("docs/emulator.md", () => {
  it("has examples", () => {
    expect(examples).toHaveLength(4);
  });

  it.each(examples)("has an example that runs: %#", async (code) => {
    const folder = mkdtempSync(join(tmpdir(), "docs-emulator-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "example.ts");
    const emulator = pathToFileURL(join(root, "lib/emulator/index.ts")).href;
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(file, code.replace('"bos-encryption/emulator"', JSON.stringify(emulator)));
    // The SDK makes Node warn about its own old habits.
    const child = spawn(process.execPath, ["--no-warnings", file], { stdio: ["ignore", "ignore", "pipe"] });
    const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, "exit")]);
    expect({ exitCode: exitCode as number, stderr }).toEqual({ exitCode: 0, stderr: "" });
  });

  it.each(Object.keys(operations))("lists the operation %s", (name) => {
    expect(page).toMatch(new RegExp(`^\\|(?: \\w+,)* ${name}(?:,| \\|)`, "m"));
  });

  it.each(Object.keys(faultKinds))("lists the fault %s", (kind) => {
    expect(page).toContain(`\n| \`${kind}\` |`);
  });

  it.each([
    ...kmsServices.slice(1).map((value) => `kms: "${value}"`),
    ...profiles.map((value) => `profile: "${value}"`),
    ...kmsKeyChecks.map((value) => `kmsKeys: "${value}"`),
  ])("explains the option %s", (option) => {
    expect(page).toContain(`\`${option}\``);
  });

  it.each(offAnswers)("explains the form %s of being off", (form) => {
    expect(page).toContain(`\`${form}\` (`);
  });
});
