import { BceError, createBosClient } from "../bos/index.ts";
import { VERSION } from "../distribution/version.ts";
import type { Desired } from "../encryption/index.ts";
import { allow, bosCalls, createReconciler, ReconcileError, type Report } from "../reconcile/index.ts";
import { parseArguments, USAGE } from "./arguments.ts";
import { exitCode } from "./exit-code.ts";
import { Refusal, refuseUnasked } from "./refusal.ts";
import { parseRequest, type Request } from "./request.ts";
import { done, failed, misused, type Result } from "./result.ts";
import { type Environment, resolveSettings, type Settings } from "./settings.ts";

/** The world as the runtime sees it. Tests hand in their own. */
export interface World {
  readonly env: Environment;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  /** Aborts when the process is asked to stop. */
  readonly signal: AbortSignal;
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
    world.stdout.write(called.kind === "help" ? USAGE : `${VERSION}\n`);
    return exitCode.done;
  }
  const result = called.kind === "wrong" ? misused([called.problem]) : await perform(called, world);
  print(result, called.json, world);
  return result.exitCode;
}

async function perform(
  { verb, request: text }: Extract<ReturnType<typeof parseArguments>, { kind: "run" }>,
  world: World,
): Promise<Result> {
  const parsed = parseRequest(verb, text);
  if (!parsed.ok) return misused(parsed.problems, { verb });
  const { request } = parsed;
  const { bucket } = request;
  // Asks for nothing, so it needs neither credentials nor a region.
  if (request.verb === "destroy" && request.onDestroy === "retain") {
    return done({ verb, bucket, region: request.region }, { outcome: "retained", warnings: [] });
  }
  const resolved = resolveSettings(request, world.env);
  if (resolved.kind === "incomplete") return misused(resolved.problems, { verb, bucket });
  if (resolved.kind === "ambiguous") {
    return failed({ verb, bucket }, "endpoint", resolved.problem, { exitCode: exitCode.refused });
  }
  return reach(request, resolved.settings, world.signal);
}

async function reach(request: Request, settings: Settings, signal: AbortSignal): Promise<Result> {
  const { verb, bucket } = request;
  const { region } = settings;
  const subject = { verb, bucket, region };
  const allowance = allow(request.timeoutMs, signal);
  const approve = refuseUnasked(request, settings.denyWeakening);
  const bos = createBosClient(settings.client);
  try {
    const reconciler = createReconciler(bosCalls(bos));
    const target = { bucket, region };
    const options = { ...allowance, approve };
    const report: Report =
      request.verb === "apply"
        ? await reconciler.reconcile(target, request.desired, options)
        : await reconciler.undo(target, wishBehind(request), { ...options, onDestroy: "disable" });
    return done(subject, report);
  } catch (error) {
    if (error instanceof Refusal)
      return failed(subject, error.code, error.message, { exitCode: exitCode.refused });
    if (!(error instanceof BceError || error instanceof ReconcileError)) throw error;
    const late = allowance.isTimeUp(error) ? " The time is up: allow more with timeouts." : "";
    // The error of a call is that of a read, or of a write that was clearly refused.
    const written = error instanceof ReconcileError && error.written;
    return failed(subject, error.code, `${error.message}${late}`, { written });
  } finally {
    await bos.close();
  }
}

/** A stack keeps nothing to undo for a wish of `disabled`. */
function wishBehind(request: Extract<Request, { verb: "destroy" }>): Pick<Desired, "kind"> {
  return { kind: request.kmsMasterKeyId === undefined ? "bos-managed" : "kms-managed" };
}

function print({ line, json: object, warnings, exitCode: code }: Result, json: boolean, world: World): void {
  if (json) {
    world.stdout.write(`${JSON.stringify({ ...object, exit_code: code })}\n`);
    return;
  }
  for (const warning of warnings) world.stderr.write(`Warning: ${warning}\n`);
  if (code === exitCode.done) world.stdout.write(`${line}\n`);
  else world.stderr.write(`Error: ${line}\n`);
}
