// Which driver lives through a history.

import type { Lived } from "./drivers/lived.ts";
import type { History } from "./history.ts";

export const DRIVERS = ["model", "terraform"] as const;
export type Driver = (typeof DRIVERS)[number];

export interface LiveOptions {
  /** Rules that do not count: for whoever looks for what hides behind a fault that is known. */
  readonly ignore?: ReadonlySet<string>;
  /** False leaves out the end, when nobody disturbs any more and all must converge. Default: true. */
  readonly isCalmAtEnd?: boolean;
}

/** The driver, loaded when it is needed: only one of them needs a build. */
export async function driver(
  name: Driver,
): Promise<(history: History, options?: LiveOptions) => Promise<Lived>> {
  if (name === "model") return (await import("./drivers/model.ts")).liveModel;
  return (await import("./drivers/terraform.ts")).liveTerraform;
}
