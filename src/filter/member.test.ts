import { expect, test } from "vitest";
import { recordingLog } from "../../test/fixtures/recording-log.js";
import type { Item } from "../model/item.js";
import { type MemberParts, memberRules } from "./member.js";
import { ignore, include } from "./patterns.js";
import { describe, rename } from "./texts.js";

const KINDS = {
  tools: { include, ignore, describe, rename },
  prompts: { include, ignore },
  resources: { include, ignore },
};

function tool(own: string): Item {
  return { kind: "tool", upstream: "files", own, name: own, bytes: Buffer.from(JSON.stringify({ name: own })) };
}

function made(parts: Partial<MemberParts>) {
  const log = recordingLog();
  const none = { tools: {}, prompts: {}, resources: {} };
  return { log, rules: memberRules({ upstream: "files", kinds: KINDS, own: none, log, ...parts }) };
}

test("the lock judges what the upstream says, then its rules, then the endpoint's, each by the upstream's own name", () => {
  const { rules } = made({
    lock: (item) => (item.own === "evil" ? { hidden: "it is not in the lock file" } : item),
    own: { tools: { ignore: ["x*"], rename: { a: "b" } }, prompts: {}, resources: {} },
    endpoint: { path: "expose.stdio", sides: { tools: { include: ["files:a", "c"] }, prompts: {}, resources: {} } },
  });
  const shaped = rules.explain("tool", ["evil", "xx", "a", "c", "d"].map(tool));
  expect(shaped.shown.map(({ name }) => name)).toEqual(["b", "c"]);
  expect(shaped.hidden.map(({ item, why }) => [item.own, why])).toEqual([
    ["evil", "it is not in the lock file"],
    ["xx", 'upstreams.files.tools.ignore: "x*"'],
    ["d", "expose.stdio.tools.include does not match it"],
  ]);
});

test("a rule without an item is told once, and again when it changes", () => {
  const { rules, log } = made({ own: { tools: { ignore: ["gone"] }, prompts: {}, resources: {} } });
  rules.shape("tool", [tool("a")]);
  rules.shape("tool", [tool("a")]);
  expect(log.lines).toHaveLength(1);
  rules.shape("tool", [tool("gone")]);
  rules.shape("tool", [tool("a")]);
  expect(log.lines).toHaveLength(2);
});

test("an expansion of a template is admitted as its URI is", () => {
  const { rules } = made({ own: { tools: {}, prompts: {}, resources: { include: ["file:///public/*"] } } });
  const at = (own: string): Item => ({ kind: "resource", upstream: "files", own, name: own, bytes: Buffer.from("{}") });
  expect(rules.admits(at("file:///public/a"))).toBe(true);
  expect(rules.admits(at("file:///private/a"))).toBe(false);
});

test("what only a hidden template expands to is not admitted, though no pattern speaks of it", () => {
  const { rules } = made({ own: { tools: {}, prompts: {}, resources: { ignore: ["db://{table}"] } } });
  const template = (own: string): Item => ({
    kind: "resourceTemplate",
    upstream: "files",
    own,
    name: own,
    bytes: Buffer.from("{}"),
  });
  const at = (own: string): Item => ({ kind: "resource", upstream: "files", own, name: own, bytes: Buffer.from("{}") });
  rules.shape("resourceTemplate", [template("db://{table}"), template("db://public/{row}")]);
  expect(rules.admits(at("db://secrets"))).toBe(false);
  expect(rules.admits(at("db://public/1"))).toBe(true);
  expect(rules.admits(at("other://x"))).toBe(true);
});

test("rules of resources must fit a resource or a template, and what fits neither is told once", () => {
  const ignored = { ignore: ["a://*", "t://*", "none://*"], describe: { "a://1": "A", "t://{x}": "T" } };
  const { rules, log } = made({ own: { tools: {}, prompts: {}, resources: ignored } });
  const listed = (kind: Item["kind"], own: string): Item => {
    return { kind, upstream: "files", own, name: own, bytes: Buffer.from("{}") };
  };
  for (let round = 0; round < 2; round += 1) {
    rules.shape("resource", [listed("resource", "a://1")]);
    rules.shape("resourceTemplate", [listed("resourceTemplate", "t://{x}")]);
  }
  expect(log.lines.map(({ fields }) => fields.problem)).toEqual([
    'upstreams.files.resources.ignore: "none://*" matches nothing',
  ]);
});

test("whether a call may be repeated is what the tool's annotations say", () => {
  const { rules } = made({});
  const bytes = Buffer.from('{"name":"a","annotations":{"idempotentHint":true}}');
  const safe = { ...tool("a"), bytes };
  expect([rules.repeats(safe), rules.repeats(safe), rules.repeats(tool("a"))]).toEqual([true, true, false]);
});
