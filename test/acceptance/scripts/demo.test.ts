import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = join(import.meta.dirname, "../../..");

/** A folder for the PATH that holds the machine's Terraform under another name, or nothing. */
function pathWith(name?: string): string {
  const folder = mkdtempSync(join(tmpdir(), "path-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  symlinkSync(process.execPath, join(folder, "node"));
  const terraform = (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((entry) => join(entry, "terraform"))
    .find((file) => existsSync(file));
  if (terraform === undefined) throw new Error("there is no terraform on the PATH");
  if (name !== undefined) symlinkSync(terraform, join(folder, name));
  return folder;
}

function demo(path: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const temporary = mkdtempSync(join(tmpdir(), "demo-test-"));
  onTestFinished(() => {
    const left = readdirSync(temporary);
    rmSync(temporary, { recursive: true });
    expect(left).toEqual([]);
  });
  const options = { cwd: root, env: { PATH: path, HOME: temporary, TMPDIR: temporary }, timeout: 100_000 };
  return new Promise((resolve) => {
    execFile(process.execPath, ["scripts/demo.ts"], options, (error, stdout, stderr) =>
      resolve({
        code: typeof error?.code === "number" ? error.code : error === null ? 0 : 1,
        stdout,
        stderr,
      }),
    );
  });
}

test("tells the whole story with the program called tofu, and leaves nothing behind", {
  timeout: 120_000,
}, async () => {
  const { code, stdout } = await demo(pathWith("tofu"));
  const inOrder = [
    "$ tofu init",
    "+ Encryption.kmsManaged(key)",
    "$ BOS_DENY_WEAKENING=1 tofu apply",
    '| Error: This drops the KMS key of bucket "acme-logs"',
    "$ tofu destroy",
    "All 10 steps held",
    "Next: ",
    "npx bos-encryption provider install",
  ];
  const places = inOrder.map((text) => stdout.indexOf(text));
  expect(places, stdout).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(stdout.trim().split("\n").length).toBeLessThanOrEqual(110);
  expect(code).toBe(0);
  expect(readdirSync(root).filter((name) => name.startsWith(".demo-"))).toEqual([]);
});

test("says how to get a Terraform where there is none", async () => {
  const { code, stdout, stderr } = await demo(pathWith());
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/neither "terraform" nor "tofu"[\s\S]*https:\/\/opentofu\.org/);
});
