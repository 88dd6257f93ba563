/**
 * Regions of BOS by code (https://cloud.baidu.com/doc/BOS/s/Ck1rk80hn). The list grows, so it serves hints and documentation only:
 * a region that is not in it is passed on.
 */
export const KNOWN_REGIONS: Readonly<Record<string, string>> = {
  bj: "Beijing",
  bd: "Baoding",
  su: "Suzhou",
  gz: "Guangzhou",
  hkg: "Hong Kong",
  fwh: "Wuhan finance",
  fsh: "Shanghai finance",
  cd: "Chengdu",
  yq: "Yangquan",
  sin: "Singapore",
};

/** `bj (Beijing), bd (Baoding), …` for messages. */
export function describeKnownRegions(): string {
  return Object.entries(KNOWN_REGIONS)
    .map(([code, place]) => `${code} (${place})`)
    .join(", ");
}
