import { expect, test } from "vitest";
import { findingsOf } from "../../../test/fixtures/rule-findings.js";
import { literalSecrets, texts } from "./texts.js";

test.each(["${NAME}", "${NAME:-default}", "$${NAME", "$NAME", "a ${B} c ${D}", ""])(
  "%j is a text as it should be",
  (text) => {
    expect(findingsOf(texts, JSON.stringify({ a: text }))).toEqual([]);
  },
);

test.each(["${", "${}", "${NAME", "${NA ME}", "${1A}"])("%j has a variable that is written wrongly", (text) => {
  expect(findingsOf(texts, JSON.stringify({ a: [{ b: text }] }))).toEqual(["MCP1015 a[0].b"]);
});

test("a secret that is certain is found by its value or its key, and a doubtful one is not", () => {
  const span = (sure: boolean) => ({ start: 0, end: 3, sure });
  const secret = { text: "abc", path: ["upstreams", "a", "abc"], key: false, anywhere: false };
  const found: string[] = [];
  const report = ({ rule, key }: { rule: string; key?: boolean }) => void found.push(`${rule} ${key}`);
  literalSecrets([{ ...secret, spans: [span(false)] }], report);
  literalSecrets([{ ...secret, spans: [span(false), span(true)] }], report);
  literalSecrets([{ ...secret, key: true, spans: [span(true)] }], report);
  expect(found).toEqual(["MCP3001 false", "MCP3001 true"]);
});
