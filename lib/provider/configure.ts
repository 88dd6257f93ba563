import {
  BceError,
  type BceEvent,
  type BosClientOptions,
  checkEndpoint,
  createBosClient,
  readSwitch,
  resolveCredentials,
} from "../bos/index.ts";
import { checkRegion } from "../encryption/index.ts";
import { createKmsClient, describeKey } from "../kms/index.ts";
import { type ConfigureContext, isUnknown, type Logger } from "../plugin/index.ts";
import { bosCalls, createReconciler, type ReconcilerOptions } from "../reconcile/index.ts";
import { createBucketLedger } from "./bucket-encryption/ledger.ts";
import { createKeyLedger } from "./preflight/index.ts";
import type { ProviderConfig } from "./schema.ts";
import type { Settings } from "./settings.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Wire, time and chance, for those who have their own: tests that live through thousands of hours. @default the real ones */
export type Surroundings = Pick<BosClientOptions, "transport" | "clock" | "sleep" | "random">;

/** Terraform keeps 10 operations under way by default; more connections help those who raise `-parallelism`. */
const CONNECTIONS_PER_HOST = 32;

/**
 * Turns the provider block and the environment into settings. Everything wrong is reported at once, each with its
 * attribute; what came from the environment is named by its variable.
 */
export function configure(
  config: ProviderConfig,
  ctx: ConfigureContext,
  env: Environment,
  surroundings: Surroundings = {},
): Settings | undefined {
  const { diagnostics, log } = ctx;
  const guard = readSwitch("BOS_DENY_WEAKENING", env);
  if (!guard.ok) diagnostics.error("Invalid BOS_DENY_WEAKENING", guard.message);
  const denyWeakening = config.deny_weakening === true || (guard.ok && guard.on);
  if (Object.values(config).some(isUnknown)) {
    log.debug("part of the provider block is not known yet: nothing is read from the cloud");
    return diagnostics.hasErrors()
      ? undefined
      : { kind: "unknown", denyWeakening, ledger: createBucketLedger() };
  }
  const written = known(config);
  const region = written.region ?? (env["BAIDUCLOUD_REGION"] || undefined);
  const endpoint = written.endpoint ?? (env["BOS_ENDPOINT"] || undefined);
  const kmsEndpoint = written.kms_endpoint ?? (env["BOS_KMS_ENDPOINT"] || undefined);
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
  const resolved = resolveCredentials(
    {
      accessKeyId: written.access_key,
      secretAccessKey: written.secret_key,
      sessionToken: written.session_token,
    },
    env,
  );
  if (!resolved.ok) {
    for (const { field, message } of resolved.issues)
      diagnostics.error("Incomplete credentials", message, [field]);
  }
  if (diagnostics.hasErrors() || !resolved.ok) return undefined;

  const { credentials } = resolved;
  log.redact(credentials.secretAccessKey);
  if (credentials.sessionToken !== undefined) log.redact(credentials.sessionToken);
  try {
    const common = {
      ...surroundings,
      credentials,
      requestTimeoutMs: written.request_timeout === undefined ? undefined : written.request_timeout * 1000,
      maxRetries: written.max_retries,
      connections: CONNECTIONS_PER_HOST,
      env,
      onEvent: (event: BceEvent) => logEvent(log, event),
    };
    const bos = createBosClient({ ...common, endpoint, pathStyle: written.path_style });
    const kms = createKmsClient({ ...common, endpoint: kmsEndpoint });
    return {
      kind: "ready",
      denyWeakening,
      region,
      bos,
      kms,
      keys: createKeyLedger((target) => describeKey(kms, target)),
      kmsEndpoint,
      reconciler: createReconciler(bosCalls(bos), paceOf(surroundings)),
      ledger: createBucketLedger(),
    };
  } catch (error) {
    if (!(error instanceof BceError)) throw error;
    diagnostics.error("Invalid provider settings", error.message);
    return undefined;
  }
}

/** The reconciler's time is that of the calls below it. */
function paceOf({ clock, sleep }: Surroundings): ReconcilerOptions {
  return clock === undefined || sleep === undefined ? {} : { pace: { now: clock, sleep } };
}

type Known<T> = { readonly [K in keyof T]?: Exclude<T[K], null | symbol> | undefined };

/** The attributes that are written. Only for a config without unknown values. */
function known(config: ProviderConfig): Known<ProviderConfig> {
  return Object.fromEntries(
    Object.entries(config).filter(([, value]) => value !== null),
  ) as Known<ProviderConfig>;
}

function logEvent(log: Logger, { kind, ...event }: BceEvent): void {
  if (kind === "retry") log.warn(`${event.operation}: waiting before another attempt`, event);
  else log.debug(`${event.operation}: ${kind}`, event);
}
