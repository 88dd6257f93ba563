// The executable: the only file here that does something when it is loaded.
import { setFlagsFromString } from "node:v8";
import { describeVersion, VERSION } from "../packaging/version.ts";
import { serve } from "../plugin/index.ts";
import { endOnFault, placeOfFault, stderr } from "../program.ts";

/** What a person reads who starts the provider by hand. */
export const ABOUT = `This is a provider for Terraform and OpenTofu: it sets the default encryption of buckets on Baidu AI Cloud
object storage (BOS). It is not run by hand, Terraform starts it. With the file in the place where
"terraform init" looks for it ("bos-encryption provider install" puts it there), write

  terraform {
    required_providers {
      bos = { source = "terraform.local/bos-encryption/bos" }
    }
  }

and see the README of the npm package bos-encryption for the rest.`;

// What a provider allocates, it forgets with the answer: collecting early saves a third of the memory at a thousand
// buckets. Terraform runs one such process for every alias.
setFlagsFromString("--optimize-for-size");

endOnFault(
  (error) =>
    `This is a fault of the provider itself (terraform-provider-bos ${describeVersion(VERSION)}, ${placeOfFault(error)}): please report it.`,
  1,
);

const host = {
  env: process.env,
  platform: process.platform,
  stdout: process.stdout,
  stderr,
  on: (event: "exit" | "SIGINT" | "SIGTERM", listener: () => void) => process.on(event, listener),
  exit: (code: number) => process.exit(code),
};
// The provider itself is loaded after the handshake: Terraform starts this process three times for one plan.
const program = {
  name: "bos",
  aboutText: ABOUT,
  load: async () => (await import("./provider.ts")).createBosProvider(),
};
serve(program, host);
