/** Terraform's name of an operating system and a processor, such as `linux_amd64`. */
export type Platform = `${string}_${string}`;

/** Node's names of the same: `process.platform` and `process.arch`. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
}

/** Where Terraform is run day to day. */
const COMMON_PLATFORMS: readonly Platform[] = ["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64"];

/** Go's names (which Terraform uses) of processors that Node calls otherwise. */
const GO_ARCH: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };

/** What to say where a machine has no {@link platformOf}. */
export const NO_WINDOWS =
  "On Windows, Terraform cannot start this provider: it is a script with a #! line. Run Terraform in WSL or on another machine.";

/** The platform of a machine; undefined on Windows, which starts no scripts. */
export function platformOf({ platform, arch }: Machine): Platform | undefined {
  return platform === "win32" ? undefined : `${platform}_${GO_ARCH[arch] ?? arch}`;
}

/**
 * The platforms to install for: the machine's own, and the common ones beside it, because the provider is the same
 * script everywhere. What a Mac has synthesised then runs on a Linux runner, `terraform providers lock -platform=…`
 * finds every platform, and it does not matter whether Node and Terraform are built for the same processor.
 */
export function platformsFor(machine: Machine): readonly Platform[] {
  const own = platformOf(machine);
  return [...new Set(own === undefined ? COMMON_PLATFORMS : [...COMMON_PLATFORMS, own])];
}
