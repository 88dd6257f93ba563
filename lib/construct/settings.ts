// How constructs check and keep what lib/settings knows: tokens may stand for values, and secrets must be tokens.
import { checkEndpoint, judge, type Setting, unlessEmpty } from "../settings/index.ts";
import { type TerraformMetaArguments, Tokenization } from "./cdk.ts";
import { checkNames, isLiteral, META_PROPERTIES } from "./check.ts";

export type SettingTable = Readonly<Record<string, Setting>>;

/** Everything wrong with the properties of a resource or data source; a required one may not be left out. */
export const checkProps = (
  props: object,
  settings: SettingTable,
  required: readonly string[] = [],
): string[] => [
  ...checkNames("", props, [...Object.values(settings).map(({ property }) => property), ...META_PROPERTIES]),
  ...checkValues(props, settings, required),
];

/** The same without a look at names that there are not. */
export function checkValues(
  props: object,
  settings: SettingTable,
  required: readonly string[] = [],
): string[] {
  const values: Readonly<Record<string, unknown>> = { ...props };
  return Object.values(settings).flatMap((setting) => {
    const { property } = setting;
    if (values[property] !== undefined) return checkSetting(property, values[property], setting);
    return required.includes(property) ? [`${property}: Is missing.`] : [];
  });
}

/** Judges one value that is written, unless it is known only to Terraform. */
export function checkSetting(name: string, value: unknown, setting: Setting): string[] {
  if (setting.isSecret) return checkSecret(name, value, setting.variable);
  const hasTokens = typeof value === "string" && !isLiteral(value);
  if (hasTokens && setting.check === checkEndpoint) return checkEndpointWithTokens(name, value);
  return isLiteral(value) ? judge(setting, value).map(({ message }) => `${name}: ${message}`) : [];
}

/** Of an endpoint that only Terraform knows in whole: whether what is written of it names a user. */
function checkEndpointWithTokens(name: string, value: string): string[] {
  const withStandIns = value.replaceAll(/\$\{[^}]*\}/g, "x");
  const [issue] = checkEndpoint(withStandIns).filter(({ code }) => code === "endpoint-has-credentials");
  return issue === undefined ? [] : [`${name}: ${issue.message}`];
}

/** Stands for an endpoint that is wrong. No URL: whoever switches the validation off is told by Terraform. */
export const REFUSED = "refused-at-synth";

/** An endpoint as it is kept and written: one that is wrong, and may hold a password, ends here. */
export const endpointToKeep = <Value>(endpoint: Value, setting: Setting): Value | typeof REFUSED =>
  endpoint === undefined || checkSetting("", endpoint, setting).length === 0 ? endpoint : REFUSED;

/** SettingTable as they count: without those that are empty texts, or undefined. */
export const withoutEmpty = <Written extends object>(settings: Written): Written =>
  Object.fromEntries(
    Object.entries(settings).filter(([, value]) => unlessEmpty(value) !== undefined),
  ) as Written;

/** Properties in the spelling of HCL: all that there is a setting for. */
export const toAttributes = (props: object, settings: SettingTable): Record<string, unknown> => {
  const values: Readonly<Record<string, unknown>> = { ...props };
  return Object.fromEntries(
    Object.values(settings).map(({ attribute, property }) => [attribute, values[property]]),
  );
};

/** CDK's own properties among those of an element. */
export const metaOf = (props: object): TerraformMetaArguments =>
  Object.fromEntries(Object.entries(props).filter(([name]) => META_PROPERTIES.includes(name)));

/**
 * A secret that is one token and nothing else, or undefined. What is written in the code is not even kept: it would
 * end up in the synthesised files, also where validation is switched off.
 */
export function tokenOnly(secret: unknown): string | undefined {
  if (typeof secret !== "string") return undefined;
  const { tokens, literals } = Tokenization.reverseString(secret);
  return tokens.length === 1 && literals.length === 0 ? secret : undefined;
}

/**
 * Refuses a secret that is written in the code, without showing it.
 *
 * @param variable where it belongs in the environment
 */
function checkSecret(name: string, secret: unknown, variable?: string): string[] {
  return secret === undefined || tokenOnly(secret) !== undefined ? [] : [secretInCode(name, variable)];
}

/** What is said of a secret that is written in the code. */
export const secretInCode = (name: string, variable = "BAIDUCLOUD_SECRET_KEY"): string =>
  `${name}: A secret must not be written in the code, it would end up in the synthesised files. Leave it out and set ${variable} in the environment, or pass a token, such as the stringValue of a sensitive TerraformVariable.`;
