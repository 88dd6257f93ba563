import { X509Certificate } from "node:crypto";
import { BceError } from "../errors/bce-error.ts";

/**
 * The roots to trust: Node's own, with those of NODE_EXTRA_CA_CERTS, and the given PEM on top.
 * Undefined leaves the choice to Node. Throws `InvalidConfiguration` for a PEM that holds no certificate or a broken one,
 * which TLS itself would pass over in silence.
 */
export function trustedRoots(caCertificates: string | undefined): string[] | undefined {
  if (caCertificates === undefined) return undefined;
  const blocks = caCertificates.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw invalid("hold no certificate in PEM form");
  for (const block of blocks) {
    try {
      new X509Certificate(block);
    } catch (cause) {
      throw invalid("hold one that cannot be read", cause);
    }
  }
  // Not imported above: most endpoints need no roots of their own, and TLS is slow to load.
  const { getCACertificates } = process.getBuiltinModule("node:tls");
  return [...getCACertificates("default"), ...blocks];
}

function invalid(what: string, cause?: unknown): BceError {
  return new BceError("InvalidConfiguration", {
    reason: `The CA certificates ${what}. Give one or more blocks from "-----BEGIN CERTIFICATE-----" to "-----END CERTIFICATE-----".`,
    cause,
  });
}
