import type { Actor } from "../changes.ts";
import type { JsonObject, JsonValue } from "../json.ts";
import { deletionWindowDays, isSymmetric, keySpecs, origins, protections, rotateCycleDays } from "../keys.ts";
import type { Key } from "../state/cloud.ts";
import {
  addKey,
  changeKeyState,
  changeRotation,
  findKey,
  keyLimit,
  keysOf,
  metadataOf,
  pendingDeletion,
  scheduleDeletion,
} from "../state/keys.ts";
import { type Answer, answer, type Refusal, refuse } from "../wire/reply.ts";
import { type Account, type Rule, readJson } from "./call.ts";

/** Makes a key. Every field may be left out. */
export const createKey: Rule = onKms(
  ["description", "protectedBy", "keySpec", "keyUsage", "origin", "rotateCycle"],
  (fields, { cloud, region }) => {
    const { description = "", rotateCycle = 0 } = fields;
    const { keySpec = keySpecs[0], protectedBy = protections[0], origin = origins[0] } = fields;
    if (typeof description !== "string") return invalidArgument("description must be a text");
    if (!isOneOf(keySpecs, keySpec)) return mustBe("keySpec", keySpecs);
    if (!isOneOf(protections, protectedBy)) return mustBe("protectedBy", protections);
    if (!isOneOf(origins, origin)) return mustBe("origin", origins);
    if (!isOneOf(["ENCRYPT_DECRYPT"], fields["keyUsage"] ?? "ENCRYPT_DECRYPT")) {
      return mustBe("keyUsage", ["ENCRYPT_DECRYPT"]);
    }
    if (!isCycle(rotateCycle)) return noCycle;
    if (cloud.keys.size >= keyLimit) {
      return refuse(400, "TooManyKeys", `The emulator keeps at most ${keyLimit} keys.`);
    }
    const options = { description, keySpec, protectedBy, origin, rotateCycle, region };
    const key = addKey(cloud, options, "CreateKey");
    return answer(200, { json: { keyMetadata: { ...metadataOf(key) } } });
  },
);

/** Shows a key, whatever its region: the emulator is the endpoint of every region's KMS. */
export const describeKey: Rule = onKey([], (key) =>
  answer(200, { json: { keyMetadata: { ...metadataOf(key) } } }),
);

/** Most keys in one page of ListKeys. */
const pageLimit = 1000;

/** Lists the ids of all keys, in the order of their creation. The marker is the last id of the page before. */
export const listKeys: Rule = onKms(["limit", "marker"], ({ limit = 100, marker = "" }, { cloud }) => {
  if (!isWhole(limit, 1, pageLimit))
    return invalidArgument(`limit must be a whole number from 1 to ${pageLimit}`);
  if (typeof marker !== "string" || (marker !== "" && !cloud.keys.has(marker))) {
    return invalidArgument("marker must be a nextMarker of an earlier answer");
  }
  // A key that went since keeps its place in the order.
  const all = [...cloud.keys.keys()];
  const rest = new Set(all.slice(marker === "" ? 0 : all.indexOf(marker) + 1));
  const due = keysOf(cloud).filter(({ keyId }) => rest.has(keyId));
  const page = due.slice(0, limit).map(({ keyId }) => ({ keyId }));
  const isTruncated = due.length > page.length;
  return answer(200, {
    json: {
      keys: page,
      isTruncated,
      truncated: isTruncated, // All that the Java SDK reads (https://github.com/baidubce/bce-sdk-java).
      ...(isTruncated && { nextMarker: page.at(-1)?.keyId ?? "" }),
    },
  });
});

/** Enables a key; fine if it was enabled. */
export const enableKey: Rule = onKey([], switchTo("enabled", "EnableKey"));

/** Disables a key; fine if it was disabled. */
export const disableKey: Rule = onKey([], switchTo("disabled", "DisableKey"));

/** Lets the key come to its end; refused when it is scheduled already, as the date would move unnoticed. */
export const scheduleKeyDeletion: Rule = onKey(["pendingWindowInDays"], (key, fields, { cloud }) => {
  const { min, max } = deletionWindowDays;
  const days = fields["pendingWindowInDays"];
  if (!isWhole(days, min, max)) {
    return invalidArgument(`pendingWindowInDays must be a whole number from ${min} to ${max}`);
  }
  if (key.state === pendingDeletion) return invalidState(key);
  scheduleDeletion(cloud, key, days, "ScheduleKeyDeletion");
  return answer(200, {
    json: { keyId: key.keyId, deletionDate: metadataOf(key).deletionDate ?? "" },
  });
});

