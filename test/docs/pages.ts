import { readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");

export function page(name: string): string {
  return readFileSync(join(root, name), "utf8");
}

/** The fenced examples of a page in one language, in order. */
export function examples(name: string, language: string): readonly string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms");
  return [...page(name).matchAll(fence)].map(([, code = ""]) => code);
}
