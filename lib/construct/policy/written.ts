import type { TerraformResource, TerraformStack } from "../cdk.ts";
import { isLiteral } from "../check.ts";
import { expressionIn, identityOf, textOf } from "./identity.ts";

/** Arguments of a resource in Terraform's spelling. Values may be tokens. */
export type Arguments = Readonly<Record<string, unknown>>;

/** A resource's arguments as they are written, overrides included; undefined for one that is not, as it has moved. */
export function argumentsOf(resource: TerraformResource): Arguments | undefined {
  const { resource: blocks }: { resource?: Readonly<Record<string, Readonly<Record<string, Arguments>>>> } =
    resource.toTerraform();
  return blocks?.[resource.terraformResourceType]?.[resource.friendlyUniqueId];
}

/**
 * The buckets that a text names: identities, one unless the resource is repeated over a list that is written in the
 * code. Texts of two resources that are repeated in another way are never the same, `each.value` above all.
 *
 * @param written the resource's arguments
 */
export function bucketsIn(text: unknown, written: Arguments, stack: TerraformStack): readonly string[] {
  const times = repetitionOf(written);
  const bucket = identityOf(text, stack);
  if (times === undefined) return [bucket];
  const isItem = ["each.value", "each.key"].some((item) => bucket === expressionIn(stack, `\${${item}}`));
  const items = isItem ? literalItems(textOf(times, stack)) : undefined;
  return items ?? [repeated(bucket, identityOf(times, stack))];
}

/** The identities with which others can name all buckets of a resource without knowing their names. */
export function referencesTo(
  resource: TerraformResource,
  written: Arguments,
  stack: TerraformStack,
): readonly string[] {
  const address = `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
  const times = repetitionOf(written);
  const expression = (text: string) => expressionIn(stack, `\${${text}}`);
  return ["bucket", "id"].flatMap((attribute) =>
    times === undefined
      ? [expression(`${address}.${attribute}`)]
      : [
          repeated(expression(`each.value.${attribute}`), expression(address)),
          ...["each.key", "each.value", "count.index"].map((index) =>
            repeated(expression(`${address}[${index}].${attribute}`), identityOf(times, stack)),
          ),
        ],
  );
}

const repetitionOf = (written: Arguments): unknown => written["for_each"] ?? written["count"];

const repeated = (bucket: string, times: string) => `${bucket} for each of ${times}`;

/** The items of a list that is written in the code, as CDK spells it; undefined for anything else. */
function literalItems(forEach: string): readonly string[] | undefined {
  const [, list] = /^\$\{toset\((\[.*\])\)\}$/.exec(forEach) ?? [];
  if (list === undefined) return undefined;
  try {
    const items: unknown = JSON.parse(list);
    return Array.isArray(items) && items.every((item) => typeof item === "string" && isLiteral(item))
      ? items
      : undefined;
  } catch {
    // A list of expressions.
    return undefined;
  }
}
