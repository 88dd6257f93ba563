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
import { describeProblem, reportExposure, type Use } from "./messages.ts";

type Look = (bos: BosClient, target: Target & { readonly signal: AbortSignal }) => Promise<boolean>;

/** What a bucket may be used for, and how to see that it is. */
const LOOKS: Readonly<Record<Use, Look>> = {
  logging: async (bos, target) => (await getBucketLogTarget(bos, target)) === target.bucket,
  replication: hasBucketReplication,
  "static website": hasBucketWebsite,
  acl: isBucketReadByEverybody,
};

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
  const uses = Object.keys(LOOKS) as Use[];
  const answers = await Promise.all(uses.map((use) => lookAt(use, bos, { ...target, signal })));
  const affected = answers.flatMap(({ use, isFound }) => (isFound === true ? [use] : []));
  const problems = answers.flatMap(({ use, problem }) => (problem === undefined ? [] : [{ use, problem }]));
  reportExposure(diagnostics, target.bucket, affected, problems);
}

interface Answer {
  readonly use: Use;
  readonly isFound?: boolean;
  /** Why it is not known. */
  readonly problem?: string;
}

async function lookAt(
  use: Use,
  bos: BosClient,
  target: Target & { readonly signal: AbortSignal },
): Promise<Answer> {
  try {
    return { use, isFound: await LOOKS[use](bos, target) };
  } catch (error) {
    if (!(error instanceof BceError)) throw error;
    return { use, problem: describeProblem(error) };
  }
}
