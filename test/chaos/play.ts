// Which driver plays a history.

import type { Played } from "./drivers/played.ts";
import { generate } from "./generate.ts";
import type { History } from "./history.ts";
import { generateRuntime } from "./runtime/generate.ts";

export const DRIVERS = ["model", "terraform", "runtime"] as const;
export type Driver = (typeof DRIVERS)[number];

/** How a history went, whoever played it. */
export interface Outcome extends Omit<Played, "runs"> {
  readonly runs: readonly object[];
}

export interface PlayOptions {
  /** Rules that do not count: for whoever looks for what hides behind a fault that is known. */
  readonly ignore?: ReadonlySet<string>;
  /** False leaves out the end, when nobody disturbs any more and all must converge. Default: true. */
  readonly isCalmAtEnd?: boolean;
}

/** What makes this driver's history of a seed. */
export const generatorFor = (name: Driver): ((seed: number) => History) =>
  name === "runtime" ? generateRuntime : generate;

/** The driver, loaded when it is needed: only one of them needs a build. */
export async function driver(
  name: Driver,
): Promise<(history: History, options?: PlayOptions) => Promise<Outcome>> {
  if (name === "model") return (await import("./drivers/model.ts")).playModel;
  if (name === "runtime") return (await import("./runtime/driver.ts")).playRuntime;
  return (await import("./drivers/terraform.ts")).playTerraform;
}
