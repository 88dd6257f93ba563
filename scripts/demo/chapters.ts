import { BUCKET, type Stage } from "./stage.ts";
import type { Teller } from "./teller.ts";

const ON = { encryptionAlgorithm: "AES256" };

/** The story, in order. Each step throws when what it claims does not hold. */
export async function chapters(stage: Stage, teller: Teller): Promise<void> {
  const { emulator } = stage;
  const terraform = async (...args: string[]) => {
    teller.command([stage.program, ...args].join(" "));
    return stage.terraform(...args);
  };
  const setting = () => JSON.stringify(emulator.encryptionOf(BUCKET) ?? "off");

  teller.begin("A cloud to try it on");
  teller.say(`An emulator of Baidu AI Cloud's object storage listens at ${emulator.url}. It has one bucket,`);
  teller.say(`"${BUCKET}", and an application uploads a first object with the official SDK.`);
  await stage.upload("before.log");
  teller.proves(
    (await stage.encryptionOf("before.log")) === undefined,
    "the bucket's encryption is off: before.log is stored plain",
    `The bucket is ${setting()}.`,
  );

  teller.begin("The wish, as code: examples/quickstart/main.ts");
  teller.quote(stage.source().trimEnd().split("\n"));
  await stage.synth();
  teller.proves(true, "synthesised to a Terraform stack that brings its own provider along", "");

  teller.begin("terraform init, without a registry");
  const init = await terraform("init");
  teller.quote(pick(init.text, /Installed|Installing/));
  teller.proves(init.code === 0, "found the provider in the stack's own folder", init.text);

  teller.begin("The plan says what will change");
  const plan = await terraform("plan", "-detailed-exitcode");
  teller.quote(pick(plan.text, /will be created|^ +\+ .*[={]|^Plan:|^Warning:/));
  teller.proves(
    plan.code === 2 &&
      plan.text.includes("Plan: 1 to add, 0 to change, 0 to destroy.") &&
      emulator.encryptionOf(BUCKET) === undefined,
    "one setting to add, and nothing was changed by looking",
    plan.text,
  );

  teller.begin("The apply does it");
  const apply = await terraform("apply", "-auto-approve");
  teller.quote(pick(apply.text, /^Apply complete|complete after/));
  teller.proves(
    apply.code === 0 && setting() === JSON.stringify(ON),
    `the cloud now answers ${JSON.stringify(ON)}`,
    apply.text,
  );

  teller.begin("A second look finds nothing to do");
  const empty = await terraform("plan", "-detailed-exitcode");
  teller.quote(pick(empty.text, /^No changes/));
  teller.proves(empty.code === 0, "an empty plan: wish and cloud are the same", empty.text);

  teller.begin("What the setting means for objects");
  await stage.upload("after.log");
  const [before, after] = [await stage.encryptionOf("before.log"), await stage.encryptionOf("after.log")];
  teller.say(`before.log: ${before ?? "plain"}    after.log: ${after ?? "plain"}`);
  teller.proves(
    before === undefined && after === "AES256",
    "new uploads are encrypted; what was there before stays as it was",
    "",
  );

  teller.begin("Somebody turns it off behind Terraform's back");
  emulator.setEncryption(BUCKET, undefined);
  const drift = await terraform("plan", "-detailed-exitcode");
  teller.quote(pick(drift.text, /will be updated|^ +~ .*[={]|^Plan:/));
  teller.proves(
    drift.code === 2 && /enabled\s+= false -> true/.test(drift.text),
    "the plan shows the drift",
    drift.text,
  );

  teller.begin("The next apply repairs it");
  const repair = await terraform("apply", "-auto-approve");
  teller.quote(pick(repair.text, /^Apply complete|complete after/));
  teller.proves(
    repair.code === 0 && setting() === JSON.stringify(ON),
    "the bucket is encrypted again",
    repair.text,
  );

  teller.begin("Another algorithm, in place");
  const [from, to] = ["Encryption.bosManaged()", 'Encryption.bosManaged({ algorithm: "SM4" })'];
  stage.edit(from, to);
  teller.quote([`- encryption: ${from},`, `+ encryption: ${to},`]);
  await stage.synth();
  const statesBefore = emulator.historyOf(BUCKET).length;
  const change = await terraform("apply", "-auto-approve");
  teller.quote(pick(change.text, /will be updated|^ +~ .*[={]|^Apply complete/));
  const states = emulator.historyOf(BUCKET).slice(statesBefore);
  teller.proves(
    change.code === 0 && JSON.stringify(states) === '[{"encryptionAlgorithm":"SM4"}]',
    "one write, AES256 to SM4: not a moment without encryption",
    `${change.text}\nThe bucket went through ${JSON.stringify(states)}.`,
  );

  teller.begin("And away again");
  const destroy = await terraform("destroy", "-auto-approve");
  teller.quote(pick(destroy.text, /^Warning:|^Destroy complete|complete after/));
  teller.proves(
    destroy.code === 0 && emulator.encryptionOf(BUCKET) === undefined,
    'destroy turned it off, with a warning (on_destroy = "retain" would have left it on)',
    destroy.text,
  );
}

/** The lines of an output that match. */
function pick(text: string, pattern: RegExp): string[] {
  return text.split("\n").filter((line) => pattern.test(line));
}
