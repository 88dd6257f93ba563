/** What the error of a refresh ends with, and no other. */
export const WAY_OUT = "To destroy only, run `terraform destroy -refresh=false`.";

/** Exit codes of `plan -detailed-exitcode`. */
export const NOTHING_TO_DO = 0;
export const CHANGES = 2;

/** The summaries of the errors that Terraform prints, in order. */
export const errorsIn = ({ stderr }: { readonly stderr: string }): readonly string[] =>
  [...stderr.matchAll(/^\W*Error: (.*)$/gm)].map(([, summary = ""]) => summary);

/** The lines of the details of the errors that Terraform prints: what comes after the last empty line of each. */
export const detailsOf = ({ stderr }: { readonly stderr: string }): readonly (readonly string[])[] =>
  stderr
    .split(/^\W*Error: .*$/m)
    .slice(1)
    .map(
      (text) =>
        text
          .replaceAll(/^[│╷╵ ]+/gm, "")
          .trim()
          .split("\n\n")
          .at(-1)
          ?.split("\n") ?? [],
    );
