import {
  DefaultTokenResolver,
  StringConcat,
  type TerraformResource,
  TerraformStack,
  Tokenization,
} from "../cdk.ts";
import { isLiteral } from "../check.ts";

/**
 * What a value stands for: two values are known to be the same if, and only if, their identities are equal. A literal
 * is its own; an expression is the same only within its stack.
 *
 * @param home the stack whose construct has the value
 */
export function identityOf(value: unknown, home: TerraformStack): string {
  if (isLiteral(value)) return String(value);
  const stack = originOf(value) ?? home;
  return expressionIn(stack, textOf(value, stack));
}

/** The identity of an expression that is written out. */
const expressionIn = (stack: TerraformStack, text: string): string => `${stack.node.path}: ${text}`;

/** A value as Terraform reads it, with each token written out. A reference is written as in the stack that it is to. */
export function textOf(value: unknown, home: TerraformStack): string {
  const scope = originOf(value) ?? home;
  const resolved: unknown = Tokenization.resolve(value, {
    scope,
    resolver: new DefaultTokenResolver(new StringConcat()),
  });
  return typeof resolved === "string" ? resolved : JSON.stringify(resolved);
}

/**
 * The stack that a token refers to. In another one CDK writes the reference in a different way, as an output of the
 * former's state, and only once it has prepared the stack. CDK keeps the stack in a property that its types hide:
 * were it to go, a reference across stacks would match nothing, and policies would demand too much (read in cdktf
 * 0.21 and cdktn 0.24).
 */
function originOf(value: unknown): TerraformStack | undefined {
  const [token] = typeof value === "string" ? Tokenization.reverseString(value).tokens : [];
  const origin = (token as { readonly originStack?: unknown } | undefined)?.originStack;
  return TerraformStack.isStack(origin) ? origin : undefined;
}

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
