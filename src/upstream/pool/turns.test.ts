import fc from "fast-check";
import { expect, test } from "vitest";
import { Turns } from "./turns.js";

const OWNERS = ["ann", "bob", "cyd", "dan", "eve"];

interface Entry {
  readonly owner: string;
  readonly at: number;
  state: "running" | "waiting" | "over" | "pushed";
  leave: () => void;
}

/** What happens at a gate: somebody comes, a call that runs ends, one that waits is cancelled. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("come" as const), owner: fc.constantFrom(...OWNERS) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("end" as const), which: fc.nat(50) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel" as const), which: fc.nat(50) }) },
);

const count = (entries: readonly Entry[], state: Entry["state"], owner?: string): number =>
  entries.filter((one) => one.state === state && (owner === undefined || one.owner === owner)).length;

/** Plays the steps; answers everybody who came and was not refused. `came` is told of each before and after. */
function play(
  turns: Turns,
  steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[],
  came: (owner: string, entries: readonly Entry[], outcome: "runs" | "waits" | "refused") => void,
): Entry[] {
  const entries: Entry[] = [];
  const order: Entry[] = [];
  for (const one of steps) {
    if (one.kind === "come") {
      const { owner } = one;
      const before = entries.map((entry) => ({ ...entry }));
      const entry: Entry = { owner, at: entries.length, state: "running", leave: () => undefined };
      if (turns.free(owner)) {
        turns.take(owner);
        entries.push(entry);
        came(owner, before, "runs");
      } else if (turns.mayWait(owner)) {
        entry.state = "waiting";
        entries.push(entry);
        entry.leave = turns.wait(owner, {
          go: () => {
            expect(entry.state).toBe("waiting");
            // Nobody who waits, and may have the place, has fewer.
            const fewest = Math.min(
              ...entries
                .filter(({ state }) => state === "waiting")
                .map((other) => count(entries, "running", other.owner)),
            );
            expect(count(entries, "running", owner)).toBe(fewest);
            const older = entries.find((other) => other.state === "waiting" && other.owner === owner);
            expect(older).toBe(entry);
            entry.state = "running";
            order.push(entry);
          },
          giveWay: () => {
            expect(entry.state).toBe("waiting");
            entry.state = "pushed";
          },
        });
        came(owner, before, "waits");
      } else came(owner, before, "refused");
    } else {
      const state = one.kind === "end" ? "running" : "waiting";
      const fitting = entries.filter((entry) => entry.state === state);
      const entry = fitting[one.which % Math.max(1, fitting.length)];
      if (entry === undefined) continue;
      entry.state = "over";
      if (one.kind === "end") turns.leave(entry.owner);
      else entry.leave();
    }
  }
  return entries;
}

test("what one owner has never turns away the first of another, and a place that is free is never kept from who may have it", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 0, max: 6 }),
      fc.array(step, { maxLength: 120 }),
      (most, queue, steps) => {
        const turns = new Turns({ most, queue, several: () => true });
        const entries = play(turns, steps, (owner, before, outcome) => {
          const mine = count(before, "running", owner) + count(before, "waiting", owner);
          if (mine === 0) expect(outcome).not.toBe("refused");
          // The last place is for who has none.
          if (outcome === "runs" && mine > 0 && most > 1) expect(count(before, "running")).toBeLessThan(most - 1);
          if (outcome === "waits" && mine === 0) expect(count(before, "running")).toBe(most);
        });
        expect(count(entries, "running")).toBeLessThanOrEqual(most);
        expect(count(entries, "waiting")).toBeLessThanOrEqual(queue + OWNERS.length);
        expect(turns.waiting).toBe(count(entries, "waiting"));
        if (count(entries, "waiting") > 0)
          expect(count(entries, "running")).toBeGreaterThanOrEqual(Math.max(1, most - 1));
      },
    ),
    { numRuns: 1000 },
  );
});

test("where nobody else may come, every place is used, and the line is first come, first served", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 0, max: 6 }),
      fc.array(step, { maxLength: 120 }),
      (most, queue, steps) => {
        const alone = steps.map((one) => (one.kind === "come" ? { ...one, owner: "ann" } : one));
        const turns = new Turns({ most, queue, several: () => false });
        const entries = play(turns, alone, (_owner, before, outcome) => {
          const [running, waiting] = [count(before, "running"), count(before, "waiting")];
          expect(outcome).toBe(running < most ? "runs" : waiting < queue ? "waits" : "refused");
        });
        expect(count(entries, "pushed")).toBe(0);
      },
    ),
    { numRuns: 500 },
  );
});

test("owners who wait are served in turn", () => {
  const turns = new Turns({ most: 1, queue: 10, several: () => true });
  turns.take("ann");
  const served: string[] = [];
  for (const owner of ["ann", "ann", "ann", "bob", "cyd", "bob"]) {
    turns.wait(owner, { go: () => served.push(owner), giveWay: () => served.push("pushed") });
  }
  for (const owner of ["ann", ...Array.from({ length: 6 }, () => "")]) turns.leave(owner || (served.at(-1) as string));
  expect(served).toEqual(["bob", "cyd", "ann", "bob", "ann", "ann"]);
});
