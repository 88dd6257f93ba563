// How the built provider travels: its name and version, where it lies in the package, where Terraform looks for it.
// Never here: what the provider does, and anything of cdktf or of the command line.
// Imported by lib/construct, lib/cli and (names and version only) lib/provider; it imports nothing of ours.

export { type Build, readBuild } from "./build.ts";
export { DistributionError, type DistributionErrorCode } from "./error.ts";
export { type InstalledFile, type InstallOutcome, installProvider } from "./install.ts";
export { pluginPath, pluginsFolderBelow } from "./layout.ts";
export { PROVIDER_SOURCE, PROVIDER_TYPE } from "./names.ts";
export { type Machine, NO_WINDOWS, type Platform, platformOf, platformsFor } from "./platform.ts";
export { VERSION } from "./version.ts";
