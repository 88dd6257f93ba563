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

export const NULL_RESOURCE: Kind = {
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

/** What a provisioner starts. */
export const started = (verb: "apply" | "destroy") => [
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

/** A destroy-time provisioner with these plain values, in Terraform's spelling. */
export const undoes = ({ keys }: Kind, plain: string) => ({
  "local-exec": {
    when: "destroy",
    command: ref(
      `jsonencode({bucket = self.${keys}.bucket, region = lookup(self.${keys}, "region", null), applied_endpoint = lookup(self.${keys}, "endpoint", null), ${plain}})`,
    ),
    interpreter: started("destroy"),
  },
});

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
