import { checkNames, checkText, isLiteral, META_PROPERTIES } from "./check.ts";

/** Judges one property that is written: a sentence for everything wrong with it. */
type PropertyCheck = (name: string, value: unknown) => string[];

/** The properties of a resource or data source and how each is judged, CDK's own left out. */
export type PropertyChecks = Readonly<Record<string, PropertyCheck>>;

/** Everything wrong with the properties; what may not be left out is judged when it is missing, too. */
export function checkProps(
  props: object,
  checks: PropertyChecks,
  required: readonly string[] = [],
): string[] {
  return [
    ...checkNames("", props, [...Object.keys(checks), ...META_PROPERTIES]),
    ...checkValues(props, checks, required),
  ];
}

/** The same without a look at names that there are not. */
export function checkValues(
  props: object,
  checks: PropertyChecks,
  required: readonly string[] = [],
): string[] {
  const values: Readonly<Record<string, unknown>> = { ...props };
  return Object.entries(checks).flatMap(([name, check]) =>
    values[name] === undefined && !required.includes(name) ? [] : check(name, values[name]),
  );
}

/** Text, judged unless only Terraform knows it. */
export const text =
  (judge: Parameters<typeof checkText>[2] = () => []): PropertyCheck =>
  (name, value) =>
    checkText(name, value, judge);

/** True or false, or a token of it. */
export const flag: PropertyCheck = (name, value) =>
  !isLiteral(value) || typeof value === "boolean"
    ? []
    : [`${name}: must be true or false, not ${JSON.stringify(value)}.`];

/** A number above `above` and up to `max`, or a token of it. */
export const number =
  (above: number, max: number): PropertyCheck =>
  (name, value) =>
    !isLiteral(value) || (typeof value === "number" && value > above && value <= max)
      ? []
      : [`${name}: must be a number above ${above}, at most ${max}, not ${JSON.stringify(value)}.`];

/** A number that is judged unless only Terraform knows it. */
export const numberThat =
  (judge: (value: number) => readonly { readonly message: string }[]): PropertyCheck =>
  (name, value) => {
    if (!isLiteral(value)) return [];
    if (typeof value !== "number") return [`${name}: must be a number, not ${JSON.stringify(value)}.`];
    return judge(value).map(({ message }) => `${name}: ${message}`);
  };

/** A whole number, or a token of it. */
export const wholeNumber =
  (min: number, max = Number.POSITIVE_INFINITY): PropertyCheck =>
  (name, value) => {
    if (!isLiteral(value) || (Number.isInteger(value) && Number(value) >= min && Number(value) <= max))
      return [];
    const range = max === Number.POSITIVE_INFINITY ? `${min} or more` : `${min} to ${max}`;
    return [`${name}: must be a whole number, ${range}, not ${JSON.stringify(value)}.`];
  };
