import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ConfiguredContext, Context } from "../definition/resource.ts";
import { createDiagnostics, type Diagnostics } from "../diagnostics.ts";
import type { DiagnosticSchema } from "../gen/tfplugin6_pb.ts";
import { ValueError } from "../values/value.ts";
import { bug, diagnosticsToProto, Failure } from "./failure.ts";

import type { Session } from "./session.ts";

/** How a call ended. Without a value it failed, and the diagnostics hold an error that says why. */
export interface Outcome<T> {
  readonly value: T | undefined;
  readonly diagnostics: MessageInitShape<typeof DiagnosticSchema>[];
}

/** Runs one RPC's work. Whatever is thrown becomes a diagnostic: Terraform shows an RPC error badly, and only the first. */
export async function run<T>(session: Session, work: (ctx: Context) => Promise<T> | T): Promise<Outcome<T>> {
  const diagnostics = createDiagnostics();
  let value: T | undefined;
  try {
    value = await work({ diagnostics, log: session.log, signal: session.stop.signal });
  } catch (thrown) {
    report(thrown, diagnostics, session);
  }
  return { value, diagnostics: diagnosticsToProto(diagnostics.list(), session.log.redacted) };
}

/** Like `run`, for work that needs the provider's settings. */
export function runConfigured<T>(
  session: Session,
  work: (ctx: ConfiguredContext<unknown>) => Promise<T> | T,
): Promise<Outcome<T>> {
  return run(session, (ctx) => work(configured(session, ctx)));
}

/** Adds the provider's settings. Throws `Failure` while there are none. */
export function configured(session: Session, ctx: Context): ConfiguredContext<unknown> {
  if (session.configured === null) {
    throw new Failure(
      "Provider is not configured",
      "Terraform asked for something that needs the provider's settings before it had configured the provider successfully. Look for an earlier error about the provider block.",
    );
  }
  return { ...ctx, settings: session.configured.settings };
}

/** Adds what a handler threw to what it reported. */
export function report(thrown: unknown, diagnostics: Diagnostics, session: Session): void {
  if (session.stop.signal.aborted && isAbort(thrown, session.stop.signal)) {
    diagnostics.error(
      "Interrupted",
      "Terraform was interrupted, and the operation stopped before it was done.",
    );
    return;
  }
  if (thrown instanceof ValueError) {
    diagnostics.error(
      "Value does not fit the schema",
      thrown.message,
      thrown.path.length > 0 ? thrown.path : undefined,
    );
    return;
  }
  const failure = thrown instanceof Failure ? thrown : unexpected(thrown, session);
  diagnostics.error(failure.summary, failure.message, failure.attribute);
}

function unexpected(thrown: unknown, session: Session): Failure {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  session.log.debug("a handler threw", { stack: thrown instanceof Error ? thrown.stack : message });
  return bug(`Unexpected error: ${message}`);
}

/** Node's own functions throw an AbortError with the reason as its cause; others throw the reason itself. */
function isAbort(thrown: unknown, signal: AbortSignal): boolean {
  return thrown === signal.reason || (thrown instanceof Error && thrown.name === "AbortError");
}
