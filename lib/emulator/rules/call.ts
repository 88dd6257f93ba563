import { isJsonObject, type JsonObject, parseJson } from "../json.ts";
import type { KmsKeyCheck, KmsService } from "../keys.ts";
import type { Profile } from "../profile.ts";
import type { Route } from "../route/route.ts";
import type { OffAnswer } from "../setting.ts";
import type { Bucket, Cloud } from "../state/cloud.ts";
import { type Answer, type Refusal, refuse } from "../wire/reply.ts";

/** What a rule gets: a request that was understood and is allowed, and how the cloud of this moment behaves. */
export interface Call extends Route {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** How far behind the truth a read of the encryption setting is, in milliseconds; normally 0. */
  readonly lagMs: number;
  /** Fields of an encryption setting that this cloud knows beside the documented ones; normally none. */
  readonly newerFields: readonly string[];
}

/** The account's side of the cloud, as the rules see it. */
export interface Account {
  readonly cloud: Cloud;
  readonly region: string;
  /** Default: `public`. */
  readonly profile?: Profile;
  readonly offAnswer: OffAnswer;
  readonly kms: KmsService;
  readonly kmsKeys: KmsKeyCheck;
}

/** One operation: judges the call, changes the state, says the answer. */
export type Rule = (call: Call, account: Account) => Answer | Refusal;

/** A rule that needs its bucket to exist, in this region. */
export const onBucket =
  (rule: (bucket: Bucket, call: Call, account: Account) => Answer | Refusal): Rule =>
  (call, account) => {
    const bucket = account.cloud.buckets.get(call.bucket);
    return bucket?.location === account.region ? rule(bucket, call, account) : noSuchBucket(call.bucket);
  };

const noSuchBucket = (name: string): Refusal =>
  refuse(404, "NoSuchBucket", `The specified bucket ${name} does not exist.`);

/** The call's body as a JSON object with no other fields than the known ones; `MalformedJSON` or `InappropriateJSON` otherwise. */
export function readJson(call: Call, known: readonly string[]): { readonly fields: JsonObject } | Refusal {
  const fields = parseJson(call.body.toString("utf8"));
  if (fields === undefined || !isJsonObject(fields)) {
    return refuse(
      400,
      "MalformedJSON",
      "The JSON you provided was not well-formed: a JSON object is needed.",
    );
  }
  const unknown = Object.keys(fields).filter((name) => !known.includes(name));
  if (unknown.length === 0) return { fields };
  return refuse(
    400,
    "InappropriateJSON",
    `The JSON you provided was well-formed and valid, but not appropriate for this operation: unknown field ${unknown.join(", ")}.`,
  );
}
