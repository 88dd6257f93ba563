import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** What a user has to install, as package.json tells npm: ranges of versions by name. */
export type Peers = Readonly<Record<string, string>>;

/**
 * Loads a library that the user's project brings along: the classes here must extend the very ones that the user's
 * stacks are made of.
 *
 * @param peers the library, and what to install along with it
 * @param path the library's module, where it is not its main one
 * @throws Error with the code `peer-missing`, which says what to install
 */
export function loadPeer<Library>(name: string, peers: Peers, path: string = name): Library {
  try {
    return require(path);
  } catch (cause) {
    // Anything else, a missing dependency of the library included, is not ours to explain.
    if (!(cause instanceof Error && cause.message.startsWith(`Cannot find module '${path}'`))) throw cause;
    const wanted = Object.entries(peers).map(([peer, range]) => `"${peer}@${range}"`);
    const message = `bos-bucket-encryption needs the library ${name}, which is not installed. Run: npm install ${wanted.join(" ")}`;
    throw Object.assign(new Error(message, { cause }), { code: "peer-missing" });
  }
}

/** Loads the modules of a CDK library that the constructs need. */
export const loadCdk = <Cdk, Synthesizer>(name: string, peers: Peers) => ({
  // First, because the CDK libraries need it too, and would complain in words of their own.
  constructs: loadPeer<typeof import("constructs")>("constructs", peers),
  cdk: loadPeer<Cdk>(name, peers),
  synthesizer: loadPeer<Synthesizer>(name, peers, `${name}/lib/synthesize/synthesizer.js`),
});
