// The Terraform provider `bos`: its settings, its resources, and main.ts, which Terraform starts.
// Never here: the plugin protocol (lib/plugin), and deciding or sending a write (lib/reconcile).
// Nobody imports it: the bundler takes main.ts, and tests take this door.

export { createBosProvider } from "./provider.ts";
