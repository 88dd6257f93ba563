import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformVariable, Testing } from "cdktf";
import { expect, test } from "vitest";
import { nullResource } from "../../lib/construct/null-resource.ts";
import { createWorkspace } from "../support/terraform.ts";
import { newStack, ref } from "./support/stack.ts";

const rows: Record<string, { command: (bucket: string) => string; arrives: string }> = {
  JSON: { command: () => '{"bucket":"acme-logs"}', arrives: '{"bucket":"acme-logs"}' },
  "JSON with a token": { command: (bucket) => JSON.stringify({ bucket }), arrives: '{"bucket":"acme-logs"}' },
  "JSON with a token amid other text": {
    command: (bucket) => JSON.stringify({ list: [`a-${bucket}-"z"`], path: "C:\\new\ttab\nline" }),
    arrives: JSON.stringify({ list: ['a-acme-logs-"z"'], path: "C:\\new\ttab\nline" }),
  },
  "a list": { command: () => '["a"]', arrives: '["a"]' },
  "a number": { command: () => "10", arrives: "10" },
  "quotes and backslashes": { command: () => '"a" \\ b', arrives: '"a" \\ b' },
  "several lines": { command: () => "a\nb\tc\r\n", arrives: "a\nb\tc\r\n" },
  "an expression with quotes and braces": {
    command: () => ref(`jsonencode({ a = { b = "${ref("self.triggers.bucket")}" } })`),
    arrives: '{"a":{"b":"acme-logs"}}',
  },
  "no expression, though it looks like one": {
    command: () => `$${ref('"a"')} "b"`,
    arrives: `${ref('"a"')} "b"`,
  },
};

const write = "require('node:fs').writeFileSync(process.argv[1] + '.out', process.argv[2])";
const syntheses = { "main.tf.json": Testing.synth, "main.tf": Testing.synthHcl };

test.each(Object.entries(syntheses))(
  "from %s, Terraform gives a provisioner's command the text that was written",
  async (file, synth) => {
    const stack = newStack();
    const bucket = new TerraformVariable(stack, "bucket", { default: "acme-logs" }).stringValue;
    for (const [index, { command }] of Object.values(rows).entries()) {
      nullResource(stack, `row-${index}`, {
        triggers: { bucket },
        provisioners: [
          { type: "local-exec", interpreter: ["node", "-e", write, `${index}`], command: command(bucket) },
        ],
      });
    }
    await using terraform = await createWorkspace({
      providers: ["null"],
      files: { [file]: synth(stack), "versions.tf": "" },
    });
    await terraform.apply();
    const arrived = Object.keys(rows).map((name, index) => [
      name,
      readFileSync(join(terraform.folder, `${index}.out`), "utf8"),
    ]);
    expect(Object.fromEntries(arrived)).toEqual(
      Object.fromEntries(Object.entries(rows).map(([name, { arrives }]) => [name, arrives])),
    );
  },
);
