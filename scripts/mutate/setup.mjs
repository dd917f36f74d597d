// @ts-check
// Runs in each test process of a mutation run: the switch of the mutants, and what is known of which test reaches which.
import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, expect } from "vitest";

const folder = process.env.MUTATION_FOLDER ?? "";
const active = Number(readFileSync(join(folder, "active"), "utf8"));

/** A mutant that never ends is noticed by the number of decisions it takes. */
const MAX_DECISIONS = 20_000_000;
let decisions = 0;

/** Which tests reached a mutant; "" is what runs outside a test. @type {Map<number, Set<string>>} */
const reached = new Map();
let test = "";

/** @param {number} id */
function isActive(id) {
  if (active < 0) {
    const tests = reached.get(id);
    if (tests === undefined) reached.set(id, new Set([test]));
    else tests.add(test);
    return false;
  }
  if (++decisions > MAX_DECISIONS) throw new Error("the mutant does not end");
  return id === active;
}

Object.assign(globalThis, { __mutant: isActive });

if (active < 0) {
  beforeEach(() => {
    test = expect.getState().currentTestName ?? "";
  });
  afterAll(() => {
    const hits = [...reached].map(([id, tests]) => [id, [...tests]]);
    mkdirSync(join(folder, "reached"), { recursive: true });
    const report = { file: expect.getState().testPath, hits };
    writeFileSync(join(folder, "reached", `${randomUUID()}.json`), JSON.stringify(report));
  });
}
