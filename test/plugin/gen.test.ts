import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, it } from "vitest";

const plugin = join(import.meta.dirname, "../../lib/plugin");
const bin = join(import.meta.dirname, "../../node_modules/.bin");

it("is what buf generates from the .proto files", () => {
  const out = mkdtempSync(join(tmpdir(), "plugin-gen-"));
  try {
    // The plugin writes to ../gen beside the folder that --output names.
    execFileSync(join(bin, "buf"), ["generate", "--output", join(out, "proto")], {
      cwd: join(plugin, "proto"),
      env: { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"]}` },
    });
    const generated = files(join(out, "gen"));
    expect(Object.keys(generated)).toEqual(["health_pb.ts", "plugin_pb.ts", "tfplugin6_pb.ts"]);
    expect(files(join(plugin, "gen"))).toEqual(generated);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});

function files(folder: string): { [name: string]: string } {
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
}
