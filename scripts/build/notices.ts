import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The licences of the packages whose code is in the executables, as they ask to be passed on. Throws for a package
 * that brings no licence along.
 *
 * @param modules paths of bundled modules, from the root of the repository
 */
export function thirdPartyNotices(root: string, modules: readonly string[]): string {
  const names = modules.flatMap((module) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1] ?? []);
  const notices = [...new Set(names)].sort().map((name) => notice(join(root, "node_modules", name)));
  return `The executables of this package contain code of others, under these licences.\n\n${notices.join("\n")}`;
}

function notice(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (typeof license !== "string") throw new Error(`${name} does not say under which licence it is`);
  const text =
    file !== undefined && existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8") : "";
  return `${"=".repeat(80)}\n${name} ${version}, ${license}\n${"=".repeat(80)}\n${text.trim()}\n`;
}
