/** The provider's type: its name in `required_providers` and the first word of its resources. */
export const PROVIDER_TYPE = "bos";

/**
 * Source address of the provider, its host written out. Terraform and OpenTofu then share one folder, and where the
 * folder is missing `init` fails at once instead of asking a public registry for a namespace that anybody could take.
 */
export const PROVIDER_SOURCE = "terraform.local/bos-encryption/bos";
