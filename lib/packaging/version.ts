/** The provider's type: its name in `required_providers` and the first word of its resources. */
export const PROVIDER_TYPE = "bos";

/**
 * Source address of the provider, its host written out. Terraform and OpenTofu then share one folder, and where the
 * folder is missing `init` fails at once instead of asking a public registry for a namespace that anybody could take.
 */
export const PROVIDER_SOURCE = "terraform.local/bos-encryption/bos";

declare const __BOS_VERSION__: string | undefined;
declare const __BOS_NEXT_RELEASE__: string | undefined;

/** Version of this build, put in by the bundler; a run from source says so. Terraform's name of it. */
export const VERSION: string = typeof __BOS_VERSION__ === "string" ? __BOS_VERSION__ : "0.0.0-source";

/** The version that a development build leads to. */
const NEXT_RELEASE = typeof __BOS_NEXT_RELEASE__ === "string" ? __BOS_NEXT_RELEASE__ : "0.0.0";

/**
 * A version as people are shown it: a development build, which for Terraform must be a `0.0.N`, calls itself one.
 *
 * @param nextRelease the version that it leads to
 */
export function describeVersion(version: string, nextRelease = NEXT_RELEASE): string {
  return /^0\.0\.\d+$/.test(version) ? `${nextRelease}-dev (build ${version})` : version;
}
