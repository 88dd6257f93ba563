import { setFlagsFromString } from "node:v8";
import { serve } from "../plugin/index.ts";
import { ABOUT } from "./about.ts";

// What a provider allocates, it forgets with the answer: a nursery that never grows costs no time that could be measured
// (1,000 buckets) and keeps a fifth of the memory; Terraform runs one such process for every alias.
setFlagsFromString("--semi-space-growth-factor=1");

// The provider itself is loaded after the handshake: Terraform starts this process three times for one plan.
serve({
  name: "bos",
  aboutText: ABOUT,
  load: async () => (await import("./provider.ts")).createBosProvider(),
});
