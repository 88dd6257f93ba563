import { DefaultTokenResolver, StringConcat, TerraformStack, Tokenization } from "../cdk.ts";
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
export const expressionIn = (stack: TerraformStack, text: string): string => `${stack.node.path}: ${text}`;

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
