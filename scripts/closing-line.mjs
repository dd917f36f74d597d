// @ts-check
// A vitest reporter that says which tests were skipped and why, and which passed at the second attempt only, and keeps the
// counts for the line that ends a run.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./setup.mjs";

/** Where the counts of the last run are kept. */
export const countsFile = join(root, ".cache", "test-counts.json");

export default class ClosingLine {
  /**
   * @param {readonly import("vitest/node").TestModule[]} modules
   * @param {readonly import("vitest/node").SerializedError[]} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    const counts = { passed: 0, failed: unhandled.length, skipped: 0, again: 0 };
    /** @type {string[]} */
    const notes = [];
    for (const module of modules) {
      // A file that could not be loaded, or a hook that threw, has no failing test of its own.
      if (module.errors().length > 0) counts.failed += module.errors().length;
      for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (test.diagnostic()?.flaky === true) {
          counts.again += 1;
          notes.push(`passed at the second attempt only: ${module.relativeModuleId} > ${test.fullName}`);
        }
        if (result.state === "passed") counts.passed += 1;
        else if (result.state === "failed") counts.failed += 1;
        else {
          counts.skipped += 1;
          const note = result.state === "skipped" ? result.note : undefined;
          notes.push(`skipped: ${module.relativeModuleId} > ${test.fullName}${note ? `: ${note}` : ""}`);
        }
      }
    }
    for (const line of notes) process.stdout.write(`${line}\n`);
    mkdirSync(dirname(countsFile), { recursive: true });
    writeFileSync(countsFile, JSON.stringify(counts));
  }
}
