import { defineSchema, list } from "../../plugin/index.ts";
import { filterAttributes } from "./filters.ts";

export const schema = defineSchema({
  version: 0,
  description: "How the account's buckets encrypt new uploads, read at every plan.",
  attributes: {
    ...filterAttributes,
    buckets: list(
      [
        "object",
        {
          bucket: "string",
          region: "string",
          status: "string",
          reason: "string",
          method: "string",
          sse_algorithm: "string",
          kms_master_key_id: "string",
        },
      ],
      {
        computed: true,
        description:
          "One entry for each bucket, in the order of their names: `bucket`, `region`, `status` (`encrypted`, `not_encrypted`, or `unreadable`), `reason` (why it is unreadable, else null), and `method`, `sse_algorithm`, `kms_master_key_id` as in the data source of one bucket.",
      },
    ),
  },
});
