import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ReadDataSource_Request, ReadDataSource_ResponseSchema } from "../gen/tfplugin6_pb.ts";
import { decodeState, encodeState, findDataSource, NO_VALUE } from "./codec.ts";
import { bug } from "./failure.ts";
import { runConfigured } from "./run.ts";
import type { Session } from "./session.ts";

export async function readDataSource(
  session: Session,
  request: ReadDataSource_Request,
): Promise<MessageInitShape<typeof ReadDataSource_ResponseSchema>> {
  const { value: state = NO_VALUE, diagnostics } = await runConfigured(session, async (ctx) => {
    const dataSource = findDataSource(session, request.typeName);
    // Terraform waits until all of the configuration is known, so that it reads like a state.
    const config = decodeState(dataSource.schema, request.config);
    if (config === null) throw bug("Terraform sent no configuration.");
    const read = await dataSource.read(config, ctx);
    if (ctx.diagnostics.hasErrors()) return NO_VALUE;
    if (read === null) throw bug(`The read of ${request.typeName} gave nothing, and did not say why.`);
    return encodeState(dataSource.schema, read);
  });
  return { state, diagnostics };
}
