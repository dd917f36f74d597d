// @ts-check
// npm run mutate: changes the code of a folder in small ways, one at a time, and asks its nearest tests whether they notice.
// usage: npm run mutate -- --folder=store [--sample=200] [--seed=1] [--file=evict]
import { fork } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { parseArgs } from "node:util";
import { mutate } from "./mutate/mutants.mjs";
import { ensureGenerated, ensureInstalled, root } from "./setup.mjs";

/**
 * The tests of a folder in this process, nearest first: those of the built program do not see a mutant.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const TESTS = {
  access: [
    "src/access/",
    "test/conformance/access",
    "test/hostile/access",
    "test/hostile/guesses",
    "test/hostile/front",
  ],
  auth: ["src/auth/", "src/oauth/", "test/conformance/auth", "test/hostile/oauth-client"],
  oauth: ["src/oauth/", "src/auth/", "test/conformance/auth", "test/hostile/oauth-client", "test/hostile/front"],
  store: ["src/store/", "test/conformance/store"],
  filter: [
    ...["src/filter/", "test/conformance/filter", "test/hostile/items", "test/hostile/reviewed-items"],
    ...["test/hostile/meta-tools", "test/hostile/withheld"],
  ],
};
const MUTANT_MS = 240_000;

/** @typedef {import("./mutate/mutants.mjs").Mutant} Mutant */
/** @typedef {import("./mutate/runner.mjs").Job} Job */
/** @typedef {import("./mutate/runner.mjs").Outcome} Outcome */

ensureInstalled();
ensureGenerated();
const { values } = parseArgs({
  options: {
    folder: { type: "string" },
    sample: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    file: { type: "string" },
    show: { type: "boolean", default: false },
  },
});
const tests = TESTS[values.folder ?? ""];
if (tests === undefined) {
  process.stderr.write(`--folder is one of ${Object.keys(TESTS).join(", ")}\n`);
  process.exit(2);
}

const folder = workFolder();
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const all = allMutants(`src/${values.folder}`);
const equivalent = all.filter((mutant) => reasonOf(mutant) !== undefined);
const testFiles = [...new Set(tests.flatMap((prefix) => allFiles().filter((name) => name.startsWith(prefix))))].filter(
  (name) => name.endsWith(".test.ts"),
);
const chosen = sample(
  all.filter(
    (mutant) => !equivalent.includes(mutant) && (values.file === undefined || mutant.file.includes(values.file)),
  ),
  Number(values.sample === "all" ? all.length : values.sample),
  Number(values.seed),
);
say(`${all.length} mutants in src/${values.folder}, ${equivalent.length} equivalent, ${chosen.length} tried`);
if (values.show) {
  for (const mutant of chosen) say(`  ${shown(mutant)}`);
  process.exit(0);
}

let runner = await started();
const dry = await ask({ id: -1, tests: testFiles, names: undefined, bail: false });
if (dry === undefined || dry.failed.length > 0) {
  say(`without a mutant, tests fail: ${JSON.stringify(dry?.failed ?? "not ended")}`);
  runner.kill();
  process.exit(1);
}
const { durations } = dry;
const reached = whatReaches();
/** Whether a test that noticed something passes when it runs alone without a mutant. @type {Map<string, boolean>} */
const alone = new Map();
/** @type {Mutant[]} */
const survived = [];
let killed = 0;
let timedOut = 0;
for (const [at, mutant] of chosen.entries()) {
  const verdict = await tried(mutant);
  if (verdict === "survived" || verdict === "unreached") survived.push(mutant);
  else killed++;
  if (verdict === "timed out") timedOut++;
  if (verdict !== "killed") say(`[${at + 1}/${chosen.length}] ${verdict}: ${shown(mutant)}`);
}
runner.kill();
const score = chosen.length === 0 ? 100 : (100 * killed) / chosen.length;
const timed = timedOut > 0 ? `, ${timedOut} of them by never ending` : "";
say(`\n${values.folder}: ${score.toFixed(1)} % (${killed} of ${chosen.length} noticed${timed}; seed ${values.seed})`);
for (const file of new Set(survived.map((mutant) => mutant.file)))
  say(`  ${survived.filter((mutant) => mutant.file === file).length} survived in ${file}`);

/**
 * @param {Mutant} mutant
 * @returns {Promise<"killed" | "survived" | "unreached" | "timed out">}
 */
async function tried(mutant) {
  const near = reached.get(mutant.id) ?? new Map();
  if (near.size === 0) return "unreached";
  const candidates = testFiles.filter((file) => near.has(file));
  candidates.sort((a, b) => rank(a) - rank(b) || (durations[a] ?? 0) - (durations[b] ?? 0));
  const names = candidates.flatMap((file) => [...near.get(file)]);
  const narrowed = names.includes("") ? undefined : names;
  const outcome = await ask({ id: mutant.id, tests: candidates, names: narrowed, bail: true });
  if (outcome === undefined) return "timed out";
  const [first] = outcome.failed;
  if (first === undefined) return "survived";
  if (narrowed === undefined || first.name === "" || (await passesAlone(first.file, first.name))) return "killed";
  // This test needs those before it: the whole file decides.
  const whole = await ask({ id: mutant.id, tests: candidates, names: undefined, bail: true });
  if (whole === undefined) return "timed out";
  return whole.failed.length > 0 ? "killed" : "survived";
}

