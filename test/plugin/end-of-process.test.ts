import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { expect, it } from "vitest";
import { UNKNOWN } from "../../lib/plugin/index.ts";
import { note, nothing, readNote, settings, told } from "./support/note.ts";
import { startPlugin } from "./support/plugin-process.ts";

it("answers Shutdown, ends and leaves no socket", async () => {
  await using plugin = await startPlugin();
  expect(existsSync(plugin.socket)).toBe(true);
  await plugin.controller.shutdown({});
  expect(await plugin.exit).toBe(0);
  expect(readdirSync(plugin.directory)).toEqual([]);
});

it("ends on Shutdown also with calls and streams in flight", async () => {
  await using plugin = await startPlugin();
  const slow = await startSlowCreate(plugin);
  await plugin.controller.shutdown({});
  expect(await plugin.exit).toBe(0);
  await expect(slow.create).rejects.toThrow();
  slow.forget();
});

it("leaves Ctrl-C to Terraform", async () => {
  await using plugin = await startPlugin();
  plugin.kill("SIGINT");
  expect((await plugin.provider.getMetadata({})).dataSources).toHaveLength(1);
});

it("leaves no socket when it is asked to terminate", async () => {
  await using plugin = await startPlugin();
  await plugin.provider.getMetadata({});
  plugin.kill("SIGTERM");
  expect(await plugin.exit).toBe(1);
  expect(readdirSync(plugin.directory)).toEqual([]);
});

it("leaves no socket when the terminal is closed", async () => {
  await using plugin = await startPlugin();
  await plugin.provider.getMetadata({});
  plugin.kill("SIGHUP");
  expect(await plugin.exit).toBe(1);
  expect(readdirSync(plugin.directory)).toEqual([]);
});

it("takes away what a provider left that was killed, and nothing of one that lives", async () => {
  await using alive = await startPlugin();
  const shared = { PLUGIN_UNIX_SOCKET_DIR: alive.directory };
  await using killed = await startPlugin(shared);
  killed.kill("SIGKILL");
  await killed.exit;
  expect(existsSync(dirname(killed.socket))).toBe(true);

  await using later = await startPlugin(shared);
  await expect.poll(() => existsSync(dirname(killed.socket)), { timeout: 10_000 }).toBe(false);
  const folders = [alive, later].map(({ socket }) => basename(dirname(socket)));
  expect(readdirSync(alive.directory).sort()).toEqual(folders.sort());
  expect((await alive.provider.getMetadata({})).dataSources).toHaveLength(1);
});

it("stops what is in flight when Terraform is interrupted, and leaves no state", async () => {
  await using plugin = await startPlugin();
  const slow = await startSlowCreate(plugin);
  expect((await plugin.provider.stopProvider({})).Error).toBe("");
  const { newState, diagnostics } = await slow.create;
  expect([readNote(newState), told(diagnostics)]).toEqual([null, ["error: Interrupted"]]);
  slow.forget();
});

it("shows a secret in no line of its log", async () => {
  await using plugin = await startPlugin({ TF_LOG: "trace" });
  await plugin.provider.configureProvider({
    config: settings("/", "open-sesame"),
    terraformVersion: "1.11.4",
  });
  await plugin.controller.shutdown({});
  const { "@timestamp": _when, ...line } = JSON.parse(await plugin.stderr) as { [name: string]: string };
  expect(line).toEqual({
    terraformVersion: "1.11.4",
    token: "(redacted)",
    "@level": "info",
    "@message": "configured",
    "@module": "provider.note",
  });
});

it("writes nothing to its log when nobody listens", async () => {
  await using plugin = await startPlugin();
  await plugin.provider.configureProvider({ config: settings("/") });
  await plugin.controller.shutdown({});
  expect(await plugin.stderr).toBe("");
});

/** A create that only StopProvider ends; it has reached its handler when this returns, as calls are answered in order. */
async function startSlowCreate({ provider }: Awaited<ReturnType<typeof startPlugin>>) {
  const notes = mkdtempSync(join(tmpdir(), "plugin-notes-"));
  await provider.configureProvider({ config: settings(notes) });
  const create = provider.applyResourceChange({
    typeName: "note_note",
    priorState: nothing,
    plannedState: note({ id: UNKNOWN, title: "t", text: "slow" }),
    config: note({ title: "t", text: "slow" }),
  });
  // Observed from the start, so that a rejection before anybody awaits it is no unhandled one.
  create.catch(() => {});
  await provider.getMetadata({});
  return { create, forget: () => rmSync(notes, { recursive: true, force: true }) };
}
