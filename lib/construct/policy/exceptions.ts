import { checkBucketName } from "../../settings/index.ts";
import { checkLiteral, checkNames } from "../check.ts";

interface Terms {
  /** Why, for whoever finds the exception later: who decided it, and what has to happen before it can go. */
  readonly reason: string;

  /** Its last day in UTC, for example `"2027-03-31"`. From the next day on the synth fails. */
  readonly expires: string;
}

/** Lets one construct, or all constructs of one bucket, differ from a policy until a day. */
export type PolicyException = Terms &
  (
    | {
        /** Path of a `BosBucketEncryption` or of a bucket's resource, for example `"storage/old-logs"`. */
        readonly path: string;
        readonly bucket?: never;
      }
    | {
        /** Name of a bucket that is written in the code. */
        readonly bucket: string;
        readonly path?: never;
      }
  );

/** What a policy's exceptions say to something that breaks it. */
export type Verdict = "refused" | "excused" | { readonly expired: PolicyException };

/** The exceptions of a policy, and which of them something has asked for. */
export interface Exceptions {
  /**
   * Whether a construct is excused: for its path, or for each of its buckets. Only asked of what breaks the policy.
   *
   * @param buckets the names, as far as they are written in the code
   */
  verdict(path: string, buckets: readonly string[]): Verdict;

  /** What is wrong with the exceptions themselves; what nothing has asked for is told last of all. */
  issues(): string[];
}

/**
 * Reads a policy's exceptions. One that is malformed excuses nothing.
 *
 * @param today the day in UTC, as `expires` is written
 */
export function readExceptions(written: readonly PolicyException[], today: string): Exceptions {
  const issues = written.map((exception, index) => checkException(`exceptions[${index}]`, exception));
  const sound = written.filter((_, index) => issues[index]?.length === 0);
  // The later one of two for the same counts: a mistake in the other one's date must not lock anybody out.
  const latestOf = (name: "path" | "bucket") =>
    new Map(
      sound
        .filter((exception) => exception[name] !== undefined)
        .sort((one, other) => (one.expires < other.expires ? -1 : 1))
        .map((exception) => [exception[name], exception]),
    );
  const [byPath, byBucket] = [latestOf("path"), latestOf("bucket")];
  const asked = new Set<PolicyException>();

  return {
    verdict(path, buckets) {
      const forPath = byPath.get(path);
      const forBuckets = buckets.map((bucket) => byBucket.get(bucket));
      const all = [forPath, ...forBuckets].filter((exception) => exception !== undefined);
      for (const exception of all) asked.add(exception);
      const holds = (exception: PolicyException | undefined) =>
        exception !== undefined && today <= exception.expires;
      if (holds(forPath) || (buckets.length > 0 && forBuckets.every(holds))) return "excused";
      const expired = all.find((exception) => !holds(exception));
      return expired === undefined ? "refused" : { expired };
    },
    issues: () =>
      written.flatMap((exception, index) => {
        const own = issues[index] ?? [];
        return own.length > 0 || asked.has(exception)
          ? own
          : [`exceptions[${index}]: nothing needs the exception for ${targetOf(exception)}. Remove it.`];
      }),
  };
}

const targetOf = ({ path, bucket }: PolicyException) =>
  path === undefined ? `the bucket "${bucket}"` : `"${path}"`;

const NAMES: readonly string[] = ["path", "bucket", "reason", "expires"];

function checkException(name: string, exception: unknown): string[] {
  if (typeof exception !== "object" || exception === null)
    return [`${name}: Write { path or bucket, reason, expires }.`];
  const { path, bucket, reason, expires }: Partial<Record<string, unknown>> = { ...exception };
  return [
    ...checkNames(`${name}.`, exception, NAMES),
    ...((path === undefined) === (bucket === undefined)
      ? [`${name}: Write path or bucket, one of the two.`]
      : []),
    ...(path === undefined ? [] : checkLiteral(`${name}.path`, path)),
    ...(bucket === undefined ? [] : checkLiteral(`${name}.bucket`, bucket, checkBucketName)),
    ...checkLiteral(`${name}.reason`, reason, (text) =>
      text.trim() === "" ? [{ message: "Say why, for whoever finds the exception later." }] : [],
    ),
    ...checkLiteral(`${name}.expires`, expires, (text) =>
      isDay(text) ? [] : [{ message: `Write its last day, for example "2027-03-31", not "${text}".` }],
    ),
  ];
}

/** A day that the calendar has. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
