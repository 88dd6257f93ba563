import type { Construct } from "../cdk.ts";
import { runtimePath } from "./runtime-asset.ts";

/** What local-exec starts: node itself and no shell, so that no value is ever part of a shell's command. */
export const runner = (scope: Construct, verb: "apply" | "destroy"): string[] => [
  "node",
  runtimePath(scope),
  verb,
];

/** A destroy-time provisioner, as CDK wants it and as a `removed` block does. */
export const destroyProvisioner = (scope: Construct, command: string) => ({
  when: "destroy" as const,
  command,
  interpreter: runner(scope, "destroy"),
});
