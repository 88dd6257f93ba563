import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { main } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";

const data = (type: string, name: string, lines = "") => `data "${type}" "${name}" {\n${lines}\n}\n`;
const output = (name: string, value: string) => `output "${name}" {\n  value = ${value}\n}\n`;
const ids = (name: string) => output(name, `data.bos_kms_keys.${name}.keys[*].key_id`);

const KEYS = {
  files: main(
    data("bos_kms_keys", "all"),
    ids("all"),
    data("bos_kms_keys", "logs", '  description_pattern = "logs of *"\n  key_spec = "sm4_128"'),
    ids("logs"),
    data("bos_kms_keys", "ending", '  key_state = "pending_deletion"'),
    ids("ending"),
    data("bos_kms_keys", "none", '  description_pattern = "nothing"'),
    ids("none"),
  ),
};

async function outputs(tf: Awaited<ReturnType<typeof createWorkspace>>) {
  await tf.apply();
  const { stdout } = await tf.run(["output", "-json"]);
  const all = JSON.parse(stdout) as Readonly<Record<string, { readonly value: unknown }>>;
  return Object.fromEntries(Object.entries(all).map(([name, { value }]) => [name, value]));
}

it("finds keys by description, spec and state, over all pages; a filter that matches nothing is no error", async () => {
  await using cloud = await startEmulator();
  const many = Array.from({ length: 120 }, (_, index) => `key-${String(index).padStart(3, "0")}`);
  for (const keyId of many) cloud.createKey({ keyId });
  cloud.createKey({ keyId: "log-aes", description: "logs of a" });
  cloud.createKey({ keyId: "log-sm4", description: "logs of b", keySpec: "SM4_128" });
  cloud.scheduleDeletion("key-007", 7);
  await using tf = await createWorkspace({ emulator: cloud, ...KEYS });

  expect(await outputs(tf)).toEqual({
    all: [...many, "log-aes", "log-sm4"],
    logs: ["log-sm4"],
    ending: ["key-007"],
    none: [],
  });
});

it("tells all of one key, by its id or by its description", async () => {
  await using cloud = await startEmulator();
  cloud.createKey({ keyId: "old", description: "logs" });
  cloud.scheduleDeletion("old", 7);
  cloud.createKey({ keyId: "new", description: "logs", keyState: "disabled", rotateCycle: 30 });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(
      data("bos_kms_key", "by_id", '  key_id = "old"'),
      output("by_id", "data.bos_kms_key.by_id"),
      data("bos_kms_key", "by_text", '  description = "logs"'),
      output("by_text", "data.bos_kms_key.by_text"),
    ),
  });

  const same = {
    description: "logs",
    region: "bj",
    key_spec: "BAIDU_AES_256",
    protected_by: "SOFTWARE",
    origin: "BAIDU_KMS",
  };
  const { creationDate: creation_date, deletionDate: deletion_date } = cloud.key("old") ?? {};
  expect(await outputs(tf)).toEqual({
    by_id: {
      ...same,
      key_id: "old",
      key_state: "pending_deletion",
      rotation_cycle: 0,
      creation_date,
      deletion_date,
    },
    by_text: {
      ...same,
      key_id: "new",
      key_state: "disabled",
      rotation_cycle: 30,
      creation_date: cloud.key("new")?.creationDate,
      deletion_date: null,
    },
  });
});

it("says what is missing, ambiguous or badly asked", async () => {
  await using cloud = await startEmulator();
  cloud.createKey({ keyId: "one", description: "twice" });
  cloud.createKey({ keyId: "two", description: "twice" });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(
      data("bos_kms_key", "missing", '  key_id = "nowhere"'),
      data("bos_kms_key", "unheard", '  description = "nobody"'),
      data("bos_kms_key", "twice", '  description = "twice"'),
    ),
  });
  const { text } = await tf.fails("plan");
  expect(text).toContain('Error: Cannot read KMS key "nowhere"');
  expect(text).toContain('Error: No KMS key has the description "nobody"');
  expect(text).toContain('Error: 2 KMS keys have the description "twice"');
  expect(text).toContain('They are "one", "two": write key_id.');

  tf.write(
    main(
      data("bos_kms_key", "neither"),
      data("bos_kms_key", "both", '  key_id = "one"\n  description = "twice"'),
      data("bos_kms_key", "spaces", '  key_id = "an id"'),
      data("bos_kms_keys", "state", '  key_state = "pendingDeletion"\n  region = "BJ"'),
    ),
  );
  const invalid = await tf.run(["validate"]);
  expect(invalid.text.split("Error: Exactly one of key_id and description is required")).toHaveLength(3);
  for (const name of ["key_id", "key_state", "region"])
    expect(invalid.text).toContain(`Error: Invalid ${name}`);
});

it("leaves out a key that may not be described, with a warning, and fails when keys may not be listed", async () => {
  await using cloud = await startEmulator();
  cloud.createKey({ keyId: "open" });
  cloud.createKey({ keyId: "secret" });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(data("bos_kms_keys", "all"), output("count", "length(data.bos_kms_keys.all.keys)")),
  });
  cloud.addFault({ kind: "denied", operation: "DescribeKey", times: 1 });
  const { text } = await tf.plan();
  expect(text).toMatch(/Warning: KMS key "(open|secret)" is left out/);
  expect(text).toMatch(/\+ count = 1/);

  cloud.addFault({ kind: "denied", operation: "ListKeys" });
  expect((await tf.fails("plan")).text).toContain("Error: Cannot list the KMS keys of this account");
});
