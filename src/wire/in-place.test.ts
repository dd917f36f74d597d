import fc from "fast-check";
import { expect, test } from "vitest";
import { IN_PLACE, joined, replaceWithin, roomOf } from "./in-place.js";

const around = fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 3 * IN_PLACE }));

test("replacing in place is replacing, and nothing around the bytes' own room changes (property)", () => {
  fc.assert(
    fc.property(
      fc.tuple(around, fc.nat({ max: 80 }), around, fc.nat({ max: 150 })),
      fc.boolean(),
      ([before, old, behind, fresh], own) => {
        const text = "<".repeat(before) + "o".repeat(old) + ">".repeat(behind);
        const by = Buffer.from("n".repeat(fresh));
        const half = Math.floor(text.length / 2);
        const pieces = [Buffer.from(text.slice(0, half)), Buffer.from(text.slice(half))];
        // Bytes of their own, or a piece of what came from a socket: what is around them is somebody else's.
        const memory = Buffer.from(`!!!!${text}!!!!`);
        const bytes = own ? joined(pieces, text.length) : memory.subarray(4, 4 + text.length);
        const room = own ? roomOf(text.length) : 0;
        const replaced = replaceWithin(bytes, room, before, before + old, by);
        if (fresh - old > room) expect(replaced).toBeUndefined();
        else expect(replaced?.toString()).toBe("<".repeat(before) + "n".repeat(fresh) + ">".repeat(behind));
        if (!own) expect(`${memory.subarray(0, 4)}${memory.subarray(-4)}`).toBe("!!!!!!!!");
      },
    ),
    { numRuns: 500 },
  );
});
