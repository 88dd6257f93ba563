import type { Construct } from "../cdk.ts";
import type { Carrier } from "./carrier.ts";
import { applyCommand, destroyCommand } from "./commands.ts";
import { runtimePath } from "./runtime-asset.ts";
import { stackBucketsPath } from "./stack-buckets.ts";
import type { RuntimeWish } from "./wish.ts";

/** What local-exec starts: node itself and no shell, so that no value is ever part of a shell's command. */
const runner = (scope: Construct, verb: "apply" | "destroy"): string[] => ["node", runtimePath(scope), verb];

/** The create-time provisioner of `apply`, in CDK's form. */
export const applyProvisioner = (construct: Construct, carrier: Carrier, wish: RuntimeWish) => ({
  command: applyCommand(carrier, wish),
  interpreter: runner(construct, "apply"),
});

/** The destroy-time provisioner of `lifecycle`, in CDK's form, which is that of a `removed` block as well. */
export const destroyProvisioner = (construct: Construct, carrier: Carrier, wish: RuntimeWish) => ({
  when: "destroy" as const,
  command: destroyCommand(carrier, wish, {
    construct: construct.node.path,
    stackBuckets: stackBucketsPath(construct),
  }),
  interpreter: runner(construct, "destroy"),
});
