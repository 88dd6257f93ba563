import { Tokenization } from "./cdk.ts";

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
