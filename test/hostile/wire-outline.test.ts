import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message, Span } from "../../src/model/message.js";
import { scanWhole } from "../../src/wire/outline.js";
import { scan, UNLIMITED } from "../../src/wire/scan.js";
import { splice } from "../../src/wire/splice.js";

const json = fc.jsonValue({ maxDepth: 3, stringUnit: "binary" }).map((value) => JSON.stringify(value));
const space = fc.constantFrom("", "", " ", "\n", "\t\r\n ");
const keys = fc.constantFrom("a", "b", "nextCursor", "ttlMs", 'q"\\', "_meta", "é", "tools2");

/** A value that makes a message long: many small items, or one long string full of what could be mistaken for structure. */
const long = fc.oneof(
  fc.tuple(json, fc.integer({ min: 1, max: 9 })).map(([item, more]) => {
    const one = `{"name":"x\\"}","of":${item}}`;
    return `[${Array(Math.ceil((140_000 * more) / one.length))
      .fill(one)
      .join(",")}]`;
  }),
  fc.constantFrom('\\"', "}", '\\\\\\"]', '\\",\\"ttlMs\\":1,\\"', "\\\\").map((text) => `"${text.repeat(80_000)}"`),
);

interface Made {
  readonly text: string;
  readonly names: readonly string[];
}

const made: fc.Arbitrary<Made> = fc
  .record({
    before: fc.uniqueArray(fc.tuple(keys, json), { selector: ([key]) => key, maxLength: 3 }),
    value: long,
    second: fc.option(long, { freq: 4 }),
    after: fc.uniqueArray(fc.tuple(keys, json), { selector: ([key]) => key, maxLength: 3 }),
    top: fc.shuffledSubarray(['"jsonrpc":"2.0"', '"id":7', '"other":{"x":[1,"}"]}'], { minLength: 3 }),
    at: fc.nat({ max: 3 }),
    far: fc.option(fc.constant(`"far":"${"f".repeat(20_000)}"`), { freq: 4 }),
    gap: space,
  })
  .map(({ before, value, second, after, top, at, far, gap }) => {
    const early = new Set(before.map(([key]) => key));
    const late = after.filter(([key]) => !early.has(key));
    const pairs = [
      ...before,
      ["tools", value] as const,
      ...(second === null ? [] : [["twin", second] as const]),
      ...late,
    ];
    const body = `{${gap}${pairs.map(([key, text]) => `${JSON.stringify(key)}${gap}:${gap}${text}`).join(`${gap},`)}${gap}}`;
    const parts = [...top.slice(0, at), `"result":${gap}${body}`, ...top.slice(at), ...(far === null ? [] : [far])];
    return { text: `${gap}{${parts.join(`${gap},`)}${gap}}${gap}`, names: [...pairs.map(([key]) => key), "absent"] };
  });

const shown = (message: Message, span: Span | undefined): string | undefined => span && message.raw(span);

describe("a long message of which both ends are read", () => {
  it("is what reading all of it says it is", () => {
    fc.assert(
      fc.property(made, ({ text, names }) => {
        const bytes = Buffer.from(text);
        const quick = scanWhole(bytes);
        const whole = scan(bytes, UNLIMITED);
        expect([quick.kind, quick.id, quick.body]).toEqual([whole.kind, whole.id, whole.body]);
        for (const name of names) expect(shown(quick, quick.member(name))).toBe(shown(whole, whole.member(name)));
        expect(quick.members).toEqual(whole.members);
        const id = { ...(quick.id as Span), bytes: Buffer.from('"mine"') };
        expect(splice(quick, [id]).bytes.equals(splice(whole, [id]).bytes)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["an end that is missing", (text: string) => text.slice(0, -1)],
    ["something behind it", (text: string) => `${text}x`],
    ["two ids", (text: string) => text.replace('"id":7', '"id":7,"id":8')],
    ["bytes that are no UTF-8", (text: string) => text.replace("mmm", "m\xffm")],
    ["no version", (text: string) => text.replace('"jsonrpc":"2.0"', '"jsonrpc":"1.0"')],
  ])("is refused with %s", (_, broken) => {
    const text = `{"result":{"tools":["${"m".repeat(200_000)}"]},"jsonrpc":"2.0","id":7}`;
    expect(scanWhole(Buffer.from(text, "latin1")).id).toBeDefined();
    expect(() => scanWhole(Buffer.from(broken(text), "latin1"))).toThrow();
  });

  it("says so when its middle is not valid and somebody wants it", () => {
    const text = `{"result":{"tools":[${'{"a":1},'.repeat(9000)}x${',{"a":1}'.repeat(20_000)}],"ttlMs":5},"jsonrpc":"2.0","id":7}`;
    const message = scanWhole(Buffer.from(text));
    expect(shown(message, message.member("ttlMs"))).toBe("5");
    expect(() => message.members).toThrow("not valid JSON");
  });
});
