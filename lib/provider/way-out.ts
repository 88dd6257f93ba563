/** In what a failure comes: `refresh` is the read of what is in the state, `plan` any other one that writes nothing. */
export type Phase = "refresh" | "plan" | "apply";

/**
 * How to destroy what is in the state and cannot be read: `terraform destroy` begins with an ordinary plan, and tells a
 * provider of neither. So it is said of what there is to destroy, where its refresh fails; at every other error of a plan
 * (of a create, a data source, an import) it would stand where mostly nobody wants to destroy anything. The docs have it for
 * those (docs/provider.md, "When BOS stands in the way of a destroy").
 */
export const DESTROY_WAY_OUT = "To destroy only, run `terraform destroy -refresh=false`.";
