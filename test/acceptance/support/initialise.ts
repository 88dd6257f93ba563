// What `terraform init` would do in half a second.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { PlacedProvider } from "./providers.ts";

/**
 * Makes the links below `.terraform` and the lock file, as `terraform init` does. Acceptance tests of both
 * providers run the real one and find the same.
 */
export function initialise(folder: string, placed: readonly PlacedProvider[]): void {
  for (const { source, version, path } of placed) {
    const link = join(folder, ".terraform/providers", source, version, basename(dirname(path)));
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(dirname(path), link);
  }
  writeFileSync(join(folder, ".terraform.lock.hcl"), lockFile(placed));
}

function lockFile(placed: readonly PlacedProvider[]): string {
  const blocks = placed.map(({ source, version, path }) => {
    return `
provider "${source}" {
  version = "${version}"
  hashes = [
    "h1:${folderHash(path)}",
  ]
}
`;
  });
  return `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.
${blocks.sort().join("")}`;
}

/** Go's "h1" of a folder with one file: the hash of a list of its files and their hashes. */
function folderHash(path: string): string {
  const file = createHash("sha256").update(readFileSync(path)).digest("hex");
  return createHash("sha256")
    .update(`${file}  ${basename(path)}\n`)
    .digest("base64");
}
