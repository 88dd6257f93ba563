import { BceError, type BceEvent, type BosClientOptions, createBosClient } from "../bos/index.ts";
import { describeVersion, VERSION } from "../packaging/version.ts";
import {
  type Allowance,
  allow,
  bosCalls,
  createAttempts,
  createReconciler,
  ReconcileError,
  type Report,
} from "../reconcile/index.ts";
import { type Environment, hostOf } from "../settings/index.ts";
import { type Arguments, parseArguments, USAGE } from "./arguments.ts";
import { exitCode } from "./exit-code.ts";
import { Refusal, refuseUnasked } from "./refusal.ts";
import { parseRequest, type Request } from "./request.ts";
import { broken, done, failed, misused, type Result, refused, type Subject, withWarnings } from "./result.ts";
import {
  completeSettings,
  inheritedEndpoint,
  publicEndpoint,
  type Settings,
  shownEndpoint,
} from "./settings.ts";
import { ownerNow } from "./stack-buckets.ts";

/** The world as the runtime sees it. Tests hand in their own. */
export interface World {
  readonly env: Environment;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  /** Aborts when the process is asked to stop. */
  readonly signal: AbortSignal;
  /** What tests put in the place of the network, of time and of chance. */
  readonly surroundings?: Pick<BosClientOptions, "transport" | "clock" | "sleep" | "random">;
}

/**
 * Runs a command line: reads the bucket, and makes at most one change to it.
 *
 * @param argv the arguments behind the file's name
 * @returns the exit code (see {@link exitCode})
 */
export async function run(argv: readonly string[], world: World): Promise<number> {
  const called = parseArguments(argv);
  if (called.kind === "help" || called.kind === "version") {
    world.stdout.write(called.kind === "help" ? USAGE : `${describeVersion(VERSION)}\n`);
    return exitCode.done;
  }
  const result = called.kind === "wrong" ? misused([called.issue]) : await perform(called, world);
  print(result, called.json, world);
  return result.exitCode;
}

type Called = Extract<Arguments, { kind: "run" }>;

async function perform({ verb, request: text }: Called, world: World): Promise<Result> {
  const parsed = parseRequest(verb, text);
  if (!parsed.ok) return misused(parsed.issues, { verb });
  const { request } = parsed;
  const { bucket, written } = request;
  const region = written.region ?? undefined;
  try {
    // Asks for nothing, so it needs neither credentials nor a region.
    if (request.verb === "destroy" && request.onDestroy === "retain")
      return leave({ verb, bucket, region }, 'on_destroy is "retain"');
    const resolved = completeSettings(request, world.env);
    if (resolved.kind === "incomplete") return misused(resolved.issues, { verb, bucket });
    if (resolved.kind === "ambiguous") return refused({ verb, bucket }, "endpoint", resolved.issue);
    const { settings } = resolved;
    const subject = { verb, bucket, region: settings.region };
    if (request.verb === "destroy") {
      const owner = ownerNow(request, settings.client.endpoint, world.env);
      if (owner.kind === "unknown") return misused([owner.issue], subject);
      if (owner.kind === "other") return leave(subject, `${owner.construct} sets this bucket now`);
    }
    return withWarnings(await reach(request, subject, settings, world), settings.warnings);
  } catch (error) {
    return broken({ verb, bucket }, error);
  }
}

const leave = (subject: Subject, reason: string): Result =>
  done(subject, { outcome: "retained", reason, warnings: [] });

async function reach(
  request: Request,
  subject: Subject,
  settings: Settings,
  { signal, surroundings }: World,
): Promise<Result> {
  const allowance = allow(request.timeoutMs, signal);
  try {
    const { report, clock } = await bringAbout(request, settings, allowance, surroundings);
    return done(subject, report, [...clock, ...warnOfEndpoint(request, settings)]);
  } catch (error) {
    if (error instanceof Refusal) return refused(subject, error.code, error.message);
    if (!(error instanceof BceError || error instanceof ReconcileError)) throw error;
    const { code, message } = error;
    if (code === "InvalidConfiguration") return misused([message], subject);
    // The error of a call is that of a read, or of a write that was clearly refused.
    const written = error instanceof ReconcileError && error.written;
    const more = whyEarly(error, request, allowance, signal) + (written ? wayOn(request) : "");
    return failed(subject, { code, message: message + more }, written);
  }
}

