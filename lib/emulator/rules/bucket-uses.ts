import type { JsonObject } from "../json.ts";
import { type Answer, answer, notUnderstood, refuse } from "../wire/reply.ts";
import { owner } from "./buckets.ts";
import { onBucket, type Rule } from "./call.ts";

/** Says where access logs go: an answer in any case. */
export const getBucketLogging: Rule = onBucket(({ uses: { logging } }) =>
  answerWith(
    logging === undefined ? { status: "disabled" } : { status: "enabled", targetPrefix: "", ...logging },
  ),
);

/** Lists the rules of replication. Without `list` the cloud wants the id of one rule: that is not done here. */
export const getBucketReplication: Rule = onBucket(({ name, uses: { replication } }, { query }) => {
  if (query.get("list") !== "") return notUnderstood('GetBucketReplication without the query key "list"');
  if (replication === undefined) {
    return refuse(404, "NoReplicationConfiguration", `The bucket ${name} has no replication.`);
  }
  return answerWith({ rules: replication });
});

/** Says which pages make the bucket a website. */
export const getBucketStaticWebsite: Rule = onBucket(({ name, uses: { website } }) =>
  website === undefined
    ? refuse(404, "NoSuchBucketStaticWebSiteConfig", `The bucket ${name} is no static website.`)
    : answerWith({ ...website }),
);

/** Says the class of new objects (https://github.com/baidubce/bce-sdk-go): there is only one here. */
export const getBucketStorageClass: Rule = onBucket(() => answerWith({ storageClass: "STANDARD" }));

/** Says whether old versions are kept (the field is in https://github.com/baidubce/bce-sdk-go): none are. What the service says of a bucket that never kept any is undocumented. */
export const getBucketVersioning: Rule = onBucket(() => answerWith({ status: "suspended" }));

/** Says who may do what: the owner everything, unless there is more to say. */
export const getBucketAcl: Rule = onBucket(({ uses: { acl } }) =>
  answerWith({
    owner: { id: owner.id },
    accessControlList: acl ?? [{ grantee: [{ id: owner.id }], permission: ["FULL_CONTROL"] }],
  }),
);

/** The types of the settings hold nothing but JSON, which TypeScript cannot see of an interface. */
const answerWith = (setting: object): Answer => answer(200, { json: setting as JsonObject });
