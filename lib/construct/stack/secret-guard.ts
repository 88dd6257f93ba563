import { PROVIDER_TYPE } from "../../packaging/index.ts";
import { RUNTIME_FILE } from "../../runtime-contract.ts";
import { PROVIDER_SETTINGS } from "../../settings/index.ts";
import { addCustomSynthesis, Construct, TerraformElement, type TerraformStack } from "../cdk.ts";
import { checkSetting, REFUSED, secretInCode } from "../settings.ts";
import { onePerStack, providersOf } from "./once-per-stack.ts";

/** A configuration as it is written: JSON, each token in Terraform's own words. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
interface Block {
  readonly [name: string]: Json;
}

/** Names under which somebody may write a secret, in the spelling of HCL, TypeScript, the environment or an SDK. */
const SECRET = /^(baiducloud_)?(access_?key(_?id)?|secret_?(access_?)?key|(session|security)_?token)$/i;
/** The same within a text, such as a command: a name, a sign, and a value that is no reference. */
const ASSIGNED =
  /(?<![a-z0-9])(access_?key(_?id)?|secret_?(access_?)?key|(session|security)_?token)\\?["']?\s*[=:]\s*\\?["']?(?!\$|var\.|local\.|data\.|module\.|each\.|self\.)[^\s"'\\,;}]/i;
/** A URL with a password, wherever it stands. */
const URL_WITH_PASSWORD = /:\/\/[^\s/?#"'@]*:[^\s/?#"'@]*@/;
/** What of a resource without a provider of ours is kept in the state. */
const KEPT_IN_STATE: readonly string[] = ["triggers", "triggers_replace", "input"];

/**
 * Every secret that a stack is about to write in what is ours: blocks of the provider, its resources, and resources that
 * run the runtime. Validation of properties sees none of what CDK's overrides put there. A sentence for each, which
 * does not show it.
 *
 * @param configuration what `toTerraform()` of a stack gives
 */
function secretsIn(configuration: unknown): string[] {
  const stack = configuration as Block;
  return ourBlocks(stack).flatMap(([path, block]) => secretsAt(path, block, stack));
}

function ourBlocks(stack: Block): (readonly [path: string, block: Json])[] {
  const [providers, resources, data] = (["provider", "resource", "data"] as const).map((kind) =>
    named(kind, stack[kind]),
  ) as [Named[], Named[], Named[]];
  const removed = listOf(stack["removed"]).map((block, index) => [`removed[${index}]`, block] as const);
  return [
    ...providers
      .filter(({ name }) => name === PROVIDER_TYPE)
      .map(({ path, value }) => [path, value] as const),
    ...[...resources, ...data].flatMap(({ path, name, value }) =>
      name.startsWith(`${PROVIDER_TYPE}_`)
        ? [[path, value] as const]
        : named(path, value)
            .filter(isOfRuntime)
            .map((one) => [one.path, one.value] as const),
    ),
    ...removed.filter(([, value]) => isOfRuntime({ value })),
  ];
}

interface Named {
  readonly path: string;
  readonly name: string;
  readonly value: Json;
}

/** The members of a block, or of a list of blocks, which Terraform takes as well. */
const named = (path: string, value: Json | undefined): Named[] =>
  listOf(value).flatMap((block) =>
    isBlock(block)
      ? Object.entries(block).map(([name, member]) => ({ path: `${path}.${name}`, name, value: member }))
      : [],
  );

const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

const isBlock = (value: Json): value is Block =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The file's name stands in each provisioner. */
const isOfRuntime = ({ value }: Pick<Named, "value">) => JSON.stringify(value).includes(RUNTIME_FILE);

function secretsAt(path: string, value: Json, stack: Block, isKept = false): string[] {
  if (typeof value === "string") return judgeText(path, value, stack, isKept);
  if (Array.isArray(value))
    return value.flatMap((item: Json, index) => secretsAt(`${path}[${index}]`, item, stack, isKept));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value as Block).flatMap(([name, member]) =>
    secretsAt(`${path}.${name}`, member, stack, isKept || KEPT_IN_STATE.includes(name)),
  );
}

