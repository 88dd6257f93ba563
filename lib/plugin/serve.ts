import { createCertificate } from "./handshake/certificate.ts";
import { handshakeLine, refusalLine } from "./handshake/line.ts";
import { listenOnPort, listenOnSocket } from "./handshake/listen.ts";
import { createMutualTlsServer } from "./handshake/secure-server.ts";
import { readTerms, type Terms } from "./handshake/terms.ts";
import { createLogger, levelFromEnvironment } from "./log.ts";
import type { ProviderDefinition } from "./provider.ts";

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
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  on(event: "exit" | "SIGINT" | "SIGTERM", listener: () => void): unknown;
  exit(code: number): void;
}

/**
 * Serves a provider to the Terraform that started this process, until Terraform shuts it down. Started by a person it says what it is
 * on stderr; on terms that it cannot keep it says why, in the one line on stdout that Terraform shows. Both exit with 1.
 */
export async function serve<Settings>(program: Program<Settings>, host: Host = process): Promise<void> {
  const terms = readTerms(host.env);
  if (terms.kind === "person") {
    host.stderr.write(`${program.aboutText.trim()}\n`);
    return host.exit(1);
  }
  if (terms.kind === "refused") {
    host.stdout.write(refusalLine(terms.reason));
    return host.exit(1);
  }

  try {
    await start(program, terms, host);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    host.stdout.write(refusalLine(`terraform-provider-${program.name} cannot start: ${reason}`));
    host.exit(1);
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
      : await listenOnSocket(server, terms.socketDirectory);
  host.on("exit", listening.remove);
  // Ctrl-C reaches every process in the terminal. What to do then is Terraform's decision: it calls StopProvider.
  host.on("SIGINT", () => {});
  host.on("SIGTERM", () => host.exit(1));

  // Everything that needs gRPC is loaded after this line: requests that come sooner wait for it.
  host.stdout.write(handshakeLine(listening.address, own.certificate));
  const handler = loadHandler(program, host);
  server.on("stream", async (stream, headers) => (await handler)(stream, headers[":path"] ?? ""));
}

async function loadHandler<Settings>(program: Program<Settings>, host: Host) {
  const log = createLogger({
    module: `provider.${program.name}`,
    level: levelFromEnvironment(host.env),
    write: (line) => host.stderr.write(line),
    now: () => new Date(),
  });
  const [{ createStreamHandler }, { createSession }, definition] = await Promise.all([
    import("./grpc/server.ts"),
    import("./rpc/session.ts"),
    program.load(),
  ]);
  return createStreamHandler(createSession(definition, log), () => host.exit(0));
}
