// The executable: the only file here that does something when it is loaded.

import { setFlagsFromString } from "node:v8";
import { describeVersion, VERSION } from "../distribution/version.ts";
import { serve } from "../plugin/index.ts";
import { endOnFault, placeOfFault, stderr } from "../program/index.ts";
import { ABOUT } from "./about.ts";

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
