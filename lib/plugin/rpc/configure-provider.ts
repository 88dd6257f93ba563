import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ConfigureProvider_Request, ConfigureProvider_ResponseSchema } from "../gen/tfplugin6_pb.ts";
import { decodeConfig } from "./codec.ts";
import { bug } from "./failure.ts";
import { run } from "./run.ts";
import type { Session } from "./session.ts";

export async function configureProvider(
  session: Session,
  request: ConfigureProvider_Request,
): Promise<MessageInitShape<typeof ConfigureProvider_ResponseSchema>> {
  const { provider } = session;
  const { diagnostics } = await run(session, async (ctx) => {
    const config = decodeConfig(provider.schema, request.config);
    const settings = await provider.configure(config, { ...ctx, terraformVersion: request.terraformVersion });
    if (ctx.diagnostics.hasErrors()) return;
    if (settings === undefined)
      throw bug("It took no settings from the provider block, and did not say why.");
    session.configured = { settings };
  });
  return { diagnostics };
}
