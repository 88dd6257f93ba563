// Texts of Terraform's language. CDK's own functions (`Fn`) leave quotes within texts as they are, so that a value could
// end the text that it stands in; and they take an expression written by hand for plain text.
import { type IResolvable, type IResolveContext, StringConcat, Token, Tokenization } from "../cdk.ts";

/** A value that is known at synth, as Terraform writes it. */
export type Literal = string | number | boolean;

/**
 * `"…"`: a text in which tokens and hand-written expressions (`${…}`) keep working. CDK writes a token that stands within
 * an expression as a bare reference, which in a text is no reference at all; so each gets braces of its own.
 */
export function quote(text: string): string {
  // A token need not be text: an iterator's value is an object.
  const fragments = Tokenization.reverseString(JSON.stringify(Token.asString(text)));
  const inBraces = { resolve: (token: IResolvable) => template(Token.asString(token)) };
  return fragments.mapTokens(inBraces as IResolveContext).join(new StringConcat());
}

/** `{ name = value, … }`; a value is an expression, and what is undefined is left out. */
export function object(entries: Readonly<Record<string, string | undefined>>): string {
  const written = Object.entries(entries).filter(([, value]) => value !== undefined);
  return `{${written.map(([name, value]) => `${name} = ${value}`).join(", ")}}`;
}

/** The expression of a plain value, in which nothing is a template. */
export function literal(value: Literal): string {
  return typeof value === "string" ? quote(value).replaceAll(/([$%])\{/g, "$1$1{") : String(value);
}

/** An expression as the value of an argument. */
export const template = (expression: string): string => `\${${expression}}`;
