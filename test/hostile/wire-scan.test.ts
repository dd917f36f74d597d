import { isUtf8 } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProxyError } from "../../src/model/errors.js";
import type { Message } from "../../src/model/message.js";
import { scan, UNLIMITED } from "../../src/wire/scan.js";

/** What a scan answered, or the error it refused with. Anything else it throws fails the test. */
function attempt(bytes: Buffer, limits?: typeof UNLIMITED): Message | ProxyError {
  try {
    return scan(bytes, limits);
  } catch (error) {
    if (!(error instanceof ProxyError)) throw error;
    return error;
  }
}

function codeOf(text: string | Buffer, limits?: typeof UNLIMITED): string {
  const outcome = attempt(Buffer.from(text as string), limits);
  return outcome instanceof ProxyError ? outcome.code : outcome.kind;
}

/** JSON.parse as the judge of bytes: the value, or undefined when they are no JSON text in UTF-8. */
function judged(bytes: Buffer): { value: unknown } | undefined {
  if (!isUtf8(bytes) || bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) return undefined;
  try {
    return { value: JSON.parse(bytes.toString("utf8")) };
  } catch {
    return undefined;
  }
}

/** The bytes at any alignment within their memory, as slices of network chunks have it. */
function placed(bytes: Buffer, offset: number): Buffer {
  const memory = Buffer.alloc(offset + bytes.length + 9, '"');
  bytes.copy(memory, offset);
  return memory.subarray(offset, offset + bytes.length);
}

const space = fc.constantFrom("", "", "", " ", "\n", "\t\r\n ");

