import { validateHeaderValue } from "node:http";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quoted } from "../../src/access/bearer.js";
import { decodeHeaderValue, encodeHeaderValue, isHeaderValue, parseChallenges } from "../../src/wire/headers.js";

const wellFormed = fc.string({ unit: "binary" }).map((text) => Buffer.from(text).toString("utf8"));
const sentinelish = fc
  .array(fc.constantFrom("=?base64?", "?=", "YQ==", "=", "?", "a", " ", "é", "\t"), { maxLength: 6 })
  .map((parts) => parts.join(""));

describe("header values", () => {
  it("T-97: every text survives encoding as a header value that HTTP peers accept", () => {
    fc.assert(
      fc.property(fc.oneof(wellFormed, sentinelish), (text) => {
        const value = encodeHeaderValue(text);
        expect(isHeaderValue(value)).toBe(true);
        expect(() => validateHeaderValue("x", value)).not.toThrow();
        expect(value.trim()).toBe(value);
        expect(decodeHeaderValue(value)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["plain", "plain"],
    ["two words", "two words"],
    ["", ""],
    ["é", "=?base64?w6k=?="],
    [" a", "=?base64?IGE=?="],
    ["a\n", "=?base64?YQo=?="],
    ["=?base64?YQ==?=", "=?base64?PT9iYXNlNjQ/WVE9PT89?="],
  ])("T-97: %j is sent as %s", (text, value) => {
    expect(encodeHeaderValue(text)).toBe(value);
    expect(decodeHeaderValue(value)).toBe(text);
  });

  it.each([
    ["bad padding", "=?base64?YQ=?="],
    ["no padding", "=?base64?YQ?="],
    ["stray bits", "=?base64?YR==?="],
    ["URL alphabet", "=?base64?_w==?="],
    ["blank inside", "=?base64?Y Q==?="],
    ["not UTF-8", "=?base64?/w==?="],
    ["half a surrogate pair", "=?base64?7aCA?="],
  ])("T-97: a sentinel with %s is refused", (_what, value) => {
    expect(decodeHeaderValue(value)).toBeUndefined();
  });

  it("T-97: a sentinel within a sentinel is read as text", () => {
    expect(decodeHeaderValue("=?base64?PT9iYXNlNjQ/WVE9PT89?=")).toBe("=?base64?YQ==?=");
    expect(decodeHeaderValue("=?base64?=")).toBe("=?base64?=");
    expect(decodeHeaderValue("=?BASE64?YQ==?=")).toBe("=?BASE64?YQ==?=");
  });

  it("T-25: any text becomes one quoted-string of printable ASCII", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const value = quoted(text);
        expect(value).toMatch(/^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"$/);
        const printable = [...text].filter((char) => char >= " " && char <= "~").join("");
        expect(parseChallenges([`Bearer a=${value}`])[0]?.params.a).toBe(printable);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("challenges", () => {
  const summary = (...values: string[]) =>
    parseChallenges(values).map(({ scheme, params, token68 }) => [scheme, { ...params }, token68]);

  it("reads several schemes, quoted and plain values, and token68", () => {
    expect(
      summary(
        'Bearer realm="a, b", scope="x y",resource_metadata="https://h/p?a=b,c", Negotiate YWJj==, DPoP algs=ES256',
        "Basic",
      ),
    ).toEqual([
      ["bearer", { realm: "a, b", scope: "x y", resource_metadata: "https://h/p?a=b,c" }, undefined],
      ["negotiate", {}, "YWJj=="],
      ["dpop", { algs: "ES256" }, undefined],
      ["basic", {}, undefined],
    ]);
  });

  it.each([
    ["a quote that never ends", 'Bearer scope="abc', [["bearer", { scope: "abc" }, undefined]]],
    ["a value that is missing", "Bearer a=b, scope=, realm=x", [["bearer", { a: "b", realm: "x" }, undefined]]],
    [
      "blanks around the equals sign",
      'Bearer scope = "a" , realm =b',
      [["bearer", { scope: "a", realm: "b" }, undefined]],
    ],
    ["escapes", 'Bearer scope="a\\"b\\\\"', [["bearer", { scope: 'a"b\\' }, undefined]]],
    ["a parameter twice", "Bearer scope=a, scope=b", [["bearer", { scope: "a" }, undefined]]],
    ["nothing", "", []],
    ["commas", ",, ,Bearer a=b,,", [["bearer", { a: "b" }, undefined]]],
    ["line ends", 'Bearer scope="a\r\nb"', [["bearer", { scope: "a\r\nb" }, undefined]]],
  ])("T-88: a challenge with %s is read as far as possible", (_what, value, expected) => {
    expect(summary(value)).toEqual(expected);
  });

  it("T-88: the parser of challenges never throws and takes linear time", () => {
    const part = fc.constantFrom(
      "Bearer",
      " ",
      ",",
      "=",
      '"',
      "\\",
      "a",
      "é",
      "\r\n",
      "\0",
      "__proto__",
      "realm=",
      '"x"',
      "YQ==",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ maxLength: 3 })), { maxLength: 30 }), (parts) => {
        for (const { scheme, params } of parseChallenges([parts.join("")])) {
          expect(scheme).toBe(scheme.toLowerCase());
          for (const value of Object.values(params)) expect(typeof value).toBe("string");
        }
      }),
      { numRuns: 2000 },
    );
    for (const one of ['"', "\\", ",", "a ", "=", 'a="', "a=", '"\\', "YQ==", " "]) {
      expect(parseChallenges([`Bearer ${one.repeat(100_000)}`]).length).toBeGreaterThan(0);
    }
    expect("x" in {}).toBe(false);
  });

  it("T-88: a parameter of a challenge may have any name", () => {
    expect(parseChallenges(["Bearer __proto__=x, constructor=y"])[0]?.params).toEqual(
      Object.assign(Object.create(null), JSON.parse('{"__proto__":"x"}'), { constructor: "y" }),
    );
  });
});
