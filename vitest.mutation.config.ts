import { defineConfig } from "vitest/config";

/** The unit tests that mutants are run against (stryker.config.mjs): quick, and without Terraform. */
export default defineConfig({
  test: {
    include: [
      "test/bce/signer.test.ts",
      "test/bce/with-signature.test.ts",
      "test/encryption/**/*.test.ts",
      "test/reconcile/**/*.test.ts",
    ],
    // A mutant that loops is cut by Stryker.
    testTimeout: 20_000,
  },
});
