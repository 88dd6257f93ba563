import {
  BceError,
  type BceEvent,
  type BosClientOptions,
  type Credentials,
  checkEndpoint,
  createBosClient,
  readSwitch,
  resolveCredentials,
  unlessEmpty,
} from "../bos/index.ts";
import { checkRegion } from "../encryption/index.ts";
import { createKmsClient, describeKey } from "../kms/index.ts";
import {
  type ConfigureContext,
  type Diagnostics,
  isKnown,
  isUnknown,
  type Logger,
  UNKNOWN,
} from "../plugin/index.ts";
import { bosCalls, createAttempts, createReconciler, type RetryNotice } from "../reconcile/index.ts";
import { createBucketLedger, LATE_PLACE, type LedgerNote, placeOf } from "./bucket/ledger.ts";
import { reportAlone } from "./bucket/messages.ts";
import { createSuccessions } from "./bucket/replacement.ts";
import { createKeyLedger } from "./key-ledger.ts";
import { checkProtection } from "./protection.ts";
import { joinRun } from "./run/index.ts";
import { type ProviderConfig, withoutEmpty } from "./schema.ts";
import { ASKED_WITH, type BosAccess, type KmsAccess, type Service, type Settings } from "./settings.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Wire, time, chance and the other processes of the run, for those who have their own: tests that live through thousands
 * of hours. @default the real ones
 */
export type Surroundings = Pick<BosClientOptions, "transport" | "clock" | "sleep" | "random"> & {
  readonly joinRun?: typeof joinRun<LedgerNote>;
};

/** Terraform keeps 10 operations under way by default; more connections help those who raise `-parallelism`. */
const CONNECTIONS_PER_HOST = 32;

/**
 * Turns the provider block and the environment into settings. Everything wrong is reported at once, each with its
 * attribute; what came from the environment is named by its variable. At plan a part may not be known yet: what no request
 * depends on counts as left out for that plan, so that `deny_weakening` is then decided by the apply.
 */
export function configure(
  block: ProviderConfig,
  ctx: ConfigureContext,
  env: Environment,
  surroundings: Surroundings = {},
): Settings | undefined {
  const { diagnostics, log } = ctx;
  const config = withoutEmpty(block);
  const guard = readSwitch("BOS_DENY_WEAKENING", env);
  if (!guard.ok) diagnostics.error("Invalid BOS_DENY_WEAKENING", guard.message);
  checkProtection(config, ctx, env);
  const denyWeakening = config.deny_weakening === true || (guard.ok && guard.on);
  const unknown = [...new Set(Object.values(ASKED_WITH).flat())].filter((name) => isUnknown(config[name]));
  const written = known(config);
  const region = written.region ?? unlessEmpty(env["BAIDUCLOUD_REGION"]);
  const endpoint = written.endpoint ?? unlessEmpty(env["BOS_ENDPOINT"]);
  const kmsEndpoint = written.kms_endpoint ?? unlessEmpty(env["BOS_KMS_ENDPOINT"]);
  if (written.region === undefined && region !== undefined) {
    for (const { message } of checkRegion(region)) diagnostics.error("Invalid BAIDUCLOUD_REGION", message);
  }
  if (written.endpoint === undefined && endpoint !== undefined) {
    for (const { message } of checkEndpoint(endpoint)) diagnostics.error("Invalid BOS_ENDPOINT", message);
  }
  if (written.kms_endpoint === undefined && kmsEndpoint !== undefined) {
    for (const { message } of checkEndpoint(kmsEndpoint))
      diagnostics.error("Invalid BOS_KMS_ENDPOINT", message);
  }
  const cannotSign = unknown.some((name) => CREDENTIALS.has(name));
  const credentials = cannotSign ? undefined : credentialsOf(written, env, diagnostics);
  if (diagnostics.hasErrors()) return undefined;
  const run = (surroundings.joinRun ?? joinRun<LedgerNote>)({ isLate: unknown.length > 0 });
  reportAlone(diagnostics, run);
  const ledger = createBucketLedger(run, isUnknown(config.endpoint) ? LATE_PLACE : placeOf(endpoint));
  const common = { denyWeakening, ledger, successions: createSuccessions() };
  const isKnownFor = (service: Service) => !unknown.some((name) => isOneOf(ASKED_WITH[service], name));
  try {
    const access =
      credentials === undefined ? undefined : accessWith(credentials, written, ctx, env, surroundings);
    const bos = isKnownFor("bos") ? access?.toBos(endpoint) : undefined;
    const kms = isKnownFor("kms") ? access?.toKms(kmsEndpoint) : undefined;
    if (unknown.length === 0 && bos !== undefined && kms !== undefined)
      return { kind: "ready", region, ...bos, ...kms, ...common };
    log.debug("part of the provider block is not known yet", { unknown });
    return {
      kind: "unknown",
      unknown,
      region: isUnknown(config.region) ? UNKNOWN : region,
      ...(bos && { bosAccess: bos }),
      ...(kms && { kmsAccess: kms }),
      told: new Set(),
      ...common,
    };
  } catch (error) {
    if (!(error instanceof BceError)) throw error;
    diagnostics.error("Invalid provider settings", error.message);
    return undefined;
  }
}

