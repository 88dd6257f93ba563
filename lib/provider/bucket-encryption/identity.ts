import { defineIdentity, type ResourceIdentity } from "../../plugin/index.ts";
import type { schema } from "./schema.ts";

export const identitySchema = defineIdentity({
  version: 0,
  attributes: {
    bucket: { type: "string", requiredForImport: true, description: "Name of the bucket." },
    region: {
      type: "string",
      optionalForImport: true,
      description: "Region of the bucket when it came into the state. Default: the provider's.",
    },
  },
});

/**
 * A region that was written wrong is corrected in place, and an identity never changes: it keeps the first one. Only a
 * resource whose bucket's name came out as another one (plan.ts) is another bucket's from then on.
 */
export const identity: ResourceIdentity<typeof schema, typeof identitySchema> = {
  schema: identitySchema,
  of: ({ bucket, region }, prior) => ({
    bucket,
    region: prior === null || prior.bucket !== bucket ? region : prior.region,
  }),
  isAnother: (now, prior) => now.bucket !== prior.bucket,
};
