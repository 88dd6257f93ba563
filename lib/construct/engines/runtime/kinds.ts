// The two kinds of resource that run the runtime, and texts of Terraform's language. CDK's own functions (`Fn`) leave quotes
// within texts as they are, so that a value could end the text that it stands in; and they take an expression written by
// hand for plain text.
import {
  type Construct,
  type IResolvable,
  type IResolveContext,
  StringConcat,
  type TerraformMetaArguments,
  type TerraformResource,
  Token,
  Tokenization,
} from "../../cdk.ts";
import { WrittenResource } from "../../elements/element.ts";
import { nullResource } from "../../stack/requirements.ts";
import type { RuntimeEngine } from "../engine.ts";

/** What a resource is keyed on: another value replaces it. Texts may be tokens. */
export type Keys = Readonly<Record<string, string>>;

/** A kind of resource that does nothing by itself, and whose provisioners run the runtime. */
export interface ResourceKind {
  readonly type: "null_resource" | "terraform_data";
  /** The attribute that holds the keys, as a map of texts. */
  readonly keysName: "triggers" | "triggers_replace";
  create(scope: Construct, id: string, keys: Keys, meta: TerraformMetaArguments): TerraformResource;
}

export const RESOURCE_KINDS: Readonly<Record<RuntimeEngine["kind"], ResourceKind>> = {
  "null-resource": {
    type: "null_resource",
    keysName: "triggers",
    create: (scope, id, keys, meta) => nullResource(scope, id, { ...meta, triggers: keys }),
  },
  "terraform-data": {
    type: "terraform_data",
    keysName: "triggers_replace",
    create: (scope, id, keys, meta) =>
      new WrittenResource(scope, id, "terraform_data", { triggers_replace: mapOf(keys) }, meta),
  },
};

/**
 * A map, and no object: of an object that is ignored in part (`ignore_changes`) Terraform 1.11 ignores the whole. The
 * price: it takes an object over from a null_resource, so that a `moved` block between the two replaces both.
 */
function mapOf(keys: Keys): string {
  const entries = Object.entries(keys).map(([name, value]) => [name, quote(value)]);
  return template(`tomap(${object(Object.fromEntries(entries))})`);
}

/** A value that is known at synth, as Terraform writes it. */
export type Literal = string | number | boolean;

/**
 * `"…"`: a text in which tokens and hand-written expressions (`${…}`) keep working. CDK writes a token that stands within
 * an expression as a bare reference, which in a text is no reference at all; so each gets braces of its own.
 */
function quote(text: string): string {
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
