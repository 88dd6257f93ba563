/** Writes package-lock.json again without what npm would warn of on Node 20: to be run after each change of it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withoutToolEngines } from "./lock/tool-engines.ts";

const path = join(import.meta.dirname, "../package-lock.json");
const lock = withoutToolEngines(JSON.parse(readFileSync(path, "utf8")));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
