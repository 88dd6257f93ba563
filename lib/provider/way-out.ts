/** Every error at plan that depends on the cloud ends with it: such an error blocks `terraform destroy` as well. */
export const DESTROY_WAY_OUT = "To destroy only, run `terraform destroy -refresh=false`.";
