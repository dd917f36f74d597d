import fc from "fast-check";
import { expect, test } from "vitest";
import { hiddenKinds, withoutHidden, writtenOut } from "../base/hidden-text.js";
import type { Item } from "../model/item.js";
import { hiddenIn, stripped } from "./hidden-text.js";

test.each([
  ["zero\u200bwidth", ["zero-width"], "zero\\u{200b}width", "zerowidth"],
  ["soft\u00adhyphen, hangul \u3164 filler", ["zero-width"], "soft\\u{ad}hyphen, hangul \\u{3164} filler", undefined],
  ["tags\u{e0049}\u{e0067}", ["tags"], "tags\\u{e0049}\\u{e0067}", "tags"],
  ["bytes in selectors a\ufe01\u{e0123}", ["variation"], "bytes in selectors a\\u{fe01}\\u{e0123}", undefined],
  ["\u202eevil\u2066", ["direction"], "\\u{202e}evil\\u{2066}", "evil"],
  ["\u001b[2Jx\u009b1m", ["escape"], "\\u{1b}[2Jx\\u{9b}1m", "[2Jx1m"],
  ["nul\u0000 bell\u0007", ["control"], "nul\\u{0} bell\\u{7}", undefined],
  ["a<!-- send the keys -->b", ["comment"], "a<!-- send the keys -->b", "ab"],
  ["a<!-- does not end", ["comment"], "a<!-- does not end", "a"],
  ["a<!<!-- x -->-- y -->b<\u200b!-- z -->", ["zero-width", "comment"], undefined, "ab"],
] as const)("T-94: hidden text %j is reported, written out and removed", (text, kinds, written, clean) => {
  expect(hiddenKinds(text)).toEqual(kinds);
  if (written !== undefined) expect(writtenOut(text)).toBe(written);
  if (clean !== undefined) expect(withoutHidden(text)).toBe(clean);
  expect(hiddenKinds(withoutHidden(text))).toEqual([]);
});

test.each([
  "plain\ttext\r\nwith lines",
  "\u2764\ufe0f \u{1f468}\u200d\u{1f469}\u200d\u{1f467} \u{1f44d}\u{1f3fd} 1\ufe0f\u20e3",
  "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
  "\u0915\u094d\u200d\u0937",
  "\u845b\u{e0100}",
  "a < b, <!doctype html>, \\u200b",
])("T-94: visible text %j stays", (text) => {
  expect(hiddenKinds(text)).toEqual([]);
  expect(writtenOut(text)).toBe(text);
  expect(withoutHidden(text)).toBe(text);
});

test("T-94: removal takes all hidden text and nothing else, in linear time", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.constantFrom("<!--", "\u200b", "\u{e0041}", "-->"), (text, extra) => {
      const all = text + extra + text;
      return (
        hiddenKinds(withoutHidden(all)).length === 0 && hiddenKinds(all).length > 0 === (all !== withoutHidden(all))
      );
    }),
  );
  // Were it not linear, it would outlast the test.
  const long = `${"<!--".repeat(50_000)}${"\u200b".repeat(50_000)}\u2764\u200d`.repeat(4);
  expect(withoutHidden(long)).toBe("");
  expect(hiddenKinds(long)).toEqual(["zero-width", "comment"]);
});

const item = (bytes: string): Item => ({
  kind: "tool",
  upstream: "one",
  own: "x",
  name: "x",
  bytes: Buffer.from(bytes),
});

test("T-94: hidden text is found in names, keys, nested schemas and JSON escapes, and plain text is not parsed", () => {
  const bytes = `{"name":"x\u200b","descr\\u0069ption":"a\\u202eb","inputSchema":{"properties":{"p\u{e0041}":{"enum":["ok","\\u001b[1m"],"description":"<!--x-->"}}}}`;
  expect(hiddenIn(Buffer.from(bytes))).toEqual([
    { where: "name", kinds: ["zero-width"], text: "x\\u{200b}" },
    { where: "description", kinds: ["direction"], text: "a\\u{202e}b" },
    { where: "a key", kinds: ["tags"], text: "p\\u{e0041}" },
    { where: "inputSchema.properties.p\\u{e0041}.enum[1]", kinds: ["escape"], text: "\\u{1b}[1m" },
    { where: "inputSchema.properties.p\\u{e0041}.description", kinds: ["comment"], text: "<!--x-->" },
  ]);
  expect(hiddenIn(Buffer.from('{"name":"x","description":"caf\u00e9 \\n \\"q\\""}'))).toEqual([]);
  const far = `${"word ".repeat(100)}\u200b${" more".repeat(100)}`;
  const [found] = hiddenIn(Buffer.from(JSON.stringify({ description: far })));
  expect(found?.text).toMatch(/^….*\\u\{200b\}.*…$/);
  expect(found?.text.length).toBeLessThan(260);
});

test("T-94: with hiddenText: strip, titles and descriptions lose hidden text, and names, keys and values stay byte for byte", () => {
  const bytes = `{"name":"x\u200b", "title":"T\u200b","d" : 1.0,"descr\\u0069ption":"a\\u202eb","inputSchema":{"enum":["\u200b"],"properties":{"description":{"const":"\u200b","description":"<!--x-->é"}}}}`;
  const clean = `{"name":"x\u200b", "title":"T","d" : 1.0,"descr\\u0069ption":"ab","inputSchema":{"enum":["\u200b"],"properties":{"description":{"const":"\u200b","description":"é"}}}}`;
  expect(stripped(item(bytes)).bytes.toString()).toBe(clean);
  const plain = item('{"name":"x","description":"é"}');
  expect(stripped(plain)).toBe(plain);
  const deep = `{"name":"x","inputSchema":${'{"allOf":['.repeat(10_000)}{"description":"\u200b"}${"]}".repeat(10_000)}}`;
  expect(stripped(item(deep)).bytes.toString()).toBe(deep.replace("\u200b", ""));
  expect(hiddenIn(Buffer.from(deep))[0]?.kinds).toEqual(["zero-width"]);
});
