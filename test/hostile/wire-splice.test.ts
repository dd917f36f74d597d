import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProxyError } from "../../src/model/errors.js";
import type { Message } from "../../src/model/message.js";
import { errorMessage, fromProxyError, notification, request, result } from "../../src/wire/build.js";
import { scan, scanHead } from "../../src/wire/scan.js";
import { memberEdit, setMembers, splice, splicedBytes, withId, withValue } from "../../src/wire/splice.js";

const raw = (value: unknown) => Buffer.from(JSON.stringify(value));

/** A message knows of itself what a new scan of its bytes finds. */
function consistent(message: Message): void {
  const again = scan(message.bytes, { maxDepth: Number.POSITIVE_INFINITY });
  const parts = ({ kind, id, method, body, members }: Message) => ({ kind, id, method, body, members });
  expect(parts(message)).toEqual(parts(again));
}

const key = fc.oneof(
  fc.constantFrom("name", "_meta", "uri", "__proto__", "é", '"'),
  fc.string({ unit: "binary", maxLength: 6 }),
);
const params = fc.uniqueArray(fc.tuple(key, fc.jsonValue()), { selector: ([name]) => name, maxLength: 6 });
const changes = fc.uniqueArray(fc.tuple(key, fc.option(fc.jsonValue(), { nil: undefined })), {
  selector: ([name]) => name,
  maxLength: 6,
});
const id = fc.oneof(
  fc.bigInt().map(String),
  fc.string().map((text) => JSON.stringify(text)),
);

/** An object that may have any key as its own. */
const objectOf = (entries: readonly (readonly [string, unknown])[]) =>
  `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(",")}}`;

describe("splice", () => {
  it("sets and removes members exactly as parsing, changing and comparing would", () => {
    const shape = fc.record({
      params: fc.option(params, { nil: undefined }),
      changes,
      id,
      newId: id,
      indent: fc.nat(2),
      idLast: fc.boolean(),
    });
    fc.assert(
      fc.property(shape, ({ params: entries, changes: wanted, id: old, newId, indent, idLast }) => {
        const body =
          entries === undefined ? undefined : JSON.stringify(JSON.parse(objectOf(entries)), undefined, indent);
        const parts = ['"jsonrpc":"2.0"', '"method":"m"', ...(body === undefined ? [] : [`"params" : ${body} `])];
        parts.splice(idLast ? parts.length : 0, 0, `"id":${old}`);
        const message = scan(Buffer.from(`{ ${parts.join(" , ")} }\n`));

        const edited = setMembers(
          message,
          wanted.map(([name, value]) => [name, value === undefined ? undefined : raw(value)]),
        );
        const expected = new Map(entries);
        for (const [name, value] of wanted) {
          if (value === undefined) expected.delete(name);
          else expected.set(name, value);
        }
        consistent(edited);
        const sets = wanted.some(([, value]) => value !== undefined);
        const seen = edited.value === undefined ? undefined : new Map(Object.entries(edited.value as object));
        expect(seen).toEqual(
          entries === undefined && !sets ? undefined : new Map(Object.entries(JSON.parse(objectOf([...expected])))),
        );

        for (const [name, value] of wanted) {
          const span = message.member(name);
          if (span === undefined || value === undefined) continue;
          const one = withValue(message, span, raw(value));
          consistent(one);
          expect(one.bytes).toEqual(setMembers(message, [[name, raw(value)]]).bytes);
        }

        const renumbered = withId(edited, Buffer.from(newId));
        consistent(renumbered);
        expect(renumbered.id && renumbered.raw(renumbered.id)).toBe(newId);
        expect(renumbered.value).toEqual(edited.value);
      }),
      { numRuns: 1000 },
    );
  });

  it("changes one member at a time the same way", () => {
    fc.assert(
      fc.property(params, key, fc.option(fc.jsonValue(), { nil: undefined }), (entries, name, value) => {
        const message = result(Buffer.from("1"), Buffer.from(objectOf(entries)));
        const edit = memberEdit(message, name, value === undefined ? undefined : raw(value));
        const had = entries.some(([one]) => one === name);
        expect(edit === undefined).toBe(value === undefined && !had);
        const edited = splice(message, edit === undefined ? [] : [edit]);
        consistent(edited);
        const expected = new Map(entries);
        if (value === undefined) expected.delete(name);
        else expected.set(name, value);
        expect(edited.value).toEqual(JSON.parse(objectOf([...expected])));
      }),
      { numRuns: 500 },
    );
  });

  it("takes edits in any order, inside values, and over the whole body", () => {
    const message = request(Buffer.from("1"), "m", { name: "abc", arguments: { deep: [1, 2] } });
    const name = message.member("name") ?? { start: 0, end: 0 };
    const args = message.member("arguments") ?? { start: 0, end: 0 };
    const edits = [
      { start: args.start + 9, end: args.start + 10, bytes: Buffer.from("7777") },
      { start: name.start + 1, end: name.start + 1, bytes: Buffer.from("up__") },
      { start: message.id?.start ?? 0, end: message.id?.end ?? 0, bytes: Buffer.from('"x"') },
    ];
    const edited = splice(message, edits);
    consistent(edited);
    expect(edited.value).toEqual({ name: "up__abc", arguments: { deep: [7777, 2] } });
    expect(splicedBytes(message, edits).equals(edited.bytes)).toBe(true);

    const body = message.body ?? { start: 0, end: 0 };
    const replaced = splice(message, [{ ...body, bytes: Buffer.from('{"b":{"c":1}}') }]);
    consistent(replaced);
    expect(replaced.value).toEqual({ b: { c: 1 } });
  });

  it("refuses edits that overlap or lie outside", () => {
    const message = notification("m", { a: 1, b: 2 });
    const first = memberEdit(message, "a", undefined);
    const second = memberEdit(message, "b", undefined);
    if (first === undefined || second === undefined) throw new Error("no edits");
    expect(() => splice(message, [first, second])).toThrow(ProxyError);
    expect(() => splice(message, [{ start: 0, end: 10_000, bytes: raw(1) }])).toThrow(ProxyError);
    expect(
      setMembers(message, [
        ["a", undefined],
        ["b", undefined],
      ]).value,
    ).toEqual({});
  });

  it("leaves alone what is no object", () => {
    const message = result(Buffer.from("1"), [1, 2]);
    expect(memberEdit(message, "a", raw(1))).toBeUndefined();
    expect(() => withId(notification("m"), raw(1))).toThrow(ProxyError);
  });
});