/** Saves the key, and leaves it disabled; refused when nothing was scheduled. */
export const cancelKeyDeletion: Rule = onKey([], (key, _fields, { cloud }) => {
  if (key.state !== pendingDeletion) return invalidState(key);
  changeKeyState(cloud, key, "disabled", "CancelKeyDeletion");
  return answer(200);
});

/** Sets how often the key rotates; only keys whose material is KMS's own can. */
export const enableRotation: Rule = onKey(["rotateCycle"], (key, fields, { cloud }) => {
  // The page's example sends a text, the SDKs send a number.
  const sent = fields["rotateCycle"];
  const rotateCycle = typeof sent === "string" && /^\d+$/.test(sent) ? Number(sent) : sent;
  if (!isCycle(rotateCycle)) return noCycle;
  if (!isSwitchable(key)) return invalidState(key);
  if (!isSymmetric(key.keySpec) || key.origin !== "BAIDU_KMS") {
    return invalidArgument("only a symmetric key of the origin BAIDU_KMS can rotate");
  }
  changeRotation(cloud, key, rotateCycle, "EnableRotation");
  return answer(200, { json: { success: 1 } });
});

type KmsRule = (fields: JsonObject, account: Account) => Answer | Refusal;
type KeyRule = (key: Key, fields: JsonObject, account: Account) => Answer | Refusal;

/** A rule of the key service: needs it activated, and a JSON body with no other fields than the known ones; null is absent. */
function onKms(known: readonly string[], rule: KmsRule): Rule {
  return (call, account) => {
    if (account.kms === "not-activated") {
      return refuse(403, "OptInRequired", "You have not activated the Key Management Service.");
    }
    if (!/^application\/json *(;|$)/i.test(call.headers["content-type"] ?? "")) {
      return refuse(400, "InvalidHTTPRequest", "The content type must be application/json.");
    }
    const body = readJson(call, known);
    if ("kind" in body) return body;
    // The Java SDK writes null for what is not set (https://github.com/baidubce/bce-sdk-java).
    const set = Object.entries(body.fields).filter(([, value]) => value !== null);
    return rule(Object.fromEntries(set), account);
  };
}

/** A rule that needs its key to exist. */
function onKey(known: readonly string[], rule: KeyRule): Rule {
  return onKms(["keyId", ...known], (fields, account) => {
    const { keyId } = fields;
    if (typeof keyId !== "string" || keyId === "")
      return invalidArgument("keyId must be a text that is not empty");
    const key = findKey(account.cloud, keyId);
    return key === undefined
      ? refuse(404, "NoSuchKey", `The specified KMS key ${JSON.stringify(keyId)} does not exist.`)
      : rule(key, fields, account);
  });
}

function switchTo(state: "enabled" | "disabled", by: Actor): KeyRule {
  return (key, _fields, { cloud }) => {
    if (!isSwitchable(key)) return invalidState(key);
    changeKeyState(cloud, key, state, by);
    return answer(200);
  };
}

/** Not pending anything, nor in a state of a newer cloud. */
const isSwitchable = ({ state }: Key): boolean => /^(en|dis)abled$/i.test(state);

const isWhole = (value: JsonValue | undefined, min: number, max: number): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;

const isCycle = (value: JsonValue | undefined): value is number =>
  value === 0 || isWhole(value, rotateCycleDays.min, rotateCycleDays.max);

const isOneOf = <T extends string>(known: readonly T[], value: JsonValue): value is T =>
  known.some((one) => one === value);

const invalidArgument = (what: string): Refusal => refuse(400, "InvalidArgument", `The field ${what}.`);

const mustBe = (field: string, known: readonly string[]): Refusal =>
  invalidArgument(`${field} must be one of ${known.join(", ")}`);

const noCycle = invalidArgument(
  `rotateCycle must be 0 (off) or a whole number from ${rotateCycleDays.min} to ${rotateCycleDays.max}`,
);

const invalidState = ({ keyId, state }: Key): Refusal =>
  refuse(400, "InvalidKeyState", `The KMS key ${JSON.stringify(keyId)} is in the state ${state}.`);
