import { checkText, isLiteral } from "../check.ts";

/** Judges a text that synth itself has to know: a token, which other properties may have, is refused. */
export const checkPlainText = (
  name: string,
  value: unknown,
  judge: Parameters<typeof checkText>[2] = () => [],
): string[] =>
  isLiteral(value)
    ? checkText(name, value, judge)
    : [`${name}: must be plain text, not a token (such as an attribute of a resource).`];
