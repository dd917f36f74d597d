import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { elements, members, salvageId, scan } from "./scan.js";

const bytes = (text: string) => Buffer.from(text);

/** What a scan answered or refused with, as text. */
function outcome(input: Buffer): string {
  try {
    return scan(input).kind;
  } catch (error) {
    if (!(error instanceof ProxyError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

const idText = (message: Message) => message.id && message.raw(message.id);

describe("scan", () => {
  it("finds the parts of a request", () => {
    const text =
      ' { "jsonrpc" : "2.0", "params":{"name":"a\\u0062","_meta":{"x":[1,{}]}},"id" : "é" ,"method":"tools/call"}\n';
    const message = scan(bytes(text));
    expect(message.kind).toBe("request");
    expect(message.method).toBe("tools/call");
    expect(idText(message)).toBe('"é"');
    expect(message.text(message.member("name"))).toBe("ab");
    expect(message.raw(message.member("_meta") ?? { start: 0, end: 0 })).toBe('{"x":[1,{}]}');
    expect(message.value).toEqual({ name: "ab", _meta: { x: [1, {}] } });
  });

  it.each([
    ['{"jsonrpc":"2.0","method":"a"}', "notification"],
    ['{"jsonrpc":"2.0","id":1,"result":{}}', "result"],
    ['{"jsonrpc":"2.0","id":1,"result":null}', "result"],
    ['{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":""}}', "error"],
    ['{"jsonrpc":"2.0","error":{"code":1,"message":""}}', "error"],
    ['{"\\u006asonrpc":"2\\u002e0","method":"a","params":null}', "notification"],
    ['{"jsonrpc":"2.0","method":"a","params":{"__proto__":1,"constructor":{}}}', "notification"],
  ])("reads %s as a %s", (text, kind) => {
    expect(outcome(bytes(text))).toBe(kind);
  });

  it.each([
    ["[]", "INVALID_REQUEST: Batches"],
    ['[{"jsonrpc":"2.0","method":"a"}]', "INVALID_REQUEST: Batches"],
    ["[1,", "PARSE_ERROR: Not valid JSON: ends at byte 3"],
    ["42", "INVALID_REQUEST: The message is not an object"],
    ["", "PARSE_ERROR: Not valid JSON: ends at byte 0"],
    ["{}", "INVALID_REQUEST: jsonrpc is missing"],
    ['{"jsonrpc":"1.0","method":"a"}', 'INVALID_REQUEST: jsonrpc is not "2.0" at byte 11'],
    ['{"jsonrpc":2.0,"method":"a"}', 'INVALID_REQUEST: jsonrpc is not "2.0"'],
    ['{"jsonrpc":"2.0"}', "INVALID_REQUEST: The message has neither"],
    ['{"jsonrpc":"2.0","id":1}', "INVALID_REQUEST: The message has neither"],
    ['{"jsonrpc":"2.0","id":1,"result":1,"error":{}}', "INVALID_REQUEST: Both result and error"],
    ['{"jsonrpc":"2.0","id":1,"result":1,"method":"a"}', "INVALID_REQUEST: Both method and result"],
    ['{"jsonrpc":"2.0","id":1,"method":1}', "INVALID_REQUEST: method is not a string"],
    ['{"jsonrpc":"2.0","id":1,"method":"a","params":"b"}', "INVALID_REQUEST: params is not an object"],
    ['{"jsonrpc":"2.0","result":{}}', "INVALID_REQUEST: A result needs an id"],
    ['{"jsonrpc":"2.0","id":null,"result":{}}', "INVALID_REQUEST: A result needs an id"],
    ['{"jsonrpc":"2.0","id":1,"method":"a"}x', "PARSE_ERROR: Not valid JSON at byte 37"],
    [
      '\ufeff{"jsonrpc":"2.0","id":1,"method":"a"}',
      "PARSE_ERROR: Not valid JSON at byte 0: expected no byte order mark",
    ],
  ])("refuses %s", (text, message) => {
    expect(outcome(bytes(text))).toContain(message);
  });

  it("tells the id of what it refused", () => {
    expect(String(salvageId(bytes('{"id":7,"jsonrpc":"2.0"}')))).toBe("7");
    expect(String(salvageId(bytes('{"id":"a","result":{}, nonsense')))).toBe('"a"');
    expect(salvageId(bytes('{"id":1.5,"method":"a"}'))).toBeUndefined();
    expect(salvageId(bytes("[1"))).toBeUndefined();
  });

  it("walks objects and arrays", () => {
    const text = bytes('{"a":[ 1 , {"b":2},"x"],"a":0}');
    const found = members(text, { start: 0, end: text.length });
    expect(found.map((one) => [one.key, text.toString("utf8", one.value.start, one.value.end)])).toEqual([
      ["a", '[ 1 , {"b":2},"x"]'],
      ["a", "0"],
    ]);
    const list = elements(text, found[0]?.value ?? { start: 0, end: 0 });
    expect(list.map((span) => text.toString("utf8", span.start, span.end))).toEqual(["1", '{"b":2}', '"x"']);
    expect(elements(text, { start: 0, end: text.length })).toEqual([]);
  });

  const member = fc.tuple(fc.string({ unit: "binary" }), fc.jsonValue({ stringUnit: "binary" }));

  it("agrees with JSON.parse on every valid value", () => {
    fc.assert(
      fc.property(fc.uniqueArray(member, { selector: (m) => m[0] }), fc.nat(3), (entries, indent) => {
        const params = Object.fromEntries(entries.map(([key, value]) => [`k${key}`, value]));
        const text = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "a", params }, undefined, indent);
        const parsed = JSON.parse(text).params;
        const message = scan(bytes(text));
        expect(message.members.map((one) => one.key)).toEqual(Object.keys(parsed));
        for (const one of message.members) expect(JSON.parse(message.raw(one.value))).toEqual(parsed[one.key]);
      }),
    );
  });
});