describe("build", () => {
  it("makes messages that scan as what they are", () => {
    expect(JSON.parse(String(request(raw(1), "tools/call", raw({ a: 1 })).bytes))).toEqual({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { a: 1 },
    });
    expect(notification("a/b").kind).toBe("notification");
    expect(result(raw("x"), {}).kind).toBe("result");
    expect(errorMessage(raw(1), { code: -1, message: "\n", data: undefined }).value).toEqual({
      code: -1,
      message: "\n",
    });
    const error = new ProxyError("UPSTREAM_TIMEOUT", "late", { data: { reason: "mine", a: 1 } });
    expect(fromProxyError(raw(1), error).value).toEqual({
      code: -33002,
      message: "late",
      data: { reason: "upstream_timeout", a: 1 },
    });
  });
});

/** Bytes cut into pieces at the given places. */
function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  const pieces = [...ends, bytes.length].map((end, i) => bytes.subarray(i === 0 ? 0 : (ends[i - 1] as number), end));
  return pieces.filter((piece) => piece.length > 0);
}

async function whole(message: Message): Promise<Buffer> {
  const parts = [message.bytes];
  for await (const part of message.tail ?? []) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** A tail of the given pieces behind a head of `cut` bytes; undefined where the head is not that of a long result. */
function long(bytes: Buffer, cut: number, places: readonly number[]): Message | undefined {
  return scanHead(bytes.subarray(0, cut), Readable.from(cutAt(bytes.subarray(cut), places)));
}

describe("a long result", () => {
  const places = fc.array(fc.nat({ max: 5000 }), { maxLength: 12 });

  it("gets its id wherever it stands and however it is cut", async () => {
    const shape = fc.record({
      value: fc.oneof(fc.jsonValue({ stringUnit: "binary" }), fc.constant({ content: "x".repeat(500) })),
      idAt: fc.nat(2),
      extra: fc.option(fc.jsonValue(), { nil: undefined }),
      old: id,
      fresh: id,
      indent: fc.nat(2),
      cut: fc.nat({ max: 5000 }),
      places,
    });
    let longs = 0;
    await fc.assert(
      fc.asyncProperty(shape, async ({ value, idAt, extra, old, fresh, indent, cut, places: where }) => {
        const top = ['"jsonrpc":"2.0"', `"result": ${JSON.stringify(value, undefined, indent)}`];
        if (extra !== undefined) top.push(`"zz":${JSON.stringify(extra)}`);
        top.splice(idAt, 0, `"id" : ${old}`);
        const bytes = Buffer.from(`{${top.join(indent > 0 ? " ,\n" : ",")}}${" ".repeat(indent)}`);
        const message = long(bytes, cut % (bytes.length + 1), where);
        if (message === undefined) return;
        longs++;
        const sent = await whole(withId(message, Buffer.from(fresh)));
        const expected = String(bytes).replace(`"id" : ${old}`, () => `"id" : ${fresh}`);
        expect(String(sent)).toBe(expected);
      }),
      { numRuns: 1000 },
    );
    expect(longs).toBeGreaterThan(200);
  });

  it("gets members set in its head", async () => {
    const text = `{"id":1,"result":{"content":[],"big":"${"x".repeat(300)}","z":1},"jsonrpc":"2.0"}`;
    for (let cut = 20; cut < text.length; cut += 7) {
      const message = long(Buffer.from(text), cut, [100]);
      if (message === undefined) continue;
      const edited = withId(
        setMembers(message, [
          ["resultType", raw("complete")],
          ["content", undefined],
        ]),
        raw("new"),
      );
      const value = JSON.parse(String(await whole(edited))) as { id: string; result: Record<string, unknown> };
      expect(value.id).toBe("new");
      // The head can only remove what is complete in it.
      const complete = message.member("content") !== undefined;
      expect(Object.keys(value.result)).toEqual(["resultType", ...(complete ? [] : ["content"]), "big", "z"]);
    }
  });

  it.each([
    ["no id", '"jsonrpc":"2.0"}'],
    ["no jsonrpc", '"id":7}'],
    ["another jsonrpc", '"jsonrpc":"1.0","id":7}'],
    ["an id of null", '"jsonrpc":"2.0","id":null}'],
    ["an id that is no id", '"jsonrpc":"2.0","id":{}}'],
    ["two ids", '"jsonrpc":"2.0","id":7,"x":{},"id":8}'],
    ["two results", '"jsonrpc":"2.0","id":7,"result":{}}'],
    ["an error", '"jsonrpc":"2.0","id":7,"error":{}}'],
    ["a method", '"jsonrpc":"2.0","id":7,"method":"m"}'],
    ["an early end", '"jsonrpc":"2.0","id":7'],
    ["a second message", '"jsonrpc":"2.0","id":7}{}'],
    ["a wrong close", '"jsonrpc":"2.0","id":7]'],
    ["too much", `"jsonrpc":"2.0","id":7,"x":"${"x".repeat(70_000)}"}`],
    ["invalid UTF-8", Buffer.from([...Buffer.from('"jsonrpc":"2.0","id":"'), 0xff, ...Buffer.from('"}')])],
  ])("T-80: a result that is followed by %s is refused", async (_what, rest) => {
    const start = `{"result":{"a":"${"x".repeat(200)}"},`;
    const bytes = Buffer.concat([Buffer.from(start), Buffer.from(rest as string)]);
    for (const cut of [50, start.length - 2, start.length, start.length + 4]) {
      for (const where of [[], [3], [200, 190]]) {
        const message = long(bytes, cut, where);
        if (message === undefined) throw new Error("not a long result");
        await expect(whole(withId(message, raw(1)))).rejects.toMatchObject({ code: "UPSTREAM_PROTOCOL" });
      }
    }
  });

  it("T-80: a second id behind the result is refused", async () => {
    const text = `{"id":1,"jsonrpc":"2.0","result":{"a":"${"x".repeat(200)}"},"y":{},"id":2,"z":{}}`;
    const message = long(Buffer.from(text), 60, []);
    if (message === undefined) throw new Error("not a long result");
    await expect(whole(withId(message, raw(9)))).rejects.toMatchObject({ code: "UPSTREAM_PROTOCOL" });
  });

  it("fails when it ends early, and passes its source's error on", async () => {
    const head = Buffer.from('{"jsonrpc":"2.0","id":1,"result":{"a":"');
    const early = scanHead(head, Readable.from([Buffer.from("xxx")]));
    await expect(whole(early as Message)).rejects.toMatchObject({ code: "UPSTREAM_PROTOCOL" });
    const source = new Readable({ read() {} });
    const broken = scanHead(head, source);
    source.push("xxx");
    source.destroy(new ProxyError("UPSTREAM_UNAVAILABLE", "gone"));
    await expect(whole(broken as Message)).rejects.toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
  });

  it("destroys its source with itself, and breaks quietly while nobody reads", async () => {
    const head = Buffer.from('{"jsonrpc":"2.0","id":1,"result":{"a":"');
    const source = new Readable({ read() {} });
    const message = scanHead(head, source) as Message;
    message.tail?.destroy();
    await new Promise((resolve) => source.once("close", resolve));
    const failing = new Readable({ read() {} });
    const unread = scanHead(head, failing) as Message;
    failing.destroy(new Error("gone"));
    await new Promise((resolve) => unread.tail?.once("close", resolve));
    expect(unread.tail?.errored?.message).toBe("gone");
  });

  it("is not seen where the head does not begin one", () => {
    for (const head of [
      '{"jsonrpc":"2.0","id":1,',
      '{"method":"m","params":{"a":"',
      '{"id":1,"error":{"a":"',
      '{"method":"m","result":{',
      '{"result":12',
      '[{"result":{}',
    ]) {
      expect(scanHead(Buffer.from(head), Readable.from([]))).toBeUndefined();
    }
    expect(() => scanHead(Buffer.from('{"result":{]'), Readable.from([]))).toThrow(ProxyError);
  });
});
