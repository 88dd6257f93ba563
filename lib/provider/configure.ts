import { BceError, type BceEvent, type BosClientOptions, createBosClient } from "../bos/index.ts";
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
import {
  CREDENTIAL_SETTINGS,
  type Credentials,
  type Environment,
  PROVIDER_SETTINGS,
  type ProviderSetting,
  type ResolvedSettings,
  resolveSettings,
  type SettingIssue,
  type WrittenSettings,
} from "../settings/index.ts";
import { reportAlone } from "./bucket/messages.ts";
import { createSuccessions } from "./bucket/replacement.ts";
import { createBucketLedger, LATE_PLACE, type LedgerNote, placeOf } from "./bucket-ledger.ts";
import { createKeyLedger } from "./key-ledger.ts";
import { checkProtection } from "./protection.ts";
import { joinRun } from "./run/run.ts";
import { type ProviderConfig, withoutEmpty } from "./schema.ts";
import { ASKED_WITH, type BosAccess, type KmsAccess, type Service, type Settings } from "./settings.ts";

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
  const unknown = [...new Set(Object.values(ASKED_WITH).flat())].filter((name) => isUnknown(config[name]));
  const written = known(config);
  const cannotSign = CREDENTIAL_SETTINGS.some((name) => unknown.includes(name));
  const { settings, issues } = resolveSettings(
    written,
    env,
    cannotSign ? SETTINGS.filter((name) => !isOneOf(CREDENTIAL_SETTINGS, name)) : SETTINGS,
  );
  for (const issue of issues) reportIssue(issue, diagnostics);
  checkProtection(config, settings, ctx, env);
  const { region, endpoint, kmsEndpoint, denyWeakening, credentials } = settings;
  if (diagnostics.hasErrors()) return undefined;
  const run = (surroundings.joinRun ?? joinRun<LedgerNote>)({ isLate: unknown.length > 0 });
  reportAlone(diagnostics, run);
  const ledger = createBucketLedger(run, isUnknown(config.endpoint) ? LATE_PLACE : placeOf(endpoint));
  const common = { denyWeakening, ledger, successions: createSuccessions() };
  const isKnownFor = (service: Service) => !unknown.some((name) => isOneOf(ASKED_WITH[service], name));
  try {
    const access =
      credentials === undefined ? undefined : accessWith(credentials, settings, ctx, env, surroundings);
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

const SETTINGS = Object.keys(PROVIDER_SETTINGS) as ProviderSetting[];

const isOneOf = (names: readonly string[], name: string): boolean => names.includes(name);

/** What came from the environment is named by its variable; credentials by their attributes, of which they are read as one. */
function reportIssue(
  { code, settings, variables, source, message }: SettingIssue,
  diagnostics: Diagnostics,
): void {
  const path = settings.length === 1 ? [...settings] : undefined;
  if (code === "credential-missing" || code === "credential-mixed")
    diagnostics.error("Incomplete credentials", message, path);
  else if (code === "credential-malformed" || source === "code")
    diagnostics.error(`Invalid ${settings[0]}`, message, path);
  else diagnostics.error(`Invalid ${variables[0]}`, message);
}

/** Throws a BceError for what is wrong with the network's settings. */
function accessWith(
  credentials: Credentials,
  { pathStyle, requestTimeoutMs, maxRetries }: ResolvedSettings,
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
    requestTimeoutMs,
    maxRetries,
    connections: CONNECTIONS_PER_HOST,
    env,
    onEvent: (event: BceEvent) => logEvent(log, event),
  };
  return {
    toBos(endpoint) {
      const bos = createBosClient({ ...common, endpoint, pathStyle });
      const attempts = createAttempts({
        maxRetries,
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

/** The attributes that are written and known. Another one counts as left out: of a request it changes only how long it may take. */
function known(config: ProviderConfig): WrittenSettings {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => isKnown(value))) as WrittenSettings;
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
