import { isUtf8 } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProxyError } from "../../src/model/errors.js";
import type { Message, Span } from "../../src/model/message.js";
import { scanWhole } from "../../src/wire/outline.js";
import { scan, UNLIMITED } from "../../src/wire/scan.js";
import { splice } from "../../src/wire/splice.js";
import { ValueTracker } from "../../src/wire/tail.js";

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

describe("a long message whose values are not validated", () => {
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

  it("T-103: a second id between two long members is refused, so that no client takes the result for another call's", () => {
    const long = (key: string) => `"${key}":{"l":"${"l".repeat(150_000)}"}`;
    for (const [first, second] of [
      ['"id":7', '"id":8'],
      ['"id":8', '"id":7'],
      ['"\\u0069d":8', '"id":7'],
    ]) {
      const text = `{"jsonrpc":"2.0",${first},"result":{"a":"${"a".repeat(5000)}"},${second},${long("x")}}`;
      expect(() => scanWhole(Buffer.from(text))).toThrow("Duplicate key");
    }
    const method = `{"jsonrpc":"2.0","id":7,"result":{${long("a")}},"method":"ping",${long("x")}}`;
    expect(() => scanWhole(Buffer.from(method))).toThrow("Both method and result");
  });

  it("is passed on when the middle of a value is not valid, and says where the members around it are", () => {
    const text = `{"result":{"tools":[${'{"a":1},'.repeat(9000)}x${',{"a":1}'.repeat(20_000)}],"ttlMs":5},"jsonrpc":"2.0","id":7}`;
    const message = scanWhole(Buffer.from(text));
    expect(shown(message, message.member("ttlMs"))).toBe("5");
    expect(message.members.map((one) => one.key)).toEqual(["tools", "ttlMs"]);
  });
});

/** Ordinary text as it stands within a JSON string: words, line breaks, quotes and text that is JSON itself, once or twice. */
const ordinary = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.stringMatching(/^[a-zA-Z ,.;(){}[\]<>=+'#!-]{1,40}$/) },
      fc.constantFrom("\n", '"', '": "', '","', "\\", '\\"', "\t", "\r\n", "é", "—", "\u2028", "😀", "\u0007"),
      fc.dictionary(fc.string({ maxLength: 5 }), fc.string({ maxLength: 30 })).map((value) => JSON.stringify(value)),
      fc.string({ maxLength: 9 }).map((text) => JSON.stringify(JSON.stringify({ text }))),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .chain((parts) => fc.nat({ max: 400 }).map((times) => parts.join("").repeat(1 + Math.floor(times / 8))));

describe("ordinary text", () => {
  it("ends where JSON.parse says it ends, wherever the chunks are cut", () => {
    const behind = ',"jsonrpc":"2.0","id":"]}"}';
    fc.assert(
      fc.property(
        fc.oneof(
          ordinary,
          fc.array(ordinary, { maxLength: 3 }),
          fc.record({ text: ordinary, more: fc.array(ordinary) }),
        ),
        fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 20 }),
        (value, cuts) => {
          const text = JSON.stringify(value);
          const bytes = Buffer.from(`${text}${behind}`);
          const tracker = new ValueTracker();
          let at = 0;
          for (let turn = 0; ; turn++) {
            const size = cuts[turn % cuts.length] as number;
            const end = tracker.read(bytes.subarray(at, at + size), 0);
            if (end >= 0) {
              expect(JSON.parse(bytes.toString("utf8", 0, at + end))).toEqual(value);
              return;
            }
            at += size;
            expect(at).toBeLessThan(bytes.length);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it("T-20: is accepted and refused as JSON.parse does, with any of its bytes changed and at any place in memory", () => {
    const change = fc.record({
      at: fc.nat(),
      byte: fc.oneof(fc.constantFrom(0x22, 0x5c, 0x0a, 0x1f, 0x7f, 0x80, 0x5d, 0x23), fc.nat({ max: 255 })),
    });
    fc.assert(
      fc.property(ordinary, fc.array(change, { maxLength: 2 }), fc.nat({ max: 7 }), (content, changes, offset) => {
        const text = Buffer.from(`{"jsonrpc":"2.0","id":1,"result":{"text":${JSON.stringify(content)}}}`);
        const bytes = Buffer.alloc(text.length + offset + 5, '"').subarray(offset, offset + text.length);
        text.copy(bytes);
        for (const { at, byte } of changes) bytes[43 + (at % (bytes.length - 43))] = byte;
        const judged = jsonOf(bytes);
        let scanned: unknown;
        try {
          scanned = scan(bytes, UNLIMITED).value;
        } catch (error) {
          expect(error).toBeInstanceOf(ProxyError);
        }
        if (judged === undefined) expect(scanned).toBeUndefined();
        else if (scanned !== undefined) expect(scanned).toEqual((judged as { result: unknown }).result);
        if (changes.length === 0) expect(scanned).toEqual({ text: content });
      }),
      { numRuns: 3000 },
    );
  });
});

/** The value of bytes that are JSON in UTF-8; undefined for others. */
function jsonOf(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) return undefined;
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}
