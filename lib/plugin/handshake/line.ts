import type { Address } from "./listen.ts";

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
