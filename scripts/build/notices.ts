import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** What is ours: it comes under the licence of this package. */
const OWN_FOLDERS = ["lib", "scripts"] as const;

/**
 * The licences of the packages whose code is in the executables, as they ask to be passed on. Throws for a bundled module
 * that is neither ours nor of a package that says its licence.
 *
 * @param modules paths of bundled modules, from the root of the repository; they lead out of it where node_modules is a link
 */
export function thirdPartyNotices(root: string, modules: readonly string[]): string {
  const byPackage = new Map<string, string[]>();
  for (const path of modules.map((module) => resolve(root, module)).filter((path) => !isOwn(root, path))) {
    const folder = packageOf(path);
    byPackage.set(folder, [...(byPackage.get(folder) ?? []), path]);
  }
  const notices = [...byPackage].map(([folder, paths]) => notice(folder, paths));
  const sorted = [...new Set(notices)].sort();
  return `The executables of this package contain code of others, under these licences.\n\n${sorted.join("\n")}`;
}

const isOwn = (root: string, path: string): boolean =>
  OWN_FOLDERS.some((folder) => path.startsWith(join(root, folder, "/"))) && !path.includes("/node_modules/");

/** The folder of the package that a module belongs to: the next one above that says name and version. */
function packageOf(path: string): string {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    // Within a package others may lie, which only say how Node is to read the files beside them.
    if (existsSync(manifest) && isPackage(JSON.parse(readFileSync(manifest, "utf8")))) return folder;
  }
  throw new Error(`${path} is bundled, and belongs to no package`);
}

const isPackage = ({ name, version }: { readonly name?: unknown; readonly version?: unknown }) =>
  typeof name === "string" && typeof version === "string";

function notice(folder: string, modules: readonly string[]): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (typeof license !== "string") throw new Error(`${name} does not say under which licence it is`);
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text =
    file === undefined ? noticesWithin(modules, license) : readFileSync(join(folder, file), "utf8").trim();
  if (text === "") throw new Error(`${name} is bundled, and brings no text of its licence along`);
  return `${"=".repeat(80)}\n${name} ${version}, ${license}\n${"=".repeat(80)}\n${text}\n`;
}

/** Some packages leave their licence in the repository, and say in each module whose it is and on what terms. */
function noticesWithin(modules: readonly string[], license: string): string {
  const heads = modules
    .map((module) => /^(?:\/\/.*\n)+/.exec(readFileSync(module, "utf8"))?.[0] ?? "")
    .filter((head) => /copyright/i.test(head))
    .map((head) => head.replace(/^\/\/ ?/gm, "").trim());
  if (heads.length > 0 && license.includes("Apache-2.0"))
    heads.push("The text of the Apache License, Version 2.0, is in the file LICENSE of this package.");
  return [...new Set(heads)].join("\n\n");
}