function judgeText(path: string, text: string, stack: Block, isKept: boolean): string[] {
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (SECRET.test(name)) {
    if (isKept)
      return [
        `${path}: A secret must not be kept in the state. Remove it: the runtime reads credentials from the environment.`,
      ];
    const found = text === "" ? undefined : literalBehind(path, text, stack);
    return found === undefined ? [] : [secretInCode(found, `BAIDUCLOUD_${variableOf(name)}`)];
  }
  if (name === "endpoint" || name === "kms_endpoint")
    return text === REFUSED ? [] : checkSetting(path, text, PROVIDER_SETTINGS.endpoint).slice(0, 1);
  if (URL_WITH_PASSWORD.test(text.replaceAll(/\$\{[^}]*\}/g, "x")))
    return [`${path}: A URL must not hold a user name and a password. Remove them.`];
  return ASSIGNED.test(text) ? [secretInCode(path)] : [];
}

function variableOf(name: string): string {
  if (/token/i.test(name)) return "SESSION_TOKEN";
  return /secret/i.test(name) ? "SECRET_KEY" : "ACCESS_KEY";
}

/** Where a text comes from that is written in the code: its own path, or that of a variable or local; else undefined. */
function literalBehind(path: string, value: Json | undefined, stack: Block, steps = 8): string | undefined {
  if (typeof value !== "string" || value === "" || steps === 0) return undefined;
  const expression = expressionOf(value);
  if (expression === undefined) return path;
  const bare = expression.replaceAll(/"(?:[^"\\]|\\.)*"/g, (text) => (text.includes("${") ? text : '""'));
  const references = bare.match(/\b[a-z_][\w-]*(\.[\w-]+)+/gi) ?? [];
  // What reads a file has no reference, and no secret either.
  if (references.length === 0) return /\b(file\w*|templatefile)\(|::/.test(bare) ? undefined : path;
  // Of several, one may but choose which secret it is.
  if (references.length > 1) return undefined;
  const [kind, name = "", ...rest] = references[0]?.split(".") ?? [];
  const [from, start] =
    kind === "var"
      ? [`variable.${name}.default`, memberAt(stack["variable"], [name, "default"])]
      : kind === "local"
        ? [`locals.${name}`, memberAt(stack["locals"], [name])]
        : [path, undefined];
  return literalBehind([from, ...rest].join("."), memberAt(start, rest), stack, steps - 1);
}

function memberAt(value: Json | undefined, names: readonly string[]): Json | undefined {
  return names.reduce<Json | undefined>(
    (found, name) => (found !== undefined && isBlock(found) ? found[name] : undefined),
    value,
  );
}

/** What stands in `${…}`, where a text is that and nothing else. */
function expressionOf(text: string): string | undefined {
  if (!text.startsWith("${") || !text.endsWith("}")) return undefined;
  const inside = text.slice(2, -1);
  let depth = 0;
  for (const [brace] of inside.replaceAll(/"(?:[^"\\]|\\.)*"/g, "").matchAll(/[{}]/g)) {
    depth += brace === "{" ? 1 : -1;
    if (depth < 0) return undefined;
  }
  return inside;
}

const ID = "bos-encryption-secrets";

/** Looks at what a stack is about to write: see `secretsIn`. One for each stack. */
class SecretGuard extends Construct {
  constructor(stack: TerraformStack) {
    super(stack, ID);
    const findings = () => (mayHoldSecrets(stack) ? secretsIn(stack.toTerraform()) : []);
    stack.node.addValidation({ validate: findings });
    addCustomSynthesis(this, {
      onSynthesize: ({ skipValidation }) => {
        // Whoever skips the validation still writes no secret.
        const found = skipValidation ? findings() : [];
        if (found.length > 0) throw new Error(`[${stack.node.path}] ${found.join("\n  ")}`);
      },
    });
  }
}

/**
 * Whether there is anything that the validation of properties has not seen: a provider block, whose tokens may lead to a
 * default, or an override. To write out a stack of a thousand buckets takes as long as all else. CDK hides a stack's own
 * overrides: were that property to go, every stack would be looked at (read in cdktf 0.21 and cdktn 0.24).
 */
function mayHoldSecrets(stack: TerraformStack): boolean {
  const { rawOverrides } = stack as unknown as { readonly rawOverrides?: object };
  return (
    rawOverrides === undefined ||
    Object.keys(rawOverrides).length > 0 ||
    providersOf(stack).some(({ terraformResourceType }) => terraformResourceType === PROVIDER_TYPE) ||
    stack.node
      .findAll()
      .some((one) => TerraformElement.isTerraformElement(one) && "overrides" in one.toMetadata())
  );
}

/** Sees to it that the scope's stack is not synthesised with a secret in what is ours, overrides included. */
export function guardSecrets(scope: Construct): void {
  onePerStack(scope, ID, (stack) => new SecretGuard(stack));
}
