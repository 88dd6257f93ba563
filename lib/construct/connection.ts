import { checkRegion } from "../encryption/index.ts";
import { checkEndpoint, LONGEST_REQUEST_TIMEOUT_S, MOST_RETRIES, unlessEmpty } from "../settings/index.ts";
import { Tokenization } from "./cdk.ts";
import { flag, isLiteral, number, type PropertyChecks, text, wholeNumber } from "./check.ts";

/** How each setting of the way to BOS is judged, in a `BosProvider` as in the options of an engine. */
export const CONNECTION_CHECKS = {
  region: text(checkRegion),
  endpoint: judgeEndpoint,
  pathStyle: flag,
  denyWeakening: flag,
  requireHttps: flag,
  requestTimeout: number(0, LONGEST_REQUEST_TIMEOUT_S),
  maxRetries: wholeNumber(0, MOST_RETRIES),
} satisfies PropertyChecks;

/** Settings as they count: without those that are empty texts, or undefined. */
export const withoutEmpty = <Settings extends object>(settings: Settings): Settings =>
  Object.fromEntries(
    Object.entries(settings).filter(([, value]) => unlessEmpty(value) !== undefined),
  ) as Settings;

/** Judges an endpoint; of one that only Terraform knows in whole, whether what is written of it names a user. */
export function judgeEndpoint(name: string, value: unknown): string[] {
  if (typeof value === "string" && !isLiteral(value)) {
    const withStandIns = value.replaceAll(/\$\{[^}]*\}/g, "x");
    const [issue] = checkEndpoint(withStandIns).filter(({ code }) => code === "endpoint-has-credentials");
    return issue === undefined ? [] : [`${name}: ${issue.message}`];
  }
  return text(checkEndpoint)(name, value);
}

/** Stands for an endpoint that is wrong. No URL: whoever switches the validation off is told by Terraform. */
export const REFUSED = "refused-at-synth";

/** An endpoint as it is kept and written: one that is wrong, and may hold a password, ends here. */
export const endpointToKeep = <Value>(endpoint: Value): Value | typeof REFUSED =>
  endpoint === undefined || judgeEndpoint("", endpoint).length === 0 ? endpoint : REFUSED;

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
export function checkSecret(name: string, secret: unknown, variable: string): string[] {
  return secret === undefined || tokenOnly(secret) !== undefined ? [] : [secretInCode(name, variable)];
}

/** What is said of a secret that is written in the code. */
export const secretInCode = (name: string, variable = "BAIDUCLOUD_SECRET_KEY"): string =>
  `${name}: a secret must not be written in the code, it would end up in the synthesised files. Leave it out and set ${variable} in the environment, or pass a token, such as the stringValue of a sensitive TerraformVariable.`;
