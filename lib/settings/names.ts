// What names may be: of a bucket, a region, an algorithm, a key.
import type { Issue, IssueCode } from "./setting.ts";

/** Algorithms of BOS's server-side encryption (SM4 since March 2023), in the order in which they are offered. */
const SSE_ALGORITHMS = ["AES256", "SM4"] as const;
export type SseAlgorithm = (typeof SSE_ALGORITHMS)[number];

export function isSseAlgorithm(value: unknown): value is SseAlgorithm {
  return SSE_ALGORITHMS.some((algorithm) => algorithm === value);
}

/** An algorithm that BOS offers, written as BOS writes it. A near miss (`aes256`) is told what was meant, and so is what S3 calls a method (`aws:kms`). */
export function checkSseAlgorithm(value: string): readonly Issue[] {
  if (isSseAlgorithm(value)) return [];
  const meant = SSE_ALGORITHMS.find((name) => name === value.toUpperCase().replaceAll(/[^A-Z0-9]/g, ""));
  const hint = /kms/i.test(value)
    ? " KMS is no algorithm: for a key of KMS set kms_master_key_id (in TypeScript: Encryption.kmsManaged), and leave the algorithm out or write one of the two."
    : meant === undefined
      ? ""
      : ` Did you mean "${meant}"?`;
  return [
    {
      code: "algorithm-unknown",
      field: "sseAlgorithm",
      message: `BOS encrypts with ${SSE_ALGORITHMS.map((name) => `"${name}"`).join(" or ")}, not with ${JSON.stringify(value)}.${hint}`,
    },
  ];
}

/**
 * A KMS key's id, as far as it can be judged without asking KMS: the form of ids is known from examples only, so what
 * can never be one is refused, and what merely looks different is warned of (`doubtKmsMasterKeyId`).
 */
export function checkKmsMasterKeyId(value: string): readonly Issue[] {
  if (value === "") {
    return [
      {
        code: "kms-key-empty",
        field: "kmsMasterKeyId",
        message:
          "An empty text is no key: leave the key out for BOS-managed keys, or give the id of a KMS master key.",
      },
    ];
  }
  // Printable ASCII without spaces: anything else was pasted by accident.
  if (/^[!-~]+$/.test(value)) return [];
  return [
    {
      code: "kms-key-malformed",
      field: "kmsMasterKeyId",
      message: `The id of a KMS master key has no spaces, control or non-ASCII characters; got ${JSON.stringify(value)}.`,
    },
  ];
}

/** 8-4-4-4-12, as in the API reference's examples. Length is all that a service was seen to check (https://cloud.baidu.com/doc/BOS/s/Ajwvysfpl). */
const KEY_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What to warn of in the id of a KMS key that is not in the known form; undefined where nothing looks odd. */
export function doubtKmsMasterKeyId(
  value: string,
): { readonly summary: string; readonly detail: string } | undefined {
  if (KEY_ID.test(value) || checkKmsMasterKeyId(value).length > 0) return undefined;
  return {
    summary: `KMS key id ${JSON.stringify(value)} has an unusual form`,
    detail:
      "A key's id is known to have 36 characters, hexadecimal digits in groups of 8-4-4-4-12, for example 5be45b47-38ba-f055-e892-25ff66c91adc. BOS may refuse another one, or accept it and let the uploads fail. Check that this is the whole id, and not the key's name.",
  };
}

/**
 * A region becomes a label of the endpoint's host name, so it has a label's form. Which regions exist is the
 * cloud's business, the list grows: an unknown one is passed on.
 */
export function checkRegion(value: string): readonly Issue[] {
  if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(value)) return [];
  return [
    {
      code: "region-malformed",
      field: "region",
      message: `A region is a short word of lower-case letters, digits and "-", such as "bj" or "gz"; got ${JSON.stringify(value)}.`,
    },
  ];
}

const MIN_LENGTH = 3;
const MAX_LENGTH = 63;

/**
 * Everything wrong with a bucket's name, by the rules of the BOS API reference: 3 to 63 characters; lower-case
 * letters, digits and `-`; a letter or digit at both ends. Empty when the name is good.
 */
export function checkBucketName(name: string): readonly Issue[] {
  const issues: Issue[] = [];
  if (name.length < MIN_LENGTH || name.length > MAX_LENGTH) {
    issues.push(
      issue(
        "bucket-name-length",
        `A bucket's name has ${MIN_LENGTH} to ${MAX_LENGTH} characters; ${quote(name)} has ${name.length}.`,
      ),
    );
  }
  const strange = [...new Set(name.match(/[^a-z0-9-]/gu) ?? [])];
  if (strange.length > 0) {
    issues.push(
      issue(
        "bucket-name-characters",
        `A bucket's name holds only lower-case letters, digits and "-"; ${quote(name)} holds ${strange.map(quote).join(", ")}.`,
      ),
    );
  }
  if (name.startsWith("-") || name.endsWith("-")) {
    issues.push(
      issue(
        "bucket-name-edges",
        `A bucket's name starts and ends with a letter or digit; ${quote(name)} does not.`,
      ),
    );
  }
  return issues;
}

export function isBucketName(name: string): boolean {
  return checkBucketName(name).length === 0;
}

function issue(code: IssueCode, message: string): Issue {
  return { code, field: "bucket", message };
}

/** JSON's quoting shows control characters and stray spaces instead of printing them. */
function quote(text: string): string {
  return JSON.stringify(text);
}
