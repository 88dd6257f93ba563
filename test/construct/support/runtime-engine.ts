import type { TerraformStack } from "cdktf";
import { Engine, type RuntimeEngine, type RuntimeEngineOptions } from "../../../lib/index.ts";
import { configurationOf, ref } from "./stack.ts";

/** One of the engines that run the runtime, and how it writes things. */
export interface Kind {
  readonly name: RuntimeEngine["kind"];
  readonly engine: (options?: RuntimeEngineOptions) => RuntimeEngine;
  readonly type: "null_resource" | "terraform_data";
  readonly keys: "triggers" | "triggers_replace";
  /** The value of that attribute. */
  readonly written: (keys: Readonly<Record<string, string>>) => unknown;
}

const NULL_RESOURCE: Kind = {
  name: "null-resource",
  engine: Engine.nullResource,
  type: "null_resource",
  keys: "triggers",
  written: (keys) => keys,
};

export const TERRAFORM_DATA: Kind = {
  name: "terraform-data",
  engine: Engine.terraformData,
  type: "terraform_data",
  keys: "triggers_replace",
  written: (keys) => {
    const entries = Object.entries(keys).map(([name, value]) => `${name} = "${value}"`);
    return ref(`tomap({${entries.join(", ")}})`);
  },
};

export const KINDS = [NULL_RESOURCE, TERRAFORM_DATA] as const;

/** Names of what a construct `logs` right below its stack is synthesised to. */
export const APPLY = "logs_apply_370FD257";
export const LIFECYCLE = "logs_lifecycle_D0C871FB";

/** What a provisioner starts. */
const started = (verb: "apply" | "destroy") => [
  "node",
  `${ref("path.module")}/assets/bos-encryption-runtime/HASH/bos-encryption-runtime.cjs`,
  verb,
];

/** A create-time provisioner with these plain values, in Terraform's spelling. */
export const applies = ({ keys }: Kind, plain: string) => ({
  "local-exec": {
    command: ref(`jsonencode(merge(self.${keys}, {${plain}}))`),
    interpreter: started("apply"),
  },
});

/** What a destroy is told of a construct `prod/logs`, unless it says otherwise. */
export interface Told {
  readonly construct?: string;
  /** The code's region, where it is plain text. */
  readonly region?: string | undefined;
}

/** A destroy-time provisioner with these plain values, in Terraform's spelling. */
export const undoes = (
  { keys }: Pick<Kind, "keys">,
  plain: string,
  { construct = "prod/logs", region }: Told = {},
) => {
  const recorded = (name: string, otherwise: string) => `lookup(self.${keys}, "${name}", ${otherwise})`;
  const attributes = [
    `bucket = self.${keys}.bucket`,
    `region = ${recorded("region", region === undefined ? "null" : `"${region}"`)}`,
    `applied_endpoint = ${recorded("endpoint", "null")}`,
    plain,
    `construct = "${construct}"`,
    `stack_buckets = "${ref("path.module")}/bos-encryption-buckets.json"`,
  ];
  return {
    "local-exec": {
      when: "destroy",
      command: ref(`jsonencode({${attributes.join(", ")}})`),
      interpreter: started("destroy"),
    },
  };
};

/** What a resource must not be replaced for. */
export const ignored = ({ keys }: Kind) => [`${keys}["region"]`, `${keys}["endpoint"]`];

/** The configuration with the hash of the runtime's bytes left out. */
export const stableConfigurationOf = (stack: TerraformStack): ReturnType<typeof configurationOf> =>
  JSON.parse(
    JSON.stringify(configurationOf(stack)).replaceAll(
      /bos-encryption-runtime\/[0-9A-F]{32}\//g,
      "bos-encryption-runtime/HASH/",
    ),
  );
