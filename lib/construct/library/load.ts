import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Libraries that a user's project has to bring along, and words for when it does not. */
export interface Peers {
  /** What needs them: what the user has written. */
  readonly wantedBy: string;
  /** Ranges of versions by name, as package.json tells npm. */
  readonly versions: Readonly<Record<string, string>>;
  /** What the user can do who does not want to install them. */
  readonly instead: string;
}

/**
 * Loads a library that the user's project brings along: the classes here must extend the very ones that the user's
 * stacks are made of.
 *
 * @param path the library's module, where it is not its main one
 * @throws Error with the code `peer-missing`, which says what to install
 */
export function loadPeer<Library>(peers: Peers, name: string, path: string = name): Library {
  try {
    return require(path);
  } catch (cause) {
    // Anything else, a missing dependency of the library included, is not ours to explain.
    if (!(cause instanceof Error && cause.message.startsWith(`Cannot find module '${path}'`))) throw cause;
    const packages = Object.entries(peers.versions).map(([peer, range]) => `"${peer}@${range}"`);
    const message =
      `${peers.wantedBy} needs the library ${name}, which is not installed. ` +
      `${peers.instead}; else run: npm install ${packages.join(" ")}`;
    throw Object.assign(new Error(message, { cause }), { code: "peer-missing" });
  }
}

/** Loads the modules of a CDK library that the constructs need. */
export const loadCdk = <Cdk, Synthesizer>(peers: Peers, name: string) => ({
  // First, because the CDK libraries need it too, and would complain in words of their own.
  constructs: loadPeer<typeof import("constructs")>(peers, "constructs"),
  cdk: loadPeer<Cdk>(peers, name),
  synthesizer: loadPeer<Synthesizer>(peers, name, `${name}/lib/synthesize/synthesizer.js`),
});
