import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Workspace } from "../acceptance/support/terraform.ts";

/** The oldest Node that the executables run on. */
export const OLDEST = nodeOf("22");

/** A Node that they refuse. */
export const TOO_OLD = { release: "20.19.6", path: nodeOf("20") } as const;

/** The path of another Node (test/nodes). */
function nodeOf(major: string): string {
  const path = join(import.meta.dirname, "../nodes", major, "node_modules/node/bin/node");
  if (!existsSync(path))
    throw new Error(`This test needs Node ${major}, and ${path} is not there. Run npm ci.`);
  return path;
}

/** A PATH for Terraform on which `node` is this one. */
export function pathWith(node: string, tf: Workspace): { readonly PATH: string } {
  const folder = join(tf.folder, "other-node");
  mkdirSync(folder);
  symlinkSync(node, join(folder, "node"));
  return { PATH: `${folder}:${tf.env["PATH"]}` };
}
