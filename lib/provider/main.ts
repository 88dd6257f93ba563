import { serve } from "../plugin/index.ts";
import { ABOUT } from "./about.ts";

// The provider itself is loaded after the handshake: Terraform starts this process three times for one plan.
serve({
  name: "bos",
  aboutText: ABOUT,
  load: async () => (await import("./provider.ts")).createBosProvider(),
});
