import type { BosBucketEncryptionProps } from "../bos-bucket-encryption-props.ts";
import { isLiteral } from "../check.ts";
import type { RuntimeEngine } from "../engine.ts";
import { checkPlain, complaintsAbout } from "./settings.ts";

/** What of CDK's `lifecycle` has a meaning for a resource whose provisioners do the work. */
const LIFECYCLE: readonly string[] = [
  "preventDestroy",
  "precondition",
  "postcondition",
  "replaceTriggeredBy",
];

/** What is wrong with the properties for an engine that runs the runtime, beside what is wrong with any engine. */
export function checkForRuntime(
  engine: RuntimeEngine,
  props: BosBucketEncryptionProps,
  provider: Parameters<typeof complaintsAbout>[1],
): string[] {
  const { bucket, count, onDestroy, onConflict, timeouts = {}, lifecycle = {} } = props;
  return [
    ...complaintsAbout(engine.options, provider),
    ...checkPlain("onDestroy", onDestroy),
    ...checkPlain("onConflict", onConflict),
    ...Object.entries(timeouts).flatMap(([name, time]) => checkPlain(`timeouts.${name}`, time)),
    ...Object.entries(lifecycle).flatMap(([name, value]) =>
      value === undefined || LIFECYCLE.includes(name) ? [] : [lifecycleComplaint(name)],
    ),
    ...(typeof count === "number" && count > 1 && isLiteral(bucket)
      ? [
          `count: ${count} copies would set one bucket, "${bucket}", and giving up one of them would turn off what the others want. Leave it out, or give each a bucket of its own.`,
        ]
      : []),
    ...(engine.kind === "terraform-data" ? checkQuotes(props) : []),
  ];
}

function lifecycleComplaint(name: string): string {
  const why =
    name === "createBeforeDestroy"
      ? "Terraform runs no destroy-time provisioner under it, so that a bucket which is replaced would stay as it is"
      : "there is no attribute of the cloud's to ignore";
  return `lifecycle.${name}: cannot be used with this engine: ${why}. Leave it out, or use Engine.provider().`;
}

/** A hand-written expression stands within a text of Terraform's, in which its own quotes would end that text. */
function checkQuotes({ bucket, region, encryption }: BosBucketEncryptionProps): string[] {
  const parts = Object.entries(encryption ?? {}).map(
    ([name, value]) => [`encryption.${name}`, value] as const,
  );
  const texts: (readonly [string, unknown])[] = [["bucket", bucket], ["region", region], ...parts];
  return texts.flatMap(([name, value]) =>
    typeof value === "string" && !isLiteral(value) && /["\\\p{Cc}]/u.test(value)
      ? [
          `${name}: an expression with quotes or line breaks cannot be written here. Put it into a TerraformLocal, and pass that one's token.`,
        ]
      : [],
  );
}
