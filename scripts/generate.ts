/**
 * Writes what is generated and committed: the protocol's code from its .proto files, and the reference tables in the
 * docs from the provider's schemas. The tests generate again and compare.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DOCS, withTables } from "./generate/provider-reference.ts";

const root = join(import.meta.dirname, "..");

execFileSync("buf", ["generate"], { cwd: join(root, "lib/plugin/proto"), stdio: "inherit" });
for (const doc of DOCS) {
  const path = join(root, doc);
  writeFileSync(path, withTables(readFileSync(path, "utf8")));
}
