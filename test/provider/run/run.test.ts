// With real processes: what counts is what the system does when they write, end and are killed.
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { terraformOf } from "./support/members.ts";

const on = { do: "notes", key: "logs" } as const;
const note = (text: string) => ({ do: "note", key: "logs", note: text }) as const;

it("shows what each process notes to all the others, by key, in a file for this user alone", async () => {
  const terraform = terraformOf();
  const [one, two, three] = await Promise.all([terraform.start(), terraform.start(), terraform.start()]);
  await one.ask(note("wanted"));
  await two.ask({ ...note("elsewhere"), key: "other" });
  expect(await one.ask(on)).toEqual(["wanted, this process"]);
  expect(await two.ask(on)).toEqual(["wanted, another of this walk"]);
  expect(await three.ask(on)).toEqual(["wanted, another of this walk"]);
  expect(statSync(terraform.folder).mode & 0o777).toBe(0o700);
  for (const file of readdirSync(terraform.folder))
    expect(statSync(join(terraform.folder, file)).mode & 0o777).toBe(0o600);

  await Promise.all([one.end(), two.end(), three.end()]);
  expect(terraform.left()).toEqual([]);
});

it("keeps the notes of one that ends early, or is killed, for those of its walk", async () => {
  const terraform = terraformOf();
  const [one, two, three] = await Promise.all([terraform.start(), terraform.start(), terraform.start()]);
  await one.ask(note("wanted"));
  await two.ask(note("gone"));
  await one.end();
  await two.kill();
  expect(await three.ask(on)).toEqual(
    expect.arrayContaining(["wanted, another of this walk", "gone, another of this walk"]),
  );
  await three.end();
  expect(terraform.left()).toEqual([]);
});

it("keeps them for one that was started before, and comes after", async () => {
  const terraform = terraformOf();
  const one = await terraform.start();
  await one.ask(note("wanted"));
  const held = await terraform.startAndHold();
  await one.end();
  const two = await held.go();
  expect(await two.ask(on)).toEqual(["wanted, another of this walk"]);
  await two.end();
  expect(terraform.left()).toEqual([]);
});

it("takes what was left by processes that were killed for that of an earlier walk", async () => {
  const terraform = terraformOf();
  const [one, two] = await Promise.all([terraform.start(), terraform.start()]);
  await one.ask(note("wanted"));
  await Promise.all([one.kill(), two.kill()]);
  expect(terraform.left().length).toBe(3);
  const next = await terraform.start();
  expect(await next.ask(on)).toEqual(["wanted, another of this run"]);
  await next.end();
  expect(terraform.left()).toEqual([]);
});

it("leaves the notes while a process with late settings is due", async () => {
  const terraform = terraformOf();
  const [one, late] = await Promise.all([terraform.start(), terraform.start("late")]);
  await Promise.all([one.end(), late.end()]);
  // The next walk.
  const early = await terraform.start();
  await early.ask(note("applied"));
  await early.end();
  const due = await terraform.start();
  expect(await due.ask(on)).toEqual(["applied, another of this run"]);
});

it("lets only one process at a time have its turn, and waits for none that was killed", async () => {
  const terraform = terraformOf();
  const [one, two, three] = await Promise.all([terraform.start(), terraform.start(), terraform.start()]);
  await one.ask({ do: "take", key: "logs" });
  let second = false;
  const waiting = two.ask({ do: "take", key: "logs" }).then(() => {
    second = true;
  });
  expect(await three.ask({ do: "take", key: "other" })).toBe("taken");
  expect(second).toBe(false);
  await one.kill();
  await waiting;
  const last = three.ask({ do: "take", key: "logs" });
  await two.ask({ do: "leave", key: "logs" }).catch(() => {});
  expect(await last).toBe("taken");
  await Promise.all([two.end(), three.end()]);
  expect(terraform.left()).toEqual([]);
});

it.each<[string, (path: string) => void, string]>([
  ["a symbolic link", (path) => symlinkSync(".", path), "is a symbolic link"],
  ["a file", (path) => writeFileSync(path, ""), "is not a folder"],
  [
    "a folder that others may enter",
    (path) => {
      mkdirSync(path);
      chmodSync(path, 0o777);
    },
    "is open to other users",
  ],
])("does not trust %s in the place of its folder", async (_, place, reason) => {
  const terraform = terraformOf();
  place(terraform.folder);
  const before = terraform.left();
  const [one, two] = await Promise.all([terraform.start(), terraform.start()]);
  expect(await one.ask({ do: "trouble" })).toBe(`${terraform.folder} ${reason}`);
  expect(await one.ask({ do: "trouble" })).toBe(null);
  await one.ask(note("wanted"));
  expect([await one.ask(on), await two.ask(on)]).toEqual([["wanted, this process"], []]);
  expect(await one.ask({ do: "take", key: "logs" })).toBe("taken");
  expect(await two.ask({ do: "take", key: "logs" })).toBe("taken");
  await Promise.all([one.end(), two.end()]);
  expect(terraform.left()).toEqual(before);
});

it.each<[string, (folder: string, file: string) => void]>([
  ["its notes are removed", (folder) => rmSync(folder, { recursive: true })],
  [
    "somebody else's notes are no notes",
    (folder, file) => writeFileSync(join(folder, file), "?\n", { flag: "a" }),
  ],
])("goes on alone, and says so once, when %s", async (_, harm) => {
  const terraform = terraformOf();
  const one = await terraform.start();
  await one.ask(note("wanted"));
  const two = await terraform.start();
  const theirs = readdirSync(terraform.folder).find((file) => file.includes(`.${two.pid}.`));
  harm(terraform.folder, theirs ?? "");
  expect(await one.ask(on)).toEqual(["wanted, this process"]);
  expect(await one.ask({ do: "trouble" })).toEqual(expect.any(String));
  expect(await one.ask({ do: "trouble" })).toBe(null);
  expect(await one.ask({ do: "take", key: "logs" })).toBe("taken");
  await one.end();
  await two.end();
});

it("removes what a Terraform has left that runs no more, and nothing of one that may", async () => {
  const terraform = terraformOf();
  const one = await terraform.start();
  const own = readdirSync(terraform.folder)[0] ?? "";
  const [, started, namespace, boot] = (own.split(".")[0] ?? "").split("-");
  const day = 24 * 3600;
  const files = {
    dead: `999999999-${started}-${namespace}-${boot}.5.1000`,
    sameIdEarlier: `${process.pid}-1-${namespace}-${boot}.5.1000`,
    before: `${process.pid}-${started}-${namespace}-00000000.5.1000`,
    otherContainer: `5-${started}-1-${boot}.5.1000`,
    otherContainerLongAgo: `6-${started}-1-${boot}.5.1000`,
    notOurs: "notes.txt",
  };
  for (const file of Object.values(files)) writeFileSync(join(terraform.folder, file), "");
  const old = Date.now() / 1000 - day - 60;
  utimesSync(join(terraform.folder, files.otherContainerLongAgo), old, old);
  const two = await terraform.start();
  const left = readdirSync(terraform.folder);
  expect(left.filter((file) => Object.values(files).includes(file)).sort()).toEqual(
    [files.before, files.otherContainer, files.notOurs].sort(),
  );
  await Promise.all([one.end(), two.end()]);
});
