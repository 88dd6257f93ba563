// How what is built travels: names and version, where it lies in the package, where Terraform looks for the provider,
// what a synthesised stack tells the runtime.
// Never here: what the provider and the runtime do, and anything of cdktf or of the command line.
// Imported by lib/construct, lib/cli and (names, version and contract only) lib/provider and lib/runtime.

export { type Build, findRuntime, readBuild } from "./build.ts";
export { DistributionError, type DistributionErrorCode } from "./error.ts";
export { type InstalledFile, type InstallOutcome, installProvider } from "./install.ts";
export { pluginPath, pluginsFolderBelow } from "./layout.ts";
export { LONGEST_REQUEST_TIMEOUT_S, MOST_RETRIES } from "./limits.ts";
export { PROVIDER_SOURCE, PROVIDER_TYPE } from "./names.ts";
export { type Machine, NO_WINDOWS, type Platform, platformOf, platformsFor } from "./platform.ts";
export {
  hostOf,
  RUNTIME_CONTRACT,
  RUNTIME_FILE,
  type RuntimeApply,
  type RuntimeDestroy,
  STACK_BUCKETS_FILE,
  type StackBucket,
} from "./runtime-contract.ts";
export { describeVersion, VERSION } from "./version.ts";
