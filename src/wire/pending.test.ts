import fc from "fast-check";
import { expect, test } from "vitest";
import { Pending } from "./pending.js";

const step = fc.oneof(
  fc.record({ kind: fc.constant("put" as const), id: fc.nat({ max: 500 }) }),
  fc.record({ kind: fc.constant("take" as const), id: fc.nat({ max: 500 }) }),
  fc.record({ kind: fc.constant("clear" as const), id: fc.constant(0) }),
);

test("it is a map from numbers (property)", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
      const pending = new Pending<string>();
      const model = new Map<number, string>();
      for (const [at, { kind, id }] of steps.entries()) {
        if (kind === "put") {
          pending.put(id, `${at}`);
          model.set(id, `${at}`);
        } else if (kind === "take") {
          expect(pending.take(id)).toBe(model.get(id));
          model.delete(id);
        } else if (at % 20 === 0) {
          pending.clear();
          model.clear();
        }
        expect(pending.size).toBe(model.size);
        expect(pending.get(id)).toBe(model.get(id));
      }
      const expected = [...model].sort(([a], [b]) => a - b).map(([, one]) => one);
      expect(pending.all()).toEqual(expected);
    }),
  );
});

test("numbers that go round one that lasts never make it grow", () => {
  const pending = new Pending<number>();
  pending.put(1, 1);
  let next = 2;
  const used: number[] = [];
  for (let count = 0; count < 1000; count++) {
    while (pending.crowds(next)) next++;
    const id = next++;
    used.push(id);
    pending.put(id, id);
    expect(pending.take(id)).toBe(id);
  }
  expect(new Set(used).size).toBe(1000);
  expect(used).not.toContain(65);
  expect(pending.get(1)).toBe(1);
});