/** @param {string} file */
function rank(file) {
  return file.startsWith("src/") ? 0 : 1;
}

/**
 * @param {string} file
 * @param {string} name
 */
async function passesAlone(file, name) {
  const key = `${file}\0${name}`;
  const known = alone.get(key);
  if (known !== undefined) return known;
  const outcome = await ask({ id: 0, tests: [file], names: [name], bail: true });
  const passes = outcome !== undefined && outcome.failed.length === 0;
  alone.set(key, passes);
  return passes;
}

/** @returns {Promise<import("node:child_process").ChildProcess>} */
function started() {
  const child = fork(join(root, "scripts/mutate/runner.mjs"), {
    cwd: root,
    detached: true,
    env: { ...process.env, MUTATION_FOLDER: folder },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  return new Promise((resolve, reject) => {
    child.once("message", () => resolve(child));
    child.once("exit", (code) => reject(new Error(`the runner ended with ${code}`)));
  });
}

/**
 * @param {Job} job
 * @returns {Promise<Outcome | undefined>} undefined: it did not end
 */
async function ask(job) {
  const child = runner;
  /** @type {NodeJS.Timeout | undefined} */
  let late;
  const outcome = await new Promise((resolve) => {
    const limit = job.id < 0 ? MUTANT_MS * 10 : MUTANT_MS;
    late = setTimeout(() => resolve(undefined), limit);
    child.once("message", resolve);
    child.once("exit", () => resolve(undefined));
    child.send(job);
  });
  clearTimeout(late);
  child.removeAllListeners("message");
  child.removeAllListeners("exit");
  if (outcome === undefined) {
    // Its test processes are of its group.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    runner = await started();
  }
  return outcome;
}

/** @returns {Map<number, Map<string, Set<string>>>} of each mutant, the tests of each file that reach it */
function whatReaches() {
  /** @type {Map<number, Map<string, Set<string>>>} */
  const found = new Map();
  for (const name of readdirSync(join(folder, "reached"))) {
    const { file, hits } = JSON.parse(readFileSync(join(folder, "reached", name), "utf8"));
    const test = relative(root, file).split(sep).join("/");
    for (const [id, names] of hits) {
      const files = found.get(id) ?? new Map();
      found.set(id, files.set(test, new Set([...(files.get(test) ?? []), ...names.map(spaced)])));
    }
  }
  return found;
}

/** The name of a test as its pattern is compared with. @param {string} name */
function spaced(name) {
  return name.replaceAll(" > ", " ");
}

/**
 * @param {string} within
 * @returns {Mutant[]}
 */
function allMutants(within) {
  /** @type {Mutant[]} */
  const mutants = [];
  /** @type {Record<string, number>} */
  const firsts = {};
  for (const file of allFiles().filter((name) => name.startsWith(`${within}/`) && !name.endsWith(".test.ts"))) {
    firsts[file] = mutants.length + 1;
    mutants.push(...mutate(file, readFileSync(join(root, file), "utf8"), mutants.length + 1).mutants);
  }
  writeFileSync(join(folder, "firsts.json"), JSON.stringify(firsts));
  return mutants;
}

function workFolder() {
  mkdirSync(join(root, ".cache"), { recursive: true });
  return mkdtempSync(join(root, ".cache", "mutate-"));
}

/** @returns {string[]} */
function allFiles() {
  return ["src", "test"].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${top}/${name.split(sep).join("/")}`)
      .sort(),
  );
}

/**
 * Mutants that no test can notice, each with the reason.
 * @param {Mutant} mutant
 * @returns {string | undefined}
 */
function reasonOf(mutant) {
  /** @type {{ file: string, from: string, to: string, reason: string }[]} */
  const list = JSON.parse(readFileSync(join(root, "scripts/mutate/equivalent.json"), "utf8"));
  return list.find(({ file, from, to }) => file === mutant.file && from === mutant.from && to === mutant.to)?.reason;
}

/**
 * A choice that is the same for the same seed (mulberry32).
 * @param {Mutant[]} from
 * @param {number} count
 * @param {number} seed
 */
function sample(from, count, seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return from
    .map((mutant) => ({ mutant, at: next() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ mutant }) => mutant)
    .sort((a, b) => a.id - b.id);
}

/** @param {Mutant} mutant */
function shown({ file, line, kind, from, to }) {
  return `${file}:${line}: ${kind}: ${from} → ${to === "" ? "(nothing)" : to}`;
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
