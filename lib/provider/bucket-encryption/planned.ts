import { isUnknown, UNKNOWN } from "../../plugin/index.ts";
import { defaultRegion, type Settings } from "../settings.ts";
import type { State, Values } from "./schema.ts";

/**
 * The planned values of a create or update: the configuration, with a default for what it leaves out. Nothing here
 * depends on the cloud, so that planning again during the apply gives the same.
 */
export function plannedValues(config: Values, prior: State | null, settings: Settings): Values {
  const enabled = config.enabled ?? true;
  return {
    ...config,
    id: config.bucket,
    enabled,
    sse_algorithm: config.sse_algorithm ?? defaultAlgorithm(enabled),
    region: config.region ?? regionOf(config, prior, settings),
    on_destroy: config.on_destroy ?? "disable",
  };
}

function defaultAlgorithm(enabled: Values["enabled"]): Values["sse_algorithm"] {
  if (isUnknown(enabled)) return UNKNOWN;
  return enabled === false ? null : "AES256";
}

/** A bucket never moves: the region that was found for it stays, until the configuration names another one. */
function regionOf(config: Values, prior: State | null, settings: Settings): Values["region"] {
  const ofProvider = defaultRegion(settings);
  if (prior === null || prior.region === null) return ofProvider;
  // Whether it is the same bucket is not known yet, so that both regions are possible.
  if (isUnknown(config.bucket)) return prior.region === ofProvider ? ofProvider : UNKNOWN;
  return prior.bucket === config.bucket ? prior.region : ofProvider;
}
