/** Regions whose KMS host is documented (bos-api reference, "KMS"). */
export const KMS_REGIONS: readonly string[] = ["bj", "gz", "su"];

/** Whether there is a place to ask about keys of this region: a documented host, or an endpoint that the user names. */
export function hasKmsEndpoint(region: string, endpoint?: string | undefined): boolean {
  return endpoint !== undefined || KMS_REGIONS.includes(region);
}
