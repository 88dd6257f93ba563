import { setFlagsFromString } from "node:v8";
import { serve } from "../plugin/index.ts";
import { ABOUT } from "./about.ts";

// What a provider allocates, it forgets with the answer: collecting early saves a third of the memory at a thousand
// buckets. Terraform runs one such process for every alias.
setFlagsFromString("--optimize-for-size");

// The provider itself is loaded after the handshake: Terraform starts this process three times for one plan.
serve({
  name: "bos",
  aboutText: ABOUT,
  load: async () => (await import("./provider.ts")).createBosProvider(),
});