/** The sentence that an error needs which came of having no more time. */
function whyEarly(
  error: Error,
  { timeoutMs = 0 }: Request,
  allowance: Allowance,
  signal: AbortSignal,
): string {
  if (allowance.isTimeUp(error))
    return ` The time is up: timeouts give the whole run ${timeoutMs / 1000} s. Allow more there.`;
  return signal.aborted ? " It was asked to stop." : "";
}

/** Terraform keeps both resources after a destroy that failed, and sees no reason to apply the desired state again. */
const wayOn = ({ verb }: Request): string =>
  verb === "apply"
    ? ""
    : ` Destroy again; or, if encryption is to stay on after all, apply with -replace of this construct's "apply" resource.`;

/** What stays on at another endpoint is not seen by anybody. */
function warnOfEndpoint(request: Request, { region, client }: Settings): string[] {
  if (request.verb === "apply" || request.appliedEndpoint === undefined) return [];
  const { appliedEndpoint: applied, bucket } = request;
  const now = request.written.endpoint ?? inheritedEndpoint(client.env ?? {}) ?? publicEndpoint(region);
  if (hostOf(applied) === hostOf(now)) return [];
  return [
    `The setting was made, and given up, at ${applied}. The stack asks ${shownEndpoint(now)} now: a bucket "${bucket}" there is left as it is.`,
  ];
}

/** What was seen and done, and what there is to say of the machine's clock. */
async function bringAbout(
  request: Request,
  settings: Settings,
  allowance: Allowance,
  surroundings: World["surroundings"] = {},
): Promise<{ readonly report: Report; readonly clock: readonly string[] }> {
  const clock: string[] = [];
  const onEvent = (event: BceEvent) => {
    if (event.kind === "clock-corrected") clock.push(describeCorrection(event.offsetMs));
  };
  const bos = createBosClient({ ...settings.client, onEvent, ...surroundings });
  try {
    const { clock: now, sleep, random } = surroundings;
    const pace = now === undefined || sleep === undefined ? undefined : { now, sleep };
    const attempts = createAttempts({ maxRetries: settings.client.maxRetries, pace, random });
    const reconciler = createReconciler(bosCalls(bos), { attempts, ...(pace && { pace }) });
    const target = { bucket: request.bucket, region: settings.region };
    const options = { ...allowance, approve: refuseUnasked(request, settings.denyWeakening) };
    const report =
      request.verb === "apply"
        ? await reconciler.reconcile(target, request.desired, options)
        : await reconciler.undo(target, UNDONE, { ...options, onDestroy: "disable" });
    return { report, clock };
  } finally {
    await bos.close();
  }
}

/** A runtime has no log: that it did not sign by its own clock is said beside its outcome. */
function describeCorrection(offsetMs: number): string {
  const seconds = Math.round(Math.abs(offsetMs) / 1000);
  return `This machine's clock is ${seconds} s ${offsetMs > 0 ? "behind" : "ahead of"} that of BOS, by which requests were signed instead. Set the clock.`;
}

/** Any desired state but `disabled`, for which a stack keeps nothing to undo. */
const UNDONE = { kind: "bos-managed" } as const;

function print({ line, json: object, warnings, exitCode: code }: Result, json: boolean, world: World): void {
  if (json) {
    world.stdout.write(`${JSON.stringify({ ...object, exit_code: code })}\n`);
    return;
  }
  for (const warning of warnings) world.stderr.write(`Warning: ${warning}\n`);
  if (code === exitCode.done) world.stdout.write(`${line}\n`);
  else world.stderr.write(`Error: ${line}\n`);
}
