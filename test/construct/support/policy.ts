import { type App, TerraformResource, type TerraformStack, Testing } from "cdktf";
import type { Construct } from "constructs";
import { linesOf } from "./stack.ts";

/** A bucket as the official provider makes it. */
export function makeBucket(
  scope: Construct,
  id: string,
  bucket: unknown,
  repeated: Partial<Pick<TerraformResource, "forEach" | "count">> = {},
): TerraformResource {
  const resource = new TerraformResource(scope, id, {
    terraformResourceType: "baiducloud_bos_bucket",
    ...repeated,
  });
  resource.addOverride("bucket", bucket);
  return resource;
}

/** What the validation of one stack says, as `Testing.synth` runs it; none when all is well. */
export const findingsOf = (stack: TerraformStack): string[] => linesOf(() => Testing.synth(stack, true));

/** What a real synth of an app says; none when all is well. */
export const findingsOfApp = (app: App): string[] => linesOf(() => app.synth());

/** A day's noon, for a policy's clock. */
export const on = (day: string) => () => new Date(`${day}T12:00:00Z`);
