import type { MessageInitShape } from "@bufbuild/protobuf";
import type { StopProvider_ResponseSchema } from "../gen/tfplugin6_pb.ts";
import type { Session } from "./session.ts";

/** Ctrl-C. Answers at once; the calls in flight end at their next safe point, and later ones find the signal aborted. */
export function stopProvider(session: Session): MessageInitShape<typeof StopProvider_ResponseSchema> {
  session.stop.abort(new Error("Terraform was interrupted"));
  return {};
}
