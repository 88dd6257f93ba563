import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Diagnostic } from "../diagnostics.ts";
import { type AttributePathSchema, Diagnostic_Severity, type DiagnosticSchema } from "../gen/tfplugin6_pb.ts";
import type { AttributePath, PathStep } from "../values/value.ts";

/** Ends an RPC with one error diagnostic. Only for this folder: handlers of a provider report theirs. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly summary: string;
  readonly attribute: AttributePath | undefined;

  constructor(summary: string, detail: string, attribute?: AttributePath) {
    super(detail);
    this.summary = summary;
    this.attribute = attribute;
  }
}

/** A mistake of the provider's author, told to the user, who can only report it. */
export function bug(detail: string): Failure {
  return new Failure(
    "Bug in the provider",
    `${detail}\n\nThis is a bug in the provider: please report it to its maintainers.`,
  );
}

/** Diagnostics as messages. `redacted` replaces secrets: nothing that a user reads may hold one. */
export function diagnosticsToProto(
  diagnostics: readonly Diagnostic[],
  redacted: (text: string) => string,
): MessageInitShape<typeof DiagnosticSchema>[] {
  return diagnostics.map(({ severity, summary, detail, attribute }) => ({
    severity: severity === "error" ? Diagnostic_Severity.ERROR : Diagnostic_Severity.WARNING,
    summary: redacted(summary),
    detail: redacted(detail),
    ...(attribute && { attribute: pathToProto(attribute) }),
  }));
}

export function pathToProto(path: AttributePath): MessageInitShape<typeof AttributePathSchema> {
  return { steps: path.map((step) => ({ selector: selector(step) })) };
}

function selector(step: PathStep) {
  if (typeof step === "string") return { case: "attributeName", value: step } as const;
  if (typeof step === "number") return { case: "elementKeyInt", value: BigInt(step) } as const;
  return { case: "elementKeyString", value: step.key } as const;
}
