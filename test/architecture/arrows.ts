import { cruise, type IFlattenedRuleSet } from "dependency-cruiser";

/**
 * Who may import whom, by folder of lib/: everything that is not listed is refused. docs/architecture.md draws the
 * same arrows.
 */
export const ARROWS: Readonly<Record<string, readonly string[]>> = {
  "json.ts": [],
  "program.ts": [],
  "runtime-contract.ts": [],
  settings: [],
  encryption: ["json.ts", "settings"],
  packaging: ["runtime-contract.ts"],
  emulator: [],
  bce: ["json.ts", "settings"],
  bos: ["bce", "json.ts"],
  kms: ["bce"],
  reconcile: ["bos", "encryption", "settings"],
  plugin: ["json.ts", "settings"],
  provider: ["reconcile", "bos", "kms", "encryption", "settings", "plugin", "packaging", "program.ts"],
  runtime: [
    "reconcile",
    "bos",
    "encryption",
    "settings",
    "packaging",
    "json.ts",
    "program.ts",
    "runtime-contract.ts",
  ],
  construct: ["encryption", "settings", "packaging", "runtime-contract.ts"],
  cli: ["emulator", "packaging", "program.ts"],
  "index.ts": ["construct", "settings"],
};

/** Folders of lib/provider none of which imports another: what two of them share lies above them. */
export const PROVIDER_FOLDERS: readonly string[] = ["bucket", "data", "key", "run"];

/** Libraries that may stand in one place only. */
const HOMES: Readonly<Record<string, string>> = {
  undici: "^lib/bce/",
  "@connectrpc": "^lib/plugin/",
  "@bufbuild/protobuf": "^lib/plugin/",
  "@msgpack/msgpack": "^lib/plugin/",
  commander: "^lib/cli/",
  cdktf: "^lib/construct/library/cdktf[.]ts$",
  cdktn: "^lib/construct/library/cdktn[.]ts$",
  "@cdktf/provider-null": "^lib/construct/library/cdktf[.]ts$",
  constructs: "^lib/construct/(cdk|library/[a-z]+)[.]ts$",
};

const folderPath = (name: string) =>
  name.endsWith(".ts") ? `^lib/${name.replace(".", "[.]")}$` : `^lib/${name}/`;

const ruleSet: IFlattenedRuleSet = {
  forbidden: [
    ...Object.entries(ARROWS).map(([from, to]) => ({
      name: `arrow-from-${from}`,
      severity: "error" as const,
      from: { path: folderPath(from) },
      to: { path: "^(lib|test|examples|bench|scripts)/", pathNot: [from, ...to].map(folderPath) },
    })),
    {
      name: "folder-without-arrows",
      severity: "error",
      from: { path: "^lib/", pathNot: Object.keys(ARROWS).map(folderPath) },
      to: {},
    },
    ...PROVIDER_FOLDERS.map((from) => ({
      name: `provider-siblings-from-${from}`,
      severity: "error" as const,
      from: { path: `^lib/provider/${from}/` },
      to: { path: "^lib/provider/[^/]+/", pathNot: `^lib/provider/${from}/` },
    })),
    ...Object.entries(HOMES).map(([library, home]) => ({
      name: `${library}-only-at-home`,
      severity: "error" as const,
      // A type alone costs nothing at run time and ties nobody to a library's presence.
      from: { path: "^lib/", pathNot: home },
      to: { path: `node_modules/${library}/`, dependencyTypesNot: ["type-only" as const] },
    })),
    {
      name: "writes-only-from-reconcile",
      severity: "error",
      from: { path: "^lib/", pathNot: ["^lib/reconcile/", "^lib/bos/write[.]ts$"] },
      to: { path: "^lib/bos/write[.]ts$" },
    },
    {
      name: "key-changes-only-from-the-key-resource",
      severity: "error",
      from: { path: "^lib/", pathNot: ["^lib/provider/key/", "^lib/kms/"] },
      to: { path: "^lib/kms/write[.]ts$" },
    },
    {
      name: "pure",
      severity: "error",
      from: { path: "^lib/(encryption|settings)/" },
      to: { dependencyTypes: ["core"] },
    },
    { name: "no-circles", severity: "error", from: { path: "^lib/" }, to: { circular: true } },
    { name: "nothing-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
};

export interface Findings {
  /** `rule: from → to`, sorted. */
  readonly violations: readonly string[];
  /** Modules of lib/ that were read, and the arrows between them. */
  readonly modules: number;
  readonly arrows: number;
}

/** Reads the imports of every module below `baseDir`/lib and holds them against the rules. */
export async function checkArrows(baseDir: string): Promise<Findings> {
  const { output } = await cruise(["lib"], {
    baseDir,
    ruleSet,
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^lib/plugin/gen/" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["node", "import", "require"] },
  });
  if (typeof output === "string") throw new Error("dependency-cruiser gave a text where a result is due");
  const own = output.modules.filter(({ source }) => source.startsWith("lib/"));
  return {
    violations: output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort(),
    modules: own.length,
    arrows: own.flatMap(({ dependencies }) => dependencies).length,
  };
}