/** Text of a JSON string in any of its spellings, long ones included. */
const stringText = fc
  .array(
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc.string({ unit: "binary", maxLength: 20 }).map((text) => JSON.stringify(text).slice(1, -1)),
      },
      { weight: 2, arbitrary: fc.nat({ max: 0xffff }).map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`) },
      {
        weight: 1,
        arbitrary: fc.constantFrom("\\/", "\\b", "\\f", '\\"', "\\\\", "\\uD83D\\uDE00", "\\ud800", "\u2028"),
      },
      { weight: 1, arbitrary: fc.integer({ min: 60, max: 400 }).map((length) => "~".repeat(length)) },
    ),
    { maxLength: 6 },
  )
  .map((parts) => `"${parts.join("")}"`);

const numberText = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.bigInt().map(String),
  fc.constantFrom("-0", "0", "1e400", "1E-7", "1.50e+3", "9007199254740993", "18446744073709551616"),
);

const { value: valueText } = fc.letrec<{ value: string; object: string; array: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom("true", "false", "null"),
    numberText,
    stringText,
    tie("array"),
    tie("object"),
  ),
  array: fc
    .array(fc.tuple(space, tie("value"), space), { maxLength: 4 })
    .map((items) => `[${items.map((item) => item.join("")).join(",")}]`),
  object: fc
    .array(fc.tuple(space, stringText, space, space, tie("value"), space), { maxLength: 4 })
    .map((items) => `{${items.map(([a, key, b, c, value, d]) => `${a}${key}${b}:${c}${value}${d}`).join(",")}}`),
}));

/** A well-formed request or result in any spelling, whose keys are all different. */
const messageText = fc
  .record({
    key: fc.constantFrom("params", "result"),
    id: fc.oneof(fc.bigInt().map(String), stringText),
    entries: fc.uniqueArray(fc.tuple(stringText, valueText), {
      maxLength: 20,
      selector: ([key]) => JSON.parse(key) as string,
    }),
    extra: fc.option(
      fc.tuple(
        stringText.filter((key) => JSON.parse(key).length > 8),
        valueText,
      ),
      { nil: undefined },
    ),
    gaps: fc.array(space, { minLength: 12, maxLength: 12 }),
    order: fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
  })
  .map(({ key, id, entries, extra, gaps, order }) => {
    const body = entries.map(([name, value], i) => `${gaps[i % 12]}${name}:${gaps[(i + 1) % 12]}${value}`).join(",");
    const top = [`"jsonrpc":${gaps[0]}"2.0"`, `"id"${gaps[1]}:${gaps[2]}${id}`, `"${key}":{${body}${gaps[3]}}`];
    if (key === "params") top.push('"method":"tools/call"');
    if (extra !== undefined) top.push(`${extra[0]}:${extra[1]}`);
    const shuffled = top.map((text, i) => ({ text, rank: order[i] ?? 0 })).sort((a, b) => a.rank - b.rank);
    return {
      key,
      id,
      text: `${gaps[4]}{${gaps[5]}${shuffled.map((one) => one.text).join(`${gaps[6]},${gaps[7]}`)}}${gaps[8]}`,
    };
  });

/** A key with some of its characters written as escapes. */
const escaped = (key: string, which: number): string =>
  `"${key
    .split("")
    .map((char, at) =>
      (which >> (at % 8)) & 1
        ? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`
        : JSON.stringify(char).slice(1, -1),
    )
    .join("")}"`;

/** A JSON text of a value with one key of one of its objects written twice; undefined when it has no key. */
function repeated(value: unknown, choice: number, which: number): string | undefined {
  let left = choice;
  let done = false;
  const write = (one: unknown): string => {
    if (Array.isArray(one)) return `[${one.map(write).join(",")}]`;
    if (typeof one !== "object" || one === null) return JSON.stringify(one);
    const parts = Object.entries(one).map(([key, inner]) => {
      const member = `${JSON.stringify(key)}:${write(inner)}`;
      if (done || left-- > 0) return member;
      done = true;
      return `${member},${escaped(key, which)}:0`;
    });
    return `{${parts.join(",")}}`;
  };
  const text = write(value);
  return done ? text : undefined;
}

describe("scan against JSON.parse", () => {
  it("T-103: every valid message is accepted, and its spans hold the values JSON.parse finds", () => {
    fc.assert(
      fc.property(messageText, fc.nat(7), ({ key, id, text }, offset) => {
        const message = scan(placed(Buffer.from(text), offset), UNLIMITED);
        const value = JSON.parse(text) as Record<string, Record<string, unknown>>;
        expect(message.kind).toBe(key === "params" ? "request" : "result");
        expect(message.id && message.raw(message.id)).toBe(id);
        expect(message.value).toEqual(value[key]);
        expect(new Set(message.members.map((member) => member.key))).toEqual(new Set(Object.keys(value[key] ?? {})));
        for (const member of message.members) {
          expect(JSON.parse(message.raw(member.value))).toEqual(value[key]?.[member.key]);
          expect(JSON.parse(message.raw(member.keySpan))).toBe(member.key);
        }
      }),
      { numRuns: 500 },
    );
  });

  const mutation = fc.record({
    at: fc.nat({ max: 10_000 }),
    cut: fc.nat({ max: 2 }),
    put: fc.oneof(
      fc
        .constantFrom(...'{}[]",:\\.eE+-0123456789tfnu /', "\u0000", "\u001f", "\n", "\ufeff", "''", "NaN", "é")
        .map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 2 }).map((bytes) => Buffer.from(bytes)),
    ),
  });

  it("T-20, T-103: text that is no JSON is a PARSE_ERROR, and no such text passes", () => {
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(
        messageText,
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        fc.nat(7),
        ({ text }, edits, offset) => {
          let bytes = Buffer.from(text);
          for (const { at, cut, put } of edits) {
            const start = at % (bytes.length + 1);
            bytes = Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + cut)]);
          }
          const outcome = attempt(placed(bytes, offset), UNLIMITED);
          const expected = judged(bytes);
          const kind = outcome instanceof ProxyError ? outcome.code : "message";
          kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
          if (expected === undefined) expect(outcome).toBeInstanceOf(ProxyError);
          else expect(kind).not.toBe("PARSE_ERROR");
          if (expected !== undefined && !(outcome instanceof ProxyError)) {
            const value = expected.value as Record<string, unknown>;
            expect(outcome.value).toEqual(value.params ?? value.result ?? value.error);
          }
        },
      ),
      { numRuns: 3000 },
    );
    // Every way out was really taken.
    expect([...kinds.keys()].sort()).toEqual(["INVALID_REQUEST", "PARSE_ERROR", "message"]);
  });

  it("refuses arbitrary bytes without ever throwing anything but a ProxyError", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const outcome = attempt(Buffer.from(bytes));
        if (judged(Buffer.from(bytes)) === undefined) expect(outcome).toBeInstanceOf(ProxyError);
      }),
      { numRuns: 2000 },
    );
  });

  it("T-20: every byte of a long string is validated, at any offset", () => {
    const bytesIn = fc.tuple(
      fc.integer({ min: 0, max: 700 }),
      fc.nat({ max: 699 }),
      fc.nat({ max: 255 }),
      fc.nat({ max: 7 }),
    );
    fc.assert(
      fc.property(bytesIn, ([length, at, byte, offset]) => {
        const body = Buffer.alloc(length, "a");
        if (at < length) body[at] = byte;
        const bytes = Buffer.concat([
          Buffer.from('{"jsonrpc":"2.0","method":"m","params":{"s":"'),
          body,
          Buffer.from('"}}'),
        ]);
        const outcome = attempt(placed(bytes, offset));
        if (judged(bytes) === undefined) expect(outcome).toMatchObject({ code: "PARSE_ERROR" });
        else expect(outcome).toMatchObject({ kind: "notification" });
      }),
      { numRuns: 3000 },
    );
  });
});

