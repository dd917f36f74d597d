import { defineConfig } from "vitest/config";

/** One kind of test: where its files are, how long one test may take, and when it runs relative to the others. */
function project(name: string, order: number, include: string[], seconds: number, setup: string[] = []) {
  return {
    extends: true as const,
    test: {
      name,
      include,
      testTimeout: seconds * 1000,
      hookTimeout: seconds * 1000,
      globalSetup: setup,
      // Kinds run one after the other, so that real processes do not compete with properties for two cores.
      sequence: { groupOrder: order },
    },
  };
}

const built = ["scripts/built.setup.mjs"];

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    passWithNoTests: true,
    // A build machine is somebody else's, and busy: what passes only at the second attempt is named at the end of the run.
    retry: process.env.CI === undefined ? 0 : 1,
    // What a test printed matters only when it failed.
    silent: "passed-only",
    restoreMocks: true,
    // What is waited for comes in milliseconds, and on a busy machine in seconds.
    expect: { poll: { timeout: 45_000 } },
    projects: [
      project("fast", 1, ["src/**/*.test.ts", "test/conformance/**/*.test.ts", "test/golden/**/*.test.ts"], 90),
      project("flow", 2, ["test/flow/**/*.test.ts"], 180),
      project("hostile", 3, ["test/hostile/**/*.test.ts"], 180, built),
      project("peers", 4, ["test/peers/**/*.test.ts"], 300, built),
      project("e2e", 5, ["test/e2e/**/*.test.ts", "test/*.test.ts"], 300, built),
    ],
  },
});
