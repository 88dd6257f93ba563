import type { ConfiguredContext } from "../plugin/index.ts";
import type { ReadySettings, Settings } from "./settings.ts";

/** Only Terraform's plan walks with unknown settings; by the time of an apply it knows them. */
export function ready(ctx: ConfiguredContext<Settings>): ConfiguredContext<ReadySettings> {
  const { settings } = ctx;
  if (settings.kind === "ready") return { ...ctx, settings };
  throw new Error("an apply was asked for with a provider block that is still unknown");
}