describe("scan of hostile messages", () => {
  it.each([
    ["overlong slash", [0xc0, 0xaf]],
    ["raw surrogate", [0xed, 0xa0, 0x80]],
    ["beyond U+10FFFF", [0xf4, 0x90, 0x80, 0x80]],
    ["cut character", [0xe2, 0x82]],
    ["lone continuation", [0x80]],
  ])("T-20: invalid UTF-8 is refused: %s", (_name, bad) => {
    for (const pad of [0, 5, 300]) {
      const text = ['{"jsonrpc":"2.0","method":"m","params":{"s":"', "a".repeat(pad)];
      expect(codeOf(Buffer.concat([Buffer.from(text.join("")), Buffer.from(bad), Buffer.from('"}}')]))).toBe(
        "PARSE_ERROR",
      );
    }
  });

  it("T-19: nesting beyond the limit is refused at any depth", () => {
    const nested = (depth: number) =>
      `{"jsonrpc":"2.0","method":"m","params":{"a":${"[".repeat(depth - 2)}${"]".repeat(depth - 2)}}}`;
    expect(codeOf(nested(128))).toBe("notification");
    expect(codeOf(nested(129))).toBe("INVALID_REQUEST");
    expect(attempt(Buffer.from(nested(129)))).toMatchObject({ message: expect.stringContaining("nested too deeply") });
    expect(codeOf(nested(450_000))).toBe("INVALID_REQUEST");
    expect(codeOf(nested(450_000), UNLIMITED)).toBe("notification");
    const objects = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    const mixed = `${'{"a":['.repeat(50_000)}${"]}".repeat(50_000)}`;
    for (const text of [objects, mixed]) {
      const message = `{"jsonrpc":"2.0","id":1,"result":${text}}`;
      expect(codeOf(message, UNLIMITED)).toBe("result");
      expect(codeOf(message.replace(/\}$/, "]"), UNLIMITED)).toBe("PARSE_ERROR");
    }
  });

  it("T-19: a million keys and keys of a megabyte are read like any others", () => {
    const many = Array.from({ length: 200_000 }, (_, i) => `"k${i}":0`).join(",");
    const message = scan(Buffer.from(`{"jsonrpc":"2.0","method":"m","params":{${many}}}`));
    expect(message.members.length).toBe(200_000);
    expect(codeOf(`{"jsonrpc":"2.0","method":"m","params":{${many},"k7":1}}`)).toBe("INVALID_REQUEST");
    const long = "k".repeat(1_000_000);
    expect(scan(Buffer.from(`{"jsonrpc":"2.0","method":"m","params":{"${long}":0}}`)).members[0]?.key).toBe(long);
    const tops = Array.from({ length: 50_000 }, (_, i) => `"t${i}":0`).join(",");
    expect(codeOf(`{"jsonrpc":"2.0","method":"m",${tops}}`)).toBe("notification");
    expect(codeOf(`{"jsonrpc":"2.0","method":"m",${tops},"t0":0}`)).toBe("INVALID_REQUEST");
  });

  it.each([
    '{"jsonrpc":"2.0","id":1,"id":2,"method":"m"}',
    '{"jsonrpc":"2.0","id":1,"\\u0069d":2,"method":"m"}',
    '{"jsonrpc":"2.0","jsonrpc":"2.0","method":"m"}',
    '{"jsonrpc":"2.0","method":"m","method":"n"}',
    '{"jsonrpc":"2.0","method":"m","params":{},"params":{}}',
    '{"jsonrpc":"2.0","method":"m","params":null,"params":{}}',
    '{"jsonrpc":"2.0","id":1,"result":{},"result":{}}',
    '{"jsonrpc":"2.0","id":1,"result":{},"error":{}}',
    '{"jsonrpc":"2.0","method":"m","vendor":1,"vendor":1}',
    '{"jsonrpc":"2.0","method":"m","params":{"name":"a","name":"b"}}',
    '{"jsonrpc":"2.0","method":"m","params":{"name":"a","n\\u0061me":"b"}}',
    '{"jsonrpc":"2.0","method":"m","params":{"__proto__":1,"__proto__":2}}',
    '{"jsonrpc":"2.0","id":1,"result":{"_meta":{},"_meta":{}}}',
    '{"jsonrpc":"2.0","id":1,"error":{"code":1,"code":2}}',
  ])("T-103: a duplicate key is refused: %s", (text) => {
    expect(codeOf(text)).toBe("INVALID_REQUEST");
  });

  it("T-98: batches are refused whole, whatever they hold", () => {
    for (const text of ["[]", "[[]]", '[{"jsonrpc":"2.0","id":1,"method":"m"}]', "[1,2]"]) {
      expect(codeOf(text)).toBe("INVALID_REQUEST");
    }
  });

  it.each(["1.5", "{}", "[]", "1e400", "1e2", "1.0", "true", "null", "-1.0"])(
    "T-98: a request with id %s is refused",
    (id) => {
      expect(codeOf(`{"jsonrpc":"2.0","id":${id},"method":"m"}`)).toBe("INVALID_REQUEST");
    },
  );

  it.each(["0", "-1", "9007199254740993", `${"9".repeat(400)}`, `"${"x".repeat(10_240)}"`, '""', '"\\ud800"'])(
    "T-98: an id is kept as it was sent: %s",
    (id) => {
      const message = scan(Buffer.from(`{"jsonrpc":"2.0","id":${id},"method":"m"}`));
      expect(message.id && message.raw(message.id)).toBe(id);
    },
  );

  it.each(["-", "01", "1.", ".5", "+1", "1e", "0x1", "1e+", "-01", "NaN", "Infinity", "1_0"])(
    "refuses the number %s",
    (text) => {
      expect(codeOf(`{"jsonrpc":"2.0","method":"m","params":{"n":${text}}}`)).toBe("PARSE_ERROR");
    },
  );

  it("T-101: prototype keys are data", () => {
    const text = '{"__proto__":{"x":1},"constructor":{},"toString":1,"hasOwnProperty":2}';
    const message = scan(Buffer.from(`{"jsonrpc":"2.0","method":"m","params":${text},"__proto__":{"x":1}}`));
    expect(message.members.map((member) => member.key)).toEqual([
      "__proto__",
      "constructor",
      "toString",
      "hasOwnProperty",
    ]);
    expect(Object.hasOwn({}, "x") || "x" in {}).toBe(false);
  });
});

