import type { ProviderDefinition } from "./definition/provider.ts";
import type { RequestHandler } from "./grpc/server.ts";
import { createCertificate } from "./handshake/certificate.ts";
import { onceAbandoned } from "./handshake/leftovers.ts";
import { createMutualTlsServer, listenOnPort, listenOnSocket } from "./handshake/listen.ts";
import { handshakeLine, readTerms, refusalLine, type Terms } from "./handshake/terms.ts";

import { createLogger, levelFromEnvironment } from "./log.ts";

/** A provider that can be started. */
export interface Program<Settings> {
  /** As in `terraform-provider-<name>`; names the module of its log lines. */
  readonly name: string;
  /** What a person reads who starts the executable: what it is, and how to use it. */
  readonly aboutText: string;
  /**
   * Gives the definition. Called after the handshake, so that what it imports with `import()` does not delay the moment from
   * which Terraform can connect.
   */
  load(): Promise<ProviderDefinition<Settings>> | ProviderDefinition<Settings>;
}

/** What of the process the framework uses. */
export interface Host {
  readonly env: { readonly [name: string]: string | undefined };
  readonly platform: string;
  readonly stdout: Output;
  readonly stderr: Output;
  on(event: "exit" | "SIGHUP" | "SIGINT" | "SIGTERM", listener: () => void): unknown;
  exit(code: number): void;
}

interface Output {
  write(text: string, written?: () => void): unknown;
}

/**
 * Serves a provider to the Terraform that started this process, until Terraform shuts it down. Started by a person it says what it is
 * on stderr; on terms that it cannot keep it says why, in the one line on stdout that Terraform shows. Both exit with 1.
 */
export async function serve<Settings>(program: Program<Settings>, host: Host = process): Promise<void> {
  const terms = readTerms(host.env);
  if (terms.kind === "person") return giveUp(host, host.stderr, `${program.aboutText.trim()}\n`);
  if (terms.kind === "refused") return giveUp(host, host.stdout, refusalLine(terms.reason));
  try {
    await start(program, terms, host);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    giveUp(host, host.stdout, refusalLine(`terraform-provider-${program.name} cannot start: ${reason}`));
  }
}

async function start<Settings>(
  program: Program<Settings>,
  terms: Extract<Terms, { kind: "accepted" }>,
  host: Host,
): Promise<void> {
  const own = createCertificate(new Date());
  const server = createMutualTlsServer(own, terms.clientCertificate);
  const listening =
    host.platform === "win32"
      ? await listenOnPort(server, terms.ports)
      : await listenOnSocket(server, terms.socketDirectory, program.name);
  host.on("exit", () => {
    server.close();
    listening.remove();
  });
  // Ctrl-C reaches every process in the terminal. What to do then is Terraform's decision: it calls StopProvider.
  host.on("SIGINT", () => {});
  host.on("SIGTERM", () => host.exit(1));
  // The terminal is gone, and Terraform with it.
  host.on("SIGHUP", () => host.exit(1));
  onceAbandoned(server, () => host.exit(1));

  // Everything that needs gRPC is loaded after this line: calls that come sooner wait for it.
  host.stdout.write(handshakeLine(listening.address, own.certificate));
  const handler = loadHandler(program, host);
  server.on("request", async (request, response) => (await handler)?.(request, response));
  if (host.platform !== "win32") {
    handler
      .then(() => import("./handshake/leftovers.ts"))
      .then(({ clearLeftovers }) => clearLeftovers(terms.socketDirectory, program.name))
      // Nobody waits for it, and nobody misses it.
      .catch(() => {});
  }
}

/** Null when the provider could not be loaded: by then the process is ending. */
async function loadHandler<Settings>(program: Program<Settings>, host: Host): Promise<RequestHandler | null> {
  const log = createLogger({
    module: `provider.${program.name}`,
    level: levelFromEnvironment(host.env),
    write: (line) => host.stderr.write(line),
    now: () => new Date(),
  });
  try {
    const [{ createRequestHandler }, { createSession }, definition] = await Promise.all([
      import("./grpc/server.ts"),
      import("./rpc/session.ts"),
      program.load(),
    ]);
    return createRequestHandler(createSession(definition, log), () => host.exit(0));
  } catch (error) {
    // Too late for a line on stdout: Terraform only says that the plugin ended, and shows this with TF_LOG.
    log.error("the provider cannot be loaded", { error });
    host.exit(1);
    return null;
  }
}

/** Ends the process once the text has left it: a pipe may still be writing when `write` returns. */
function giveUp(host: Host, output: Output, text: string): void {
  output.write(text, () => host.exit(1));
}
