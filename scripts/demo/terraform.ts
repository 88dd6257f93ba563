import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The first of the two that is on the PATH; both are driven alike. Looked for, not run: `version` asks the network. */
export function findTerraform(path: string): string | undefined {
  const folders = path.split(delimiter);
  return ["terraform", "tofu"].find((program) =>
    folders.some((folder) => isExecutable(join(folder, program))),
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export const HOW_TO_GET_TERRAFORM = `The demo drives a real Terraform, and found neither "terraform" nor "tofu" on the PATH.
Get one of them, 1.8 or newer, and run "npm run demo" again:
  Terraform  https://developer.hashicorp.com/terraform/install
  OpenTofu   https://opentofu.org/docs/intro/install/
`;

export interface Run {
  readonly code: number;
  /** Both streams, as they came. */
  readonly text: string;
}

/** Longest that one command may take: far more than it needs, so that nothing hangs for ever. */
const TIMEOUT_MS = 120_000;

export function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...options,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: TIMEOUT_MS,
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, text }));
  });
}
