import type { AttributePath } from "../values/path.ts";

/** Ends an RPC with one error diagnostic. Only for this folder: handlers of a provider report theirs. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly summary: string;
  readonly attribute: AttributePath | undefined;

  constructor(summary: string, detail: string, attribute?: AttributePath) {
    super(detail);
    this.summary = summary;
    this.attribute = attribute;
  }
}

/** A mistake of the provider's author, told to the user, who can only report it. */
export function bug(detail: string): Failure {
  return new Failure(
    "Bug in the provider",
    `${detail}\n\nThis is a bug in the provider: please report it to its maintainers.`,
  );
}
