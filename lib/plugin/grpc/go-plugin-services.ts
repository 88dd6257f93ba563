import { Code, ConnectError, type ConnectRouter, type HandlerContext } from "@connectrpc/connect";
import { Health, HealthCheckResponse_ServingStatus } from "../gen/health_pb.ts";
import { GRPCBroker, GRPCController, GRPCStdio } from "../gen/plugin_pb.ts";

/** The path of the call with which Terraform ends the process. */
export const SHUTDOWN_PATH = `/${GRPCController.typeName}/${GRPCController.method.shutdown.name}`;

/** The services that go-plugin's client calls beside the provider. */
export function goPluginServices(router: ConnectRouter): void {
  // The process ends when this answer has arrived: see server.ts.
  router.service(GRPCController, { shutdown: () => ({}) });
  // Both streams stay open and silent: one would carry connections back to Terraform, the other what a plugin prints.
  router.service(GRPCBroker, { startStream: (_requests, context) => silence(context) });
  router.service(GRPCStdio, { streamStdio: (_request, context) => silence(context) });
  router.service(Health, {
    check({ service }) {
      if (service !== "" && service !== "plugin") {
        throw new ConnectError(`unknown service ${JSON.stringify(service)}`, Code.NotFound);
      }
      return { status: HealthCheckResponse_ServingStatus.SERVING };
    },
  });
}

/** A stream of nothing that ends with the call. */
async function* silence({ signal }: HandlerContext): AsyncGenerator<never> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}
