import { configDefaults, defineConfig } from "vitest/config";

declare module "vitest" {
  interface ProvidedContext {
    /** The CDK library that the tests of the constructs run with. */
    readonly library: "cdktf" | "cdktn";
  }
}

/** What starts the real Terraform. */
const ACCEPTANCE = "test/acceptance/**/*.test.ts";
/** Needs a registry and minutes: only for who asks for it. */
const TEMPLATES = "test/templates/**/*.test.ts";
/** The constructs once more, with the same change of library as in the build for CDK Terrain. */
const CDKTN = {
  resolve: {
    alias: [
      { find: /^cdktf$/, replacement: "cdktn" },
      { find: /^\.\/library\/cdktf\.ts$/, replacement: "./library/cdktn.ts" },
    ],
  },
};

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 3,
    reporters: ["default", "json"],
    outputFile: { json: ".reports/tests.json" },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ACCEPTANCE, TEMPLATES],
          // A process for each file costs more than most of the files do.
          isolate: false,
          provide: { library: "cdktf" },
        },
      },
      {
        extends: true,
        test: { name: "acceptance", include: [ACCEPTANCE], provide: { library: "cdktf" } },
      },
      {
        extends: true,
        test: { name: "templates", include: [TEMPLATES], provide: { library: "cdktf" } },
      },
      {
        extends: true,
        ...CDKTN,
        test: {
          name: "unit-cdktn",
          include: ["test/construct/**/*.test.ts"],
          // What is built has entries for both libraries, and a table of its own.
          exclude: [...configDefaults.exclude, "test/construct/{peers,types}.test.ts"],
          isolate: false,
          provide: { library: "cdktn" },
        },
      },
      {
        extends: true,
        ...CDKTN,
        test: {
          name: "acceptance-cdktn",
          include: ["test/acceptance/construct/**/*.test.ts"],
          provide: { library: "cdktn" },
        },
      },
    ],
  },
});