describe("a key that stands twice", () => {
  const key = fc.oneof(
    fc.stringMatching(/^[a-z]{1,8}$/),
    fc.string({ unit: "binary", maxLength: 6 }).map((k) => `x${k}`),
  );
  const value = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom(1, "a", null, true),
      fc.array(tie("value"), { maxLength: 3 }),
      tie("object"),
    ),
    object: fc
      .uniqueArray(fc.tuple(key, tie("value")), {
        selector: ([name]) => name.replace(/\p{Surrogate}/gu, "\ufffd"),
        maxLength: 30,
      })
      .map((entries) => ({ ...Object.fromEntries(entries) })),
  })).object;

  it("is refused at any depth, however it is escaped, in what a client sends", () => {
    fc.assert(
      fc.property(
        value,
        fc.nat(40),
        fc.nat(255),
        fc.constantFrom("params", "result"),
        (object, choice, which, where) => {
          const wrapped = { deep: [{ within: object }] };
          const message = (text: string): string =>
            where === "params"
              ? `{"jsonrpc":"2.0","id":1,"method":"vendor/x","params":${text}}`
              : `{"jsonrpc":"2.0","id":1,"result":${text}}`;
          expect(codeOf(message(JSON.stringify(wrapped)))).toBe(where === "params" ? "request" : "result");
          const text = repeated(wrapped, choice, which);
          if (text === undefined) return;
          expect(codeOf(message(text))).toBe("INVALID_REQUEST");
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("is found among hundreds of thousands, in linear time", () => {
    const keys = Array.from({ length: 300_000 }, (_, at) => `"${at.toString(36)}":1`).join(",");
    const nested = (last: string): string => `{"jsonrpc":"2.0","id":1,"method":"m","params":{"a":{${keys}${last}}}}`;
    expect(codeOf(nested(""))).toBe("request");
    expect(codeOf(nested(',"\\u0031":1'))).toBe("INVALID_REQUEST");
  });

  it.each(['{"a":{"\\ud800":1,"\\udfff":2}}', '{"a":{"\ufffd":1,"\\udfff":2}}'])(
    "is found where it is a character without UTF-8: %s",
    (params) => {
      expect(codeOf(`{"jsonrpc":"2.0","id":1,"method":"m","params":${params}}`)).toBe("INVALID_REQUEST");
    },
  );

  it("passes in what an upstream sends, where no rule looks at it", () => {
    const text = '{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"a","text":"b"}]}}';
    expect(codeOf(text, UNLIMITED)).toBe("result");
    expect(codeOf(text)).toBe("INVALID_REQUEST");
  });

  it("may be in two objects side by side", () => {
    const params = '{"a":{"x":1,"y":[{"x":1},{"x":2}]},"b":{"x":1,"a":{"x":2}}}';
    expect(codeOf(`{"jsonrpc":"2.0","id":1,"method":"m","params":${params}}`)).toBe("request");
  });
});

describe("a key of the protocol in other letters", () => {
  it.each([
    '{"jsonrpc":"2.0","id":1,"method":"ping","Method":"tools/call"}',
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{},"Params":{}}',
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{},"param\\u017f":{}}',
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","Name":"b"}}',
    '{"jsonrpc":"2.0","id":1,"method":"skills/get","params":{"uri":"a","URI":"b"}}',
    '{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"a","URI":"b"}}',
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","_Meta":{}}}',
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","tas\\u212a":{}}}',
  ])("is refused: %s", (text) => {
    expect(codeOf(text)).toBe("INVALID_REQUEST");
  });

  it("passes in arguments, and in what is a vendor's", () => {
    expect(
      codeOf('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":{"Name":1,"name":2}}}'),
    ).toBe("request");
    expect(codeOf('{"jsonrpc":"2.0","id":1,"method":"vendor/x","params":{"Name":"a"}}')).toBe("request");
  });
});
