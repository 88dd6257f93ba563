// Where what is built lies and goes: names and version, its place in the package, the folders in which Terraform looks for providers.
// Must not: know what the provider and the runtime do, or anything of cdktf or of the command line.

export {
  type Build,
  findRuntime,
  readBuild,
} from "./build.ts";

export {
  type InstalledFile,
  installProvider,
  type Machine,
  NO_WINDOWS,
  type Platform,
  platformOf,
  platformsFor,
  pluginPath,
  pluginsFolderBelow,
} from "./install.ts";

export { describeVersion, PROVIDER_SOURCE, PROVIDER_TYPE } from "./version.ts";
