import type { ArgumentRule } from "../../generated/config.js";
import type { FilterMaker, Item } from "../model/item.js";
import type { Message } from "../model/message.js";
import { elements, members } from "../wire/scan.js";
import { fold } from "../wire/spelling.js";
import { setMembers } from "../wire/splice.js";
import { memberOf, raw, withKeys } from "./json.js";
import { byName, missing, own } from "./texts.js";

type Rules = Readonly<Record<string, Readonly<Record<string, ArgumentRule>>>>;

/** Hides, fills in or fixes arguments of tools and prompts, in what clients see and in what upstreams get. */
export const argumentRules: FilterMaker<Rules> = (rules, { path, side }) => {
  const rulesOf = byName(rules, side);
  return {
    show(item) {
      const of = rulesOf(item.own);
      if (of === undefined) return item;
      return { ...item, bytes: item.kind === "tool" ? toolWithout(item.bytes, of) : promptWithout(item.bytes, of) };
    },
    request(name, request) {
      const of = rulesOf(name);
      return of === undefined ? request : filled(request, of);
    },
    unmatched: (items) => [
      ...missing(rules, items, side, `${path}.arguments`),
      ...unknownArguments(rulesOf, items, path),
    ],
  };
};

const isHidden = (rule: ArgumentRule): boolean => rule.hide === true || Object.hasOwn(rule, "fix");

/** A tool whose schema says what is left to the client: hidden arguments gone, defaults stated and optional. */
function toolWithout(tool: Buffer, rules: Readonly<Record<string, ArgumentRule>>): Buffer {
  const schema = memberOf(tool, "inputSchema");
  if (schema?.[0] !== 0x7b) return tool;
  const changes = new Map<string, Buffer | undefined>();
  const properties = memberOf(schema, "properties");
  if (properties?.[0] === 0x7b) {
    const of = new Map<string, Buffer | undefined>();
    for (const [name, rule] of Object.entries(rules)) {
      const before = memberOf(properties, name);
      if (before === undefined) continue;
      if (isHidden(rule)) of.set(name, undefined);
      else if (before[0] === 0x7b) of.set(name, withKeys(before, new Map([["default", raw(rule.default)]])));
    }
    changes.set("properties", withKeys(properties, of));
  }
  const required = memberOf(schema, "required");
  if (required?.[0] === 0x5b) {
    const kept = (JSON.parse(required.toString("utf8")) as unknown[]).filter(
      (name) => own(rules, String(name)) === undefined,
    );
    // An empty list is not allowed before draft 6, an absent one everywhere.
    changes.set("required", kept.length === 0 ? undefined : raw(kept));
  }
  return withKeys(tool, new Map([["inputSchema", withKeys(schema, changes)]]));
}

/** A prompt likewise: its arguments are a list of names. */
function promptWithout(prompt: Buffer, rules: Readonly<Record<string, ArgumentRule>>): Buffer {
  const list = memberOf(prompt, "arguments");
  if (list?.[0] !== 0x5b) return prompt;
  const kept: string[] = [];
  for (const span of elements(list, { start: 0, end: list.length })) {
    const argument = list.subarray(span.start, span.end);
    const rule = own(rules, nameOf(argument));
    if (rule === undefined) kept.push(argument.toString("utf8"));
    else if (!isHidden(rule)) kept.push(withKeys(argument, new Map([["required", raw(false)]])).toString("utf8"));
  }
  return withKeys(prompt, new Map([["arguments", Buffer.from(`[${kept.join(",")}]`)]]));
}

function nameOf(argument: Buffer): string {
  const name = memberOf(argument, "name");
  return name?.[0] === 0x22 ? (JSON.parse(name.toString("utf8")) as string) : "";
}

/** The request with what the file says put in. What it does not speak of is as the client sent it. */
function filled(request: Message, rules: Readonly<Record<string, ArgumentRule>>): Message {
  const span = request.member("arguments");
  if (span !== undefined && request.bytes[span.start] !== 0x7b && request.bytes[span.start] !== 0x6e) return request;
  const given =
    span === undefined || request.bytes[span.start] === 0x6e
      ? Buffer.from("{}")
      : request.bytes.subarray(span.start, span.end);
  const sent = new Set(members(given, { start: 0, end: given.length }).map((member) => member.key));
  const changes = new Map<string, Buffer | undefined>();
  const spellings = [...sent].map((key) => [fold(key), key] as const);
  for (const [name, rule] of Object.entries(rules)) {
    // To an upstream whose parser ignores case, a key that is spelled otherwise is the same argument.
    if (isHidden(rule)) {
      const folded = fold(name);
      for (const [one, key] of spellings) if (one === folded && key !== name) changes.set(key, undefined);
    }
    if (Object.hasOwn(rule, "fix")) changes.set(name, raw(rule.fix));
    else if (Object.hasOwn(rule, "default") && (rule.hide === true || !sent.has(name)))
      changes.set(name, raw(rule.default));
    else if (rule.hide === true && sent.has(name)) changes.set(name, undefined);
  }
  return changes.size === 0 ? request : setMembers(request, [["arguments", withKeys(given, changes)]]);
}

function unknownArguments(
  rulesOf: (name: string) => Rules[string] | undefined,
  items: readonly Item[],
  path: string,
): string[] {
  return items.flatMap((item) => {
    const known = argumentNames(item);
    return Object.keys(rulesOf(item.own) ?? {})
      .filter((name) => !known.has(name))
      .map(
        (name) => `${path}.arguments: ${JSON.stringify(item.own)} does not have the argument ${JSON.stringify(name)}`,
      );
  });
}

function argumentNames(item: Item): ReadonlySet<string> {
  if (item.kind === "tool") {
    const schema = memberOf(item.bytes, "inputSchema");
    const properties = schema && memberOf(schema, "properties");
    return new Set(properties && members(properties, { start: 0, end: properties.length }).map((member) => member.key));
  }
  const list = memberOf(item.bytes, "arguments");
  if (list === undefined) return new Set();
  return new Set(
    elements(list, { start: 0, end: list.length }).map((span) => nameOf(list.subarray(span.start, span.end))),
  );
}
