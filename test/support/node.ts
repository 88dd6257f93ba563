import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Workspace } from "../acceptance/support/terraform.ts";

/** The oldest Node that the executables run on. */
export const OLDEST = "22.19.0";

/** The path of another Node: npm's cache has it, or npm gets it from its registry once. */
export function nodeOf(release: string): string {
  try {
    const args = ["--yes", "--prefer-offline", `node@${release}`, "-p", "process.execPath"];
    return execFileSync("npx", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch (cause) {
    throw new Error(`This test needs Node ${release}, and "npx node@${release}" cannot get it.`, { cause });
  }
}

/** A PATH for Terraform on which `node` is this one. */
export function pathWith(node: string, tf: Workspace): { readonly PATH: string } {
  const folder = join(tf.folder, "other-node");
  mkdirSync(folder);
  symlinkSync(node, join(folder, "node"));
  return { PATH: `${folder}:${tf.env["PATH"]}` };
}
