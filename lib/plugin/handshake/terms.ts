import type { Address } from "./listen.ts";

/** What Terraform sets so that a plugin can tell it from a person. A constant of Terraform, not a secret. */
const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
const PROTOCOL = "6";

/** What the environment says about who started the process and how it wants to talk. */
export type Terms =
  | { readonly kind: "person" }
  /** Terraform, on terms that we cannot keep. `reason` is one line. */
  | { readonly kind: "refused"; readonly reason: string }
  | {
      readonly kind: "accepted";
      /** PEM. The one certificate that may connect. */
      readonly clientCertificate: string;
      /** Where to put the socket; null for a place of our choice. */
      readonly socketDirectory: string | null;
      /** Inclusive; used where there are no unix sockets. */
      readonly ports: { readonly min: number; readonly max: number };
    };

interface Environment {
  readonly [name: string]: string | undefined;
}

/**
 * Reads the terms. Plain connections are refused: Terraform and OpenTofu always bring a certificate, and a provider that would also
 * talk without one hands the user's credentials to every process on the machine.
 */
export function readTerms(env: Environment): Terms {
  if (env["TF_PLUGIN_MAGIC_COOKIE"] !== COOKIE) return { kind: "person" };

  const offered = (env["PLUGIN_PROTOCOL_VERSIONS"] || PROTOCOL).split(",").map((version) => version.trim());
  if (!offered.includes(PROTOCOL)) {
    return refused(
      `this provider speaks plugin protocol ${PROTOCOL}, and this Terraform only ${offered.join(", ")}: use Terraform 1.0 or newer`,
    );
  }

  const clientCertificate = env["PLUGIN_CLIENT_CERT"];
  if (!clientCertificate) {
    return refused("PLUGIN_CLIENT_CERT is not set: this provider talks mutual TLS only");
  }

  // go-plugin's own defaults.
  const min = Number(env["PLUGIN_MIN_PORT"] || 10_000);
  const max = Number(env["PLUGIN_MAX_PORT"] || 25_000);
  if (!isPort(min) || !isPort(max) || min > max) {
    return refused("PLUGIN_MIN_PORT and PLUGIN_MAX_PORT do not make a range of ports");
  }

  return {
    kind: "accepted",
    clientCertificate,
    socketDirectory: env["PLUGIN_UNIX_SOCKET_DIR"] || null,
    ports: { min, max },
  };
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 65_535;
}

function refused(reason: string): Terms {
  return { kind: "refused", reason };
}

/** The one line that tells Terraform where to connect and which certificate to expect. */
export function handshakeLine(address: Address, certificate: Buffer): string {
  const CORE_PROTOCOL = 1;
  const PROTOCOL = 6;
  // go-plugin decodes base64 without padding only.
  const encoded = certificate.toString("base64").replace(/=+$/, "");
  return `${CORE_PROTOCOL}|${PROTOCOL}|${address.network}|${address.address}|grpc|${encoded}\n`;
}

/** Any text as the single line that Terraform shows when a plugin fails before the handshake. */
export function refusalLine(reason: string): string {
  return `${reason.replace(/\s+/g, " ").trim()}\n`;
}
