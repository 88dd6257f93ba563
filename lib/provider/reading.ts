import type { ConfiguredContext } from "../plugin/index.ts";
import type { ReadySettings, Settings } from "./settings.ts";

/** What a read needs before it can ask the cloud. */
export interface Reading {
  readonly settings: ReadySettings;
  readonly region: string;
}

/**
 * The settings, and the region to ask: the one that is written, else the provider's. Undefined after a reported error.
 *
 * @param what finishes "… cannot be read before they are"
 * @param advice how to name a region right there; left out where there is no such place
 */
export function readingIn(
  written: string | null,
  { settings, diagnostics }: ConfiguredContext<Settings>,
  what: string,
  advice?: string,
): Reading | undefined {
  if (settings.kind === "unknown") {
    diagnostics.error(
      "The provider's settings are not known yet",
      `${what} cannot be read before they are: apply first what they depend on.`,
    );
    return undefined;
  }
  const region = written ?? settings.region;
  if (region === undefined) {
    diagnostics.error(
      "No region",
      `${what} cannot be read without a region to ask. ${advice === undefined ? "Set" : `${advice}, or set`} region in the provider block or BAIDUCLOUD_REGION in the environment.`,
    );
    return undefined;
  }
  return { settings, region };
}