const CREDENTIALS: ReadonlySet<string> = new Set(["access_key", "secret_key", "session_token"]);

const isOneOf = (names: readonly string[], name: string): boolean => names.includes(name);

/** Undefined after reported errors. */
function credentialsOf(
  written: Known<ProviderConfig>,
  env: Environment,
  diagnostics: Diagnostics,
): Credentials | undefined {
  const resolved = resolveCredentials(
    {
      accessKeyId: written.access_key,
      secretAccessKey: written.secret_key,
      sessionToken: written.session_token,
    },
    env,
  );
  if (resolved.ok) return resolved.credentials;
  for (const { code, fields, message } of resolved.issues) {
    const summary = code === "credential-malformed" ? `Invalid ${fields[0]}` : "Incomplete credentials";
    diagnostics.error(summary, message, fields.length === 1 ? fields : undefined);
  }
  return undefined;
}

/** Throws a BceError for what is wrong with the network's settings. */
function accessWith(
  credentials: Credentials,
  written: Known<ProviderConfig>,
  { log }: ConfigureContext,
  env: Environment,
  { joinRun: _, ...surroundings }: Surroundings,
): { toBos(endpoint: string | undefined): BosAccess; toKms(endpoint: string | undefined): KmsAccess } {
  log.redact(credentials.secretAccessKey);
  if (credentials.sessionToken !== undefined) log.redact(credentials.sessionToken);
  const { clock, sleep, random } = surroundings;
  const pace = clock === undefined || sleep === undefined ? undefined : { now: clock, sleep };
  const common = {
    ...surroundings,
    credentials,
    requestTimeoutMs: written.request_timeout === undefined ? undefined : written.request_timeout * 1000,
    maxRetries: written.max_retries,
    connections: CONNECTIONS_PER_HOST,
    env,
    onEvent: (event: BceEvent) => logEvent(log, event),
  };
  return {
    toBos(endpoint) {
      const bos = createBosClient({ ...common, endpoint, pathStyle: written.path_style });
      const attempts = createAttempts({
        maxRetries: written.max_retries,
        pace,
        random,
        onRetry: (notice) => logRetry(log, notice),
      });
      return {
        bos,
        attempts,
        reconciler: createReconciler(bosCalls(bos), { attempts, ...(pace && { pace }) }),
      };
    },
    toKms(endpoint) {
      const kms = createKmsClient({ ...common, endpoint });
      return { kms, keys: createKeyLedger((target) => describeKey(kms, target)), kmsEndpoint: endpoint };
    },
  };
}

type Known<T> = { readonly [K in keyof T]?: Exclude<T[K], null | symbol> | undefined };

/** The attributes that are written and known. Another one counts as left out: of a request it changes only how long it may take. */
function known(config: ProviderConfig): Known<ProviderConfig> {
  return Object.fromEntries(
    Object.entries(config).filter(([, value]) => isKnown(value)),
  ) as Known<ProviderConfig>;
}

/** A write is repeated by the reconciler, which has no request to tell of. */
function logRetry(log: Logger, { attempt, waitMs, error }: RetryNotice): void {
  const { operation, bucket, key, code, status } = error;
  log.warn(`${operation}: waiting before another look and attempt`, {
    bucket,
    key,
    attempt,
    code,
    status,
    waitMs,
  });
}

function logEvent(log: Logger, { kind, ...event }: BceEvent): void {
  if (kind === "retry") log.warn(`${event.operation}: waiting before another attempt`, event);
  // From then on requests are signed for another time than this machine's.
  else if (kind === "clock-corrected")
    log.warn(`${event.operation}: the clock was corrected by the answer's Date`, event);
  else log.debug(`${event.operation}: ${kind}`, event);
}
