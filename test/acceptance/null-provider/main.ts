import { serve } from "../../../lib/plugin/index.ts";

await serve({
  name: "null",
  aboutText:
    "A stand-in for terraform-provider-null, for tests. Terraform starts it; there is nothing to run by hand.",
  load: async () => (await import("./provider.ts")).nullProvider,
});
