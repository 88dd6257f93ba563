import { inflateRawSync } from "node:zlib";

const ENTRY = 0x02014b50;

/** The contents of every file in a ZIP (such as a plan file of Terraform), by name. Throws when there is none. */
export function unzip(archive: Buffer): Readonly<Record<string, Buffer>> {
  const files: Record<string, Buffer> = {};
  // The central directory, at the end of the archive, holds the sizes that a streamed entry does not.
  for (
    let at = archive.indexOf("PK\u0001\u0002", 0, "latin1");
    at >= 0 && archive.readUInt32LE(at) === ENTRY;
  ) {
    const [method, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = archive.subarray(start, start + size);
    files[archive.toString("utf8", at + 46, at + 46 + name)] =
      method === 0 ? content : inflateRawSync(content);
    at += 46 + name + extra + comment;
  }
  if (Object.keys(files).length === 0) throw new Error("this is no ZIP archive, or it is empty");
  return files;
}
