// @ts-check
// One process that keeps vitest warm and runs tests against one mutant after the other, as its parent asks.
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { createVitest } from "vitest/node";
import { root } from "../setup.mjs";
import { mutate } from "./mutants.mjs";

/**
 * @typedef {{ id: number, tests: string[], names: string[] | undefined, bail: boolean }} Job
 * @typedef {{ failed: { file: string, name: string }[], durations: Record<string, number> }} Outcome
 */

const folder = process.env.MUTATION_FOLDER ?? "";
/** @type {Record<string, number>} */
const firsts = JSON.parse(readFileSync(join(folder, "firsts.json"), "utf8"));

/** The order of a job: nearest tests first. @type {string[]} */
let order = [];

class InOrder {
  /** @param {import("vitest/node").TestSpecification[]} specs */
  async sort(specs) {
    return [...specs].sort((a, b) => order.indexOf(a.moduleId) - order.indexOf(b.moduleId));
  }
  /** @param {import("vitest/node").TestSpecification[]} specs */
  async shard(specs) {
    return specs;
  }
}

const vitest = await createVitest(
  "test",
  {
    config: false,
    root,
    watch: false,
    pool: "forks",
    maxWorkers: 1,
    fileParallelism: false,
    silent: true,
    reporters: [{}],
    restoreMocks: true,
    setupFiles: [join(root, "scripts/mutate/setup.mjs")],
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    teardownTimeout: 5_000,
    expect: { poll: { timeout: 10_000 } },
    sequence: { sequencer: InOrder },
  },
  {
    plugins: [
      {
        name: "mutants",
        enforce: "pre",
        transform(/** @type {string} */ code, /** @type {string} */ id) {
          const file = relative(root, id.split("?")[0] ?? "")
            .split(sep)
            .join("/");
          const first = firsts[file];
          return first === undefined ? undefined : { code: mutate(file, code, first).code, map: null };
        },
      },
    ],
  },
);
// Nobody asks any more.
process.on("disconnect", () => process.exit(0));
process.on("message", (job) => void run(/** @type {Job} */ (job)));
process.send?.("ready");

/** @param {Job} job */
async function run({ id, tests, names, bail }) {
  writeFileSync(join(folder, "active"), String(id));
  order = tests.map((test) => join(root, test));
  const pattern = names?.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  if (pattern === undefined) vitest.resetGlobalTestNamePattern();
  else vitest.setGlobalTestNamePattern(new RegExp(`^(?:${pattern})$`));
  vitest.config.bail = bail ? 1 : 0;
  for (const project of vitest.projects) project.config.bail = vitest.config.bail;
  vitest.state.filesMap.clear();
  const project = vitest.getRootProject();
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(
    order.map((path) => project.createSpecification(path)),
    true,
  );
  /** @type {Outcome} */
  const outcome = { failed: [], durations: {} };
  for (const module of testModules) {
    outcome.durations[module.relativeModuleId] = module.diagnostic().duration;
    const whole = module.errors().length + [...module.children.allSuites()].filter((s) => s.errors().length > 0).length;
    if (id < 0) for (const error of module.errors()) process.stderr.write(`${error.message.slice(0, 300)}\n`);
    if (whole > 0) outcome.failed.push({ file: module.relativeModuleId, name: "" });
    for (const test of module.children.allTests("failed"))
      outcome.failed.push({ file: module.relativeModuleId, name: test.fullName.replaceAll(" > ", " ") });
  }
  if (unhandledErrors.length > 0) outcome.failed.push({ file: "", name: "unhandled error" });
  process.send?.(outcome);
}
