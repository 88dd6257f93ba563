import { configDefaults, defineConfig } from "vitest/config";

declare module "vitest" {
  interface ProvidedContext {
    /** The CDK library that the tests of the constructs run with. */
    readonly library: "cdktf" | "cdktn";
  }
}

export default defineConfig({
  test: {
    // Lives of a resource start the real Terraform several times each.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    reporters: ["default", "json"],
    outputFile: { json: ".reports/tests.json" },
    projects: [
      {
        extends: true,
        test: {
          name: "all",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, "test/templates/**"],
          provide: { library: "cdktf" },
        },
      },
      {
        // Needs a registry and minutes: only for who asks for it.
        extends: true,
        test: { name: "templates", include: ["test/templates/**/*.test.ts"], provide: { library: "cdktf" } },
      },
      {
        // The constructs once more, with the same change of library as in the build for CDK Terrain.
        extends: true,
        resolve: {
          alias: [
            { find: /^cdktf$/, replacement: "cdktn" },
            { find: /^\.\/library\/cdktf\.ts$/, replacement: "./library/cdktn.ts" },
          ],
        },
        test: {
          name: "cdktn",
          include: ["test/construct/**/*.test.ts"],
          // What is built has entries for both libraries, and a table of its own.
          exclude: [...configDefaults.exclude, "test/construct/{peers,types}.test.ts"],
          provide: { library: "cdktn" },
        },
      },
    ],
  },
});
