import { describe, expect, it } from "vitest";
import { describeKey, isMissingKey, isSymmetric, listKeys } from "../../lib/kms/index.ts";
import { rejection } from "../bce/support/requests.ts";
import { type Answer, answeringKms } from "../support/answering.ts";
import { fault, target } from "./support/answers.ts";

describe("a key is missing", () => {
  it.each<{ name: string; answer: Answer; missing: boolean; code: string }>([
    { name: "404 NoSuchKey", answer: fault(404, "NoSuchKey"), missing: true, code: "NotFound" },
    { name: "404 of any name", answer: fault(404, "Gone"), missing: true, code: "NotFound" },
    { name: "404 without a body", answer: { status: 404 }, missing: false, code: "NotFound" },
    {
      name: "404 without a code",
      answer: { status: 404, body: '{"error":"NotFound"}' },
      missing: false,
      code: "NotFound",
    },
    { name: "404 of an action", answer: fault(404, "ActionNotFound"), missing: false, code: "NotFound" },
    { name: "404 of a gateway", answer: fault(404, "RouteNotFound"), missing: false, code: "NotFound" },
    { name: "500 NoSuchKey", answer: fault(500, "NoSuchKey"), missing: false, code: "ServerError" },
    { name: "409 KeyNotFound", answer: fault(409, "KeyNotFound"), missing: false, code: "Conflict" },
    { name: "202 NoSuchKey", answer: fault(202, "NoSuchKey"), missing: false, code: "UnexpectedAnswer" },
    { name: "400 KeyNotFound", answer: fault(400, "KeyNotFound"), missing: true, code: "InvalidRequest" },
    {
      name: "400 InvalidKeyId",
      answer: fault(400, "kms.invalidkeyid"),
      missing: true,
      code: "InvalidRequest",
    },
    { name: "403 AccessDenied", answer: fault(403, "AccessDenied"), missing: false, code: "AccessDenied" },
    {
      name: "403 that hides what there is",
      answer: fault(403, "NoSuchKey"),
      missing: false,
      code: "AccessDenied",
    },
    {
      name: "400 of any other name",
      answer: fault(400, "InvalidKeyState"),
      missing: false,
      code: "InvalidRequest",
    },
    { name: "404 of a bucket", answer: fault(404, "NoSuchBucket"), missing: false, code: "NoSuchBucket" },
    {
      name: "404 of a proxy",
      answer: { status: 404, body: "<html>NotFound" },
      missing: false,
      code: "UnexpectedAnswer",
    },
    { name: "500", answer: fault(500, "InternalError"), missing: false, code: "ServerError" },
    { name: "a reset", answer: "reset", missing: false, code: "ConnectionLost" },
  ])("after $name: $missing", async ({ answer, missing, code }) => {
    await using kms = await answeringKms([answer]);
    const error = await rejection(describeKey(kms.client, target));
    expect({ missing: isMissingKey(error), code: error.code }).toEqual({ missing, code });
  });

  it("is not what other things thrown mean", () => {
    expect(isMissingKey(new Error("NotFound"))).toBe(false);
  });
});

describe("KMS that is not activated", () => {
  it.each(["OptInRequired", "ServiceNotActivated", "Kms.NotOpened"])(
    "is recognised by %s, and the way out is named",
    async (code) => {
      await using kms = await answeringKms([fault(403, code)]);
      const error = await rejection(listKeys(kms.client, { region: "bj" }).next());
      expect(error).toMatchObject({ code: "ServiceNotActivated", status: 403, cloudCode: code });
      expect(error.message).toMatch(
        /^ListKeys was refused: .*Activate the Key Management Service \(KMS\) for this account/,
      );
    },
  );
});

describe("a spec", () => {
  it.each([
    ["BAIDU_AES_256", true],
    ["AES_128", true],
    ["AES_256", true],
    ["SM1_128", true],
    ["SM4_128", true],
    ["sm4_128", true],
    ["SM2_256", false],
    ["RSA_1024", false],
    ["RSA_2048", false],
    ["RSA_4096", false],
    ["KYBER_768", undefined],
    ["", undefined],
  ])("%s is symmetric: %s", (spec, expected) => {
    expect(isSymmetric(spec)).toBe(expected);
  });
});
