import {
  BceError,
  type BosClient,
  getBucketLogTarget,
  hasBucketReplication,
  hasBucketWebsite,
  isBucketReadByEverybody,
} from "../../bos/index.ts";
import type { ConfiguredContext } from "../../plugin/index.ts";
import type { Target } from "../../reconcile/index.ts";
import type { Settings } from "../settings.ts";

/** One thing that a bucket may be used for, and what breaks when its new objects need a KMS key to be read. */
interface Use {
  /** What is looked at, as the console calls it. */
  readonly setting: string;
  /** True when the bucket is used so. */
  readonly look: (bos: BosClient, target: Target & { readonly signal: AbortSignal }) => Promise<boolean>;
  /** A clause that finishes "new uploads …". */
  readonly breaks: string;
}

const USES: readonly Use[] = [
  {
    setting: "logging",
    look: async (bos, target) => (await getBucketLogTarget(bos, target)) === target.bucket,
    breaks: "include its own access logs, which BOS can then only write with the key",
  },
  {
    setting: "replication",
    look: hasBucketReplication,
    breaks: "are replicated to another bucket, which needs the key as well",
  },
  {
    setting: "static website",
    look: hasBucketWebsite,
    breaks: "are served as a website, whose visitors may not use the key",
  },
  {
    setting: "acl",
    look: isBucketReadByEverybody,
    breaks: "may be read by everybody, who may not use the key",
  },
];

/**
 * Says at plan who is affected when a bucket switches to KMS-managed keys. One read for each use, all at once; a read
 * that fails is said and does no harm. That other buckets write their logs here is not looked at: it would take a
 * read of every bucket of the account.
 */
export async function reportBlastRadius(
  bos: BosClient,
  target: Target,
  { diagnostics, signal }: ConfiguredContext<Settings>,
): Promise<void> {
  const looks = await Promise.all(USES.map((use) => lookAt(use, bos, { ...target, signal })));
  const affected = looks.flatMap(({ use, found }) => (found === true ? [use.breaks] : []));
  const unknown = looks.flatMap(({ use, problem }) =>
    problem === undefined ? [] : [`${use.setting} (${problem})`],
  );
  const notLookedAt = `Not looked at: whether other buckets write their logs here${unknown.length === 0 ? "" : `; ${unknown.join("; ")}`}.`;
  if (affected.length > 0) {
    diagnostics.warning(
      `A KMS key may lock out users of bucket "${target.bucket}"`,
      `With KMS-managed keys, whoever reads a new object must be allowed to use the key. Here, new uploads ${affected.join("; new uploads ")}. ${notLookedAt}`,
      ["kms_master_key_id"],
    );
  } else if (unknown.length > 0) {
    diagnostics.warning(
      "Not everything that a KMS key may affect could be looked at",
      `With KMS-managed keys, whoever reads a new object of bucket "${target.bucket}" must be allowed to use the key. ${notLookedAt}`,
      ["kms_master_key_id"],
    );
  }
}

interface Look {
  readonly use: Use;
  readonly found?: boolean;
  /** Why it is not known. */
  readonly problem?: string;
}

async function lookAt(
  use: Use,
  bos: BosClient,
  target: Target & { readonly signal: AbortSignal },
): Promise<Look> {
  try {
    return { use, found: await use.look(bos, target) };
  } catch (error) {
    if (!(error instanceof BceError)) throw error;
    return {
      use,
      problem: error.code === "AccessDenied" ? `the permission ${error.operation} is missing` : error.message,
    };
  }
}
