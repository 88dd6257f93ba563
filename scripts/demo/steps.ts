import type { Output } from "./output.ts";
import { BUCKET, type Stage } from "./stage.ts";

const AES256 = { encryptionAlgorithm: "AES256" };

/** The story, in order. Each step throws when what it claims does not hold. */
export async function runSteps(stage: Stage, output: Output): Promise<void> {
  const { emulator } = stage;
  const terraform = async (...args: string[]) => {
    output.command([stage.program, ...args].join(" "));
    return stage.terraform(args);
  };
  const setting = () => JSON.stringify(emulator.encryptionOf(BUCKET) ?? "off");
  /** What the bucket's setting was, one after the other, while something ran. */
  const settingsDuring = async <T>(work: () => Promise<T>) => {
    const before = emulator.historyOf(BUCKET).length;
    const result = await work();
    return { result, settings: emulator.historyOf(BUCKET).slice(before) };
  };

  output.begin("An emulated BOS on this machine");
  output.say(`It listens at ${emulator.url} and has one bucket, "${BUCKET}".`);
  output.say("An application uploads a first object, before.log, with Baidu's own SDK.");
  await stage.upload("before.log");
  output.proves(
    (await stage.encryptionOf("before.log")) === undefined,
    "the bucket's encryption is off: before.log is stored plain",
    `The bucket is ${setting()}.`,
  );

  output.begin("The code: examples/quickstart/main.ts");
  output.quote(stage.source().trimEnd().split("\n"));
  await stage.synth();
  output.proves(true, "it makes a folder for Terraform, with the provider in it", "");

  output.begin("Init needs no registry and no network");
  const init = await terraform("init");
  const installed = pick(init.text, /Installed/);
  output.quote(installed);
  if (installed.some((line) => line.includes(" v0.0.")))
    output.say("(v0.0.… is Terraform's number of a development build.)");
  output.proves(init.code === 0, "Terraform found the provider in that folder", init.text);

  output.begin("The plan says what will change");
  const plan = await terraform("plan");
  output.quote(pick(plan.text, /will be created|^ {2}\+ .*\{|^ {6}\+ .*=|^Plan:|^Warning:/));
  output.proves(
    plan.code === 0 &&
      plan.text.includes("Plan: 1 to add, 0 to change, 0 to destroy.") &&
      emulator.encryptionOf(BUCKET) === undefined,
    "one setting to add; planning has changed nothing",
    plan.text,
  );

  output.begin("The apply turns encryption on");
  const apply = await terraform("apply", "-auto-approve");
  output.quote(pick(apply.text, /^Apply complete|complete after/));
  await stage.upload("after.log");
  const [before, after] = [await stage.encryptionOf("before.log"), await stage.encryptionOf("after.log")];
  output.say(`before.log: ${before ?? "plain"}    after.log, uploaded now: ${after ?? "plain"}`);
  output.proves(
    apply.code === 0 &&
      setting() === JSON.stringify(AES256) &&
      before === undefined &&
      after === AES256.encryptionAlgorithm,
    "new uploads are encrypted; what was there before stays as it was",
    apply.text,
  );

  output.begin("A second plan finds nothing to do");
  const empty = await terraform("plan");
  output.quote(pick(empty.text, /^No changes/));
  output.proves(/^No changes/m.test(empty.text), "code and bucket agree", empty.text);

  output.begin("Somebody turns encryption off in the console");
  emulator.setEncryption(BUCKET, undefined);
  const drift = await terraform("plan");
  output.quote(pick(drift.text, /will be updated|^ +~ .*[={]|^Plan:/));
  output.proves(
    drift.code === 0 && /enabled\s+= false -> true/.test(drift.text),
    "the plan shows the drift",
    drift.text,
  );
  const repair = await terraform("apply", "-auto-approve");
  output.quote(pick(repair.text, /^Apply complete/));
  output.proves(
    repair.code === 0 && setting() === JSON.stringify(AES256),
    "the apply has turned it on again",
    repair.text,
  );

  output.begin("A KMS key of your own");
  output.quote([
    ...stage.edit(
      "import { BosBucketEncryption, Encryption }",
      "import { BosBucketEncryption, BosKmsKey, Encryption }",
    ),
    ...stage.edit(
      "const logs =",
      'const key = new BosKmsKey(stack, "key", { description: "Logs of Acme" });\nconst logs =',
    ),
    ...stage.edit("Encryption.bosManaged()", "Encryption.kmsManaged(key)"),
  ]);
  await stage.synth();
  const change = await settingsDuring(() => terraform("apply", "-auto-approve"));
  output.quote(pick(change.result.text, /will be (updated|created)|kms_master_key_id|^Apply complete/));
  output.proves(
    change.result.code === 0 &&
      change.settings.length === 1 &&
      change.settings[0]?.kmsMasterKeyId !== undefined,
    "the key was made, then the bucket changed in one write: encrypted all the time",
    `${change.result.text}\nThe bucket went through ${JSON.stringify(change.settings)}.`,
  );

  output.begin("Nothing gets weaker by mistake: BOS_DENY_WEAKENING");
  output.quote(stage.edit("Encryption.kmsManaged(key)", "Encryption.bosManaged()"));
  await stage.synth();
  output.command(`BOS_DENY_WEAKENING=1 ${stage.program} apply -auto-approve`);
  const weaker = await settingsDuring(() =>
    stage.terraform(["apply", "-auto-approve"], { BOS_DENY_WEAKENING: "1" }),
  );
  output.quote(pick(weaker.result.text, /^Error:/));
  output.proves(
    weaker.result.code === 1 &&
      weaker.result.text.includes(`This drops the KMS key of bucket "${BUCKET}"`) &&
      weaker.settings.length === 0,
    "giving up the key is an error, and nothing was written (deny_weakening in the provider block does the same)",
    weaker.result.text,
  );
  stage.edit("Encryption.bosManaged()", "Encryption.kmsManaged(key)");
  await stage.synth();

  output.begin("And away again");
  const destroy = await terraform("destroy", "-auto-approve");
  output.quote(pick(destroy.text, /^Warning:|^Destroy complete/));
  output.proves(
    destroy.code === 0 && emulator.encryptionOf(BUCKET) === undefined,
    'it warned of what gets lost, and did as told (onDestroy: "retain" leaves the bucket as it is)',
    destroy.text,
  );
}

/** The lines of an output that match. */
function pick(text: string, pattern: RegExp): string[] {
  return text.split("\n").filter((line) => pattern.test(line));
}
