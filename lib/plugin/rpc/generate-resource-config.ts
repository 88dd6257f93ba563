import type { MessageInitShape } from "@bufbuild/protobuf";
import type {
  GenerateResourceConfig_Request,
  GenerateResourceConfig_ResponseSchema,
} from "../gen/tfplugin6_pb.ts";
import { configOf } from "../schema/schema.ts";
import { decodeState, encodeState, findResource, NO_VALUE } from "./codec.ts";
import { bug } from "./failure.ts";
import { run } from "./run.ts";
import type { Session } from "./session.ts";

/** The configuration for an imported state (`plan -generate-config-out`, `terraform query`). Asked by Terraform from 1.14 on. */
export async function generateResourceConfig(
  session: Session,
  request: GenerateResourceConfig_Request,
): Promise<MessageInitShape<typeof GenerateResourceConfig_ResponseSchema>> {
  const { value: config = NO_VALUE, diagnostics } = await run(session, async (ctx) => {
    const resource = findResource(session, request.typeName);
    const state = decodeState(resource.schema, request.state);
    if (state === null) throw bug("Terraform asked for the configuration of nothing.");
    const generated = resource.generateConfig?.(state, ctx) ?? configOf(resource.schema, state);
    return encodeState(resource.schema, await generated);
  });
  return { config, diagnostics };
}
