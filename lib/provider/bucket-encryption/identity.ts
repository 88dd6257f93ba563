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

/** A region that was written wrong is corrected in place, and an identity never changes: it keeps the first one. */
export const identity: ResourceIdentity<typeof schema, typeof identitySchema> = {
  schema: identitySchema,
  of: ({ bucket, region }, prior) => ({ bucket, region: prior === null ? region : prior.region }),
};
