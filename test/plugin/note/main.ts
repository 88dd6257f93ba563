import { serve } from "../../../lib/plugin/index.ts";

await serve({
  name: "note",
  aboutText: "terraform-provider-note keeps notes. Terraform starts it; there is nothing to run by hand.",
  load: async () => (await import("./provider.ts")).noteProvider,
});
