import { unzipSync } from "fflate";

/** The contents of every file in a ZIP (such as a plan file of Terraform), by name. Throws when there is none. */
export function unzip(archive: Buffer): Readonly<Record<string, Buffer>> {
  const files = Object.entries(unzipSync(archive)).filter(([name]) => !name.endsWith("/"));
  if (files.length === 0) throw new Error("this ZIP archive is empty");
  return Object.fromEntries(files.map(([name, content]) => [name, Buffer.from(content)]));
}
