interface Entry {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly engines?: unknown;
}

export interface Lock {
  readonly packages: Readonly<Record<string, Entry>>;
}

/**
 * A lock file that does not say which Node the development tools ask for. npm compares that with the Node that it runs
 * on itself, and on Node 20 prints a screen of EBADENGINE; the tools run on the one that comes as a development
 * dependency. Which Node a tool asks for, npm still says when somebody adds it. By the engines of what is optional npm
 * decides whether to install it: they stay.
 */
export function withoutToolEngines<L extends Lock>(lock: L): L {
  const packages = Object.entries(lock.packages).map(([path, entry]): [string, Entry] => {
    if (entry.dev !== true || entry.optional === true) return [path, entry];
    const { engines: _, ...rest } = entry;
    return [path, rest];
  });
  return { ...lock, packages: Object.fromEntries(packages) };
}
