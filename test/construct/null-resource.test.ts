import { TerraformCount, TerraformProvider, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { expect, test } from "vitest";
import { nullResource } from "../../lib/construct/stack/requirements.ts";
import { configurationOf, issuesOf, newStack, ref } from "./support/stack.ts";

/** A null provider of the user's own, as the prebuilt one is made. */
class NullProvider extends TerraformProvider {
  constructor(stack: TerraformStack, id: string) {
    super(stack, id, {
      terraformResourceType: "null",
      terraformProviderSource: "null",
      terraformGeneratorMetadata: { providerName: "null", providerVersion: "3.2.4" },
    });
  }
}

const make = (stack: TerraformStack) =>
  nullResource(stack, "logs", {
    triggers: { bucket: new TerraformVariable(stack, "bucket", {}).stringValue, region: "bj" },
    provisioners: [
      {
        type: "local-exec",
        command: ref('jsonencode({ "a" = 1 })'),
        interpreter: ["node", "runtime", "apply"],
      },
      { type: "local-exec", when: "destroy", command: ref("self.triggers.bucket") },
    ],
    dependsOn: [{ fqn: "bos_kms_key.logs" }],
    lifecycle: { ignoreChanges: ['triggers["region"]'] },
    count: TerraformCount.of(2),
  });

test("it is written as a null resource with the same parts, and its stack asks for the provider", () => {
  const stack = newStack();
  make(stack);
  expect(issuesOf(stack)).toEqual([]);
  expect(configurationOf(stack)).toEqual({
    terraform: { required_providers: { null: { source: "hashicorp/null", version: "~> 3.2" } } },
    variable: { bucket: {} },
    resource: {
      null_resource: {
        logs: {
          triggers: { bucket: ref("var.bucket"), region: "bj" },
          provisioner: [
            {
              "local-exec": {
                command: ref('jsonencode({ "a" = 1 })'),
                interpreter: ["node", "runtime", "apply"],
              },
            },
            { "local-exec": { when: "destroy", command: ref("self.triggers.bucket") } },
          ],
          depends_on: ["bos_kms_key.logs"],
          lifecycle: { ignore_changes: ['triggers["region"]'] },
          count: 2,
        },
      },
    },
  });
});

test("CDK's HCL output says the same", () => {
  const stack = newStack();
  make(stack);
  const words = Testing.synthHcl(stack).replace(/\s+/g, " ");
  expect(words).toContain('required_providers { null = { source = "hashicorp/null" version = "~> 3.2" } }');
  expect(words).toContain(
    `resource "null_resource" "logs" { triggers = { bucket = "${ref("var.bucket")}" region = "bj" }`,
  );
  expect(words).toContain(
    `provisioner "local-exec" { command = "${ref('jsonencode({ "a" = 1 })')}" interpreter = [ "node", "runtime", "apply", ] }`,
  );
  expect(words).toContain(
    `provisioner "local-exec" { when = "destroy" command = "${ref("self.triggers.bucket")}" }`,
  );
});

test("without triggers it is made once", () => {
  const stack = newStack();
  nullResource(stack, "one", {});
  nullResource(stack, "other", {});
  expect(configurationOf(stack).resource).toEqual({ null_resource: { one: {}, other: {} } });
});

const own = {
  provider: { null: [{}] },
  terraform: { required_providers: { null: { source: "null", version: "3.2.4" } } },
};
const orders: Record<string, (stack: TerraformStack) => void> = {
  "before it": (stack) => {
    new NullProvider(stack, "own");
    nullResource(stack, "logs", {});
  },
  "after it": (stack) => {
    nullResource(stack, "logs", {});
    new NullProvider(stack, "own");
  },
};

test.each(Object.entries(orders))(
  "a provider of the user's own, made %s, is the only one",
  (_order, define) => {
    const stack = newStack();
    define(stack);
    expect(issuesOf(stack)).toEqual([]);
    expect(configurationOf(stack)).toEqual({ ...own, resource: { null_resource: { logs: {} } } });
  },
);

test("a provider of a stack below is not this stack's", () => {
  const stack = newStack();
  nullResource(stack, "logs", {});
  new NullProvider(new TerraformStack(stack, "below"), "own");
  expect(configurationOf(stack).terraform).toEqual({
    required_providers: { null: { source: "hashicorp/null", version: "~> 3.2" } },
  });
});
