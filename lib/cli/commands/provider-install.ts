import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import {
  type Build,
  describeVersion,
  type InstalledFile,
  installProvider,
  type Machine,
  NO_WINDOWS,
  PROVIDER_SOURCE,
  PROVIDER_TYPE,
  platformOf,
  platformsFor,
  pluginsFolderBelow,
  readBuild,
} from "../../packaging/index.ts";
import { type CommandModule, failUsage } from "../command.ts";
import { exitCode } from "../exit-code.ts";

import type { Io } from "../io.ts";

interface Flags {
  readonly dir?: string;
  readonly user?: boolean;
}

/** Where the command runs. */
export interface Surroundings {
  readonly machine: Machine;
  readonly homeFolder: string;
  readonly currentFolder: string;
  /** The folder of this executable, where the built provider lies, too. */
  readonly packageFolder: string;
}

const realSurroundings = (): Surroundings => ({
  machine: process,
  homeFolder: homedir(),
  currentFolder: process.cwd(),
  // Package managers link to the executable from their own folder.
  packageFolder: dirname(realpathSync(process.argv[1] ?? process.execPath)),
});

/** `bos-encryption provider install` */
export const createCommand = (surroundings: () => Surroundings): CommandModule => ({
  define(provider, { io, run }) {
    provider.description("The Terraform provider of this package.");
    const install = provider.command("install");
    install
      .summary("put the provider where `terraform init` and `tofu init` find it")
      .description(
        "Put the provider where `terraform init` and `tofu init` find it, with no registry and no network:\n" +
          "into terraform.d/plugins of a folder, or into ~/.terraform.d/plugins for every project of a user.\n" +
          "A stack that is synthesised with CDK has it already.",
      )
      .option("--dir <folder>", "folder in which Terraform runs (default: the current one)")
      .option("--user", "install for every project of this user instead")
      .action(
        run(async ({ dir, user = false }: Flags) => {
          if (user && dir !== undefined) failUsage(install, ["--dir and --user exclude each other"]);
          const { machine, homeFolder, currentFolder, packageFolder } = surroundings();
          if (platformOf(machine) === undefined) throw new Error(NO_WINDOWS);
          const pluginsFolder = user
            ? join(homeFolder, ".terraform.d", "plugins")
            : pluginsFolderBelow(resolve(currentFolder, dir ?? ""));
          const build = readBuild(packageFolder);
          return report(
            io,
            build,
            pluginsFolder,
            installProvider(build, pluginsFolder, platformsFor(machine)),
          );
        }),
      );
  },
});

export const command = createCommand(realSurroundings);

function report(io: Io, { version }: Build, pluginsFolder: string, files: readonly InstalledFile[]): number {
  const lines = files.map(({ platform, outcome }) => `  ${platform.padEnd(13)} ${outcome}\n`);
  io.stdout.write(`${PROVIDER_SOURCE} ${describeVersion(version)} in ${pluginsFolder}:\n${lines.join("")}
Write this into the configuration, then run terraform init:

terraform {
  required_providers {
    ${PROVIDER_TYPE} = {
      source  = "${PROVIDER_SOURCE}"
      version = "${version}"
    }
  }
}
`);
  return exitCode.ok;
}
