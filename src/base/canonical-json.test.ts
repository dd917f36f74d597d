import { expect, it } from "vitest";
import { canonicalJson } from "./canonical-json.js";

it("the example of RFC 8785 section 3.2.2 is written as its section 3.2.3 has it", () => {
  const value = JSON.parse(`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
    "literals": [null, true, false]
  }`);
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

it("keys are sorted by UTF-16 code units, as RFC 8785 section 3.2.3 asks", () => {
  const value = JSON.parse(String.raw`{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}`);
  expect(Object.values(JSON.parse(canonicalJson(value).replace('"1"', '"one"')) as object)).toEqual([
    2, 4, 6, 7, 1, 5, 3,
  ]);
});

it("white space and the order of keys change nothing, and an own __proto__ is a key as any other", () => {
  const one = JSON.parse('{"b":[{"y":1,"x":2}],"__proto__":{"a":1}}');
  const other = JSON.parse('{ "__proto__" : {"a":1.0}, "b" : [ {"x":2,"y":1} ] }');
  expect(canonicalJson(one)).toBe('{"__proto__":{"a":1},"b":[{"x":2,"y":1}]}');
  expect(canonicalJson(other)).toBe(canonicalJson(one));
});

it("a lone surrogate is written as its escape", () => {
  expect(canonicalJson("\ud800")).toBe('"\\ud800"');
});
