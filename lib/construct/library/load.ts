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
 * What to throw when a library that the user's project brings along cannot be loaded: for one that is not installed, an
 * error with the code `peer-missing` that says what to install. Anything else, a missing dependency of the library
 * included, is not ours to explain.
 *
 * Whoever loads calls `require` with the name written out, inside a `try`: a bundler then takes along the very library
 * that the user's stacks are made of, and goes on without one that is not installed.
 */
export function explainMissing({ wantedBy, versions, instead }: Peers, cause: unknown): unknown {
  const missing =
    cause instanceof Error
      ? /^Cannot find module '((?:@[^/']+\/)?[^/']+)[^']*'/.exec(cause.message)?.[1]
      : undefined;
  if (missing === undefined || !Object.hasOwn(versions, missing)) return cause;
  const packages = Object.entries(versions).map(([peer, range]) => `"${peer}@${range}"`);
  const message =
    `${wantedBy} needs the library ${missing}, which is not installed. ` +
    `${instead}; else run: npm install ${packages.join(" ")}`;
  return Object.assign(new Error(message, { cause }), { code: "peer-missing" });
}
