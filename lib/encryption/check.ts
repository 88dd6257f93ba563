import { isSseAlgorithm, SSE_ALGORITHMS } from "./desired.ts";
import type { Issue } from "./issues.ts";

/** An algorithm that BOS offers, written as BOS writes it. A near miss (`aes256`) is told what was meant. */
export function checkSseAlgorithm(value: string): Issue[] {
  if (isSseAlgorithm(value)) return [];
  const meant = SSE_ALGORITHMS.find((name) => name === value.toUpperCase().replaceAll(/[^A-Z0-9]/g, ""));
  const hint = meant === undefined ? "" : ` Did you mean "${meant}"?`;
  return [
    {
      code: "algorithm-unknown",
      field: "sseAlgorithm",
      message: `BOS encrypts with ${SSE_ALGORITHMS.map((name) => `"${name}"`).join(" or ")}, not with ${JSON.stringify(value)}.${hint}`,
    },
  ];
}

/**
 * A KMS key's id, as far as it can be judged without asking KMS: the cloud does not document its form, so only
 * what can never be an id is refused.
 */
export function checkKmsMasterKeyId(value: string): Issue[] {
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

/**
 * A region becomes a label of the endpoint's host name, so it has a label's form. Which regions exist is the
 * cloud's business, the list grows: an unknown one is passed on.
 */
export function checkRegion(value: string): Issue[] {
  if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(value)) return [];
  return [
    {
      code: "region-malformed",
      field: "region",
      message: `A region is a short word of lower-case letters, digits and "-", such as "bj" or "gz"; got ${JSON.stringify(value)}.`,
    },
  ];
}
