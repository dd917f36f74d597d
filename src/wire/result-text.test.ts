import fc from "fast-check";
import { expect, test } from "vitest";
import { ResultText } from "./result-text.js";
import { scan } from "./scan.js";

const entry = fc.record({
  key: fc.string(),
  value: fc.oneof(
    fc.json(),
    fc.nat({ max: 90_000 }).map((size) => `"${"é".repeat(size)}"`),
  ),
});

test("what it says of the text is what is found in it (property)", () => {
  fc.assert(
    fc.property(fc.uniqueArray(entry, { selector: ({ key }) => key }), (entries) => {
      const out = new ResultText();
      for (const { key, value } of entries) {
        const characters = [...value];
        const half = Math.floor(characters.length / 2);
        out.member(key);
        out.text(characters.slice(0, half).join(""));
        const rest = Buffer.from(characters.slice(half).join(""));
        out.copy(rest, 0, rest.length);
      }
      const said = out.message();
      const found = scan(said.bytes);
      for (const part of ["kind", "id", "method", "body", "members"] as const) expect(said[part]).toEqual(found[part]);
    }),
  );
});
