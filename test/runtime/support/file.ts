import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A file with this content, in a folder that goes with the test. */
export function fileWith(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), "bos-stack-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "buckets.json");
  writeFileSync(file, content);
  return file;
}
