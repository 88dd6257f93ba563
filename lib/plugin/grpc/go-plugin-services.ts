import { Health, HealthCheckResponse_ServingStatus } from "../gen/health_pb.ts";
import { GRPCBroker, GRPCController, GRPCStdio } from "../gen/plugin_pb.ts";
import { pathOf, type Route, unaryRoutes } from "./routes.ts";
import { GrpcError } from "./status.ts";

/** The path of the call with which Terraform ends the process. */
export const SHUTDOWN_PATH = pathOf(GRPCController.method.shutdown);

/** The services that go-plugin's client calls beside the provider. */
export const goPluginRoutes: readonly [string, Route][] = [
  // The process ends when this answer has arrived: see server.ts.
  ...unaryRoutes(GRPCController, { shutdown: () => ({}) }),
  ...unaryRoutes(Health, {
    check({ service }) {
      if (service === "" || service === "plugin")
        return { status: HealthCheckResponse_ServingStatus.SERVING };
      throw new GrpcError("notFound", `unknown service ${JSON.stringify(service)}`);
    },
  }),
  // One would carry connections back to Terraform, the other what a plugin prints: nothing of either here.
  [pathOf(GRPCBroker.method.startStream), { kind: "silent" }],
  [pathOf(GRPCStdio.method.streamStdio), { kind: "silent" }],
];
