/** What every error at plan that depends on the cloud ends with. */
export const WAY_OUT = "To destroy only, run `terraform destroy -refresh=false`.";

/** Exit codes of `plan -detailed-exitcode`. */
export const NOTHING_TO_DO = 0;
export const CHANGES = 2;

/** The summaries of the errors that Terraform prints, in order. */
export const errorsIn = ({ stderr }: { readonly stderr: string }): readonly string[] =>
  [...stderr.matchAll(/^\W*Error: (.*)$/gm)].map(([, summary = ""]) => summary);
