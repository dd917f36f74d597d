import type { ItemKind } from "../model/access.js";
import type { Span } from "../model/message.js";
import { elements, members } from "../wire/scan.js";

/**
 * The shapes that the protocol demands of what a list has (schema of 2024-11-05 … 2026-07-28: `Tool`, `Prompt`, `Resource`,
 * `ResourceTemplate`). The official clients check a whole list at once, so that one malformed item hides every other one.
 */

/** The bytes of a value that was mended; `true`: it is fine as it is; `false`: it is malformed and has no clear meaning. */
type Verdict = Buffer | boolean;

/** Judges the value under a span. `faults` gets the path of everything that is not as it should be. */
type Check = (bytes: Buffer, span: Span, path: string, faults: string[]) => Verdict;

interface Field {
  readonly check: Check;
  /** A malformed value makes the whole object malformed; otherwise the member is left out. */
  readonly vital?: true;
  /** An object without this member is malformed. */
  readonly required?: true;
  /** What stands for an absent member, as JSON. */
  readonly absent?: string;
}

const OBJECT = 0x7b;
const ARRAY = 0x5b;
const TEXT = 0x22;
const NULL = 0x6e;

const startsWith =
  (...first: readonly number[]): Check =>
  (bytes, { start }) =>
    first.includes(bytes[start] as number);

const text = startsWith(TEXT);
const flag = startsWith(0x74, 0x66);
/** A minus sign or a digit. */
const number = startsWith(0x2d, ...Array.from({ length: 10 }, (_, digit) => 0x30 + digit));
const record = startsWith(OBJECT);

function oneOf(...words: readonly string[]): Check {
  return (bytes, { start, end }) => words.includes(bytes.toString("latin1", start + 1, end - 1));
}

/** An array of which every element is fine. */
function listOf(check: Check): Check {
  return (bytes, span, path, faults) => {
    if (bytes[span.start] !== ARRAY) return false;
    const all = elements(bytes, span);
    const verdicts = all.map((one, at) => {
      const verdict = check(bytes, one, `${path}[${at}]`, faults);
      if (verdict === false) faults.push(`${path}[${at}]`);
      return verdict;
    });
    if (verdicts.includes(false)) return false;
    if (verdicts.every((verdict) => verdict === true)) return true;
    const parts = all.map((one, at) => {
      const verdict = verdicts[at];
      return Buffer.isBuffer(verdict) ? verdict : bytes.subarray(one.start, one.end);
    });
    return wrapped("[", parts, "]");
  };
}

/** An object with some members of known shapes; the others stay as they are. */
function objectOf(fields: Readonly<Record<string, Field>>, rest?: Check): Check {
  const known = new Map(Object.entries(fields));
  const wanted = [...known].filter(([, { required, absent }]) => required === true || absent !== undefined);
  return (bytes, span, path, faults) => {
    if (bytes[span.start] !== OBJECT) return false;
    const parts: Buffer[] = [];
    const seen = new Set<string>();
    let changed = false;
    for (const { key, keySpan, value } of members(bytes, span)) {
      const field = known.get(key);
      const check = field?.check ?? rest;
      const at = path === "" ? key : `${path}.${key}`;
      const absent = field !== undefined && bytes[value.start] === NULL;
      const verdict: Verdict = check === undefined ? true : absent ? false : check(bytes, value, at, faults);
      if (verdict === true) {
        parts.push(bytes.subarray(keySpan.start, value.end));
        seen.add(key);
        continue;
      }
      changed = true;
      if (!faults.some((fault) => fault.startsWith(at))) faults.push(at);
      if (verdict !== false) {
        parts.push(Buffer.concat([bytes.subarray(keySpan.start, keySpan.end), Buffer.from(":"), verdict]));
        seen.add(key);
      } else if (!absent && (field === undefined || field.vital === true)) return false;
    }
    for (const [key, { absent }] of wanted) {
      if (seen.has(key)) continue;
      const at = path === "" ? key : `${path}.${key}`;
      if (!faults.includes(at)) faults.push(at);
      if (absent === undefined) return false;
      changed = true;
      parts.push(Buffer.from(`${JSON.stringify(key)}:${absent}`));
    }
    return changed ? wrapped("{", parts, "}") : true;
  };
}

function wrapped(open: string, parts: readonly Buffer[], close: string): Buffer {
  const pieces: Buffer[] = [];
  for (const part of parts) pieces.push(Buffer.from(pieces.length === 0 ? open : ","), part);
  if (pieces.length === 0) pieces.push(Buffer.from(open));
  pieces.push(Buffer.from(close));
  return Buffer.concat(pieces);
}

/** Whether a value is an object or an array without content, as several languages write an empty map. */
function isEmpty(bytes: Buffer, { start, end }: Span): boolean {
  const first = bytes[start];
  if (first !== OBJECT && first !== ARRAY) return false;
  return bytes.toString("latin1", start + 1, end - 1).trim() === "";
}

/** A schema of one argument: clients take objects alone. `true`, null and an empty list say nothing; `false` allows nothing. */
const subschema: Check = (bytes, span) => {
  const first = bytes[span.start];
  if (first === OBJECT) return true;
  if (first === 0x74 || first === NULL || isEmpty(bytes, span)) return Buffer.from("{}");
  return first === 0x66 ? Buffer.from('{"not":{}}') : false;
};

const properties: Check = (bytes, span, path, faults) =>
  isEmpty(bytes, span) && bytes[span.start] === ARRAY
    ? Buffer.from("{}")
    : objectOf({}, subschema)(bytes, span, path, faults);

/** The one root that the protocol allows here; a list of types that has it means it, because arguments are an object. */
const objectType: Check = (bytes, span) => {
  if (bytes[span.start] === TEXT) {
    const said = bytes.toString("utf8", span.start + 1, span.end - 1);
    if (said === "object") return true;
    return said.toLowerCase() === "object" ? Buffer.from('"object"') : false;
  }
  const said = elements(bytes, span).map(({ start, end }) => bytes.toString("utf8", start, end));
  return said.includes('"object"') ? Buffer.from('"object"') : false;
};

const EMPTY_OBJECT_SCHEMA = '{"type":"object"}';
const objectSchema = objectOf({
  type: { check: objectType, vital: true, absent: '"object"' },
  properties: { check: properties, vital: true },
  required: { check: listOf(text) },
});

const inputSchema: Check = (bytes, span, path, faults) =>
  bytes[span.start] === 0x74 || isEmpty(bytes, span)
    ? Buffer.from(EMPTY_OBJECT_SCHEMA)
    : objectSchema(bytes, span, path, faults);

/** The keywords that give a schema without `type` another meaning than that of an object. */
const OTHER_ROOTS: ReadonlySet<string> = new Set(["$ref", "$dynamicRef", "anyOf", "oneOf", "allOf", "enum", "const"]);

/** An object schema; since 2026-07-28 also any other one (SEP-2106), which the edge of the older revisions wraps. */
const outputSchema: Check = (bytes, span, path, faults) => {
  if (bytes[span.start] !== OBJECT || isEmpty(bytes, span)) return false;
  const own = members(bytes, span);
  const type = own.find(({ key }) => key === "type")?.value;
  const said = type === undefined ? undefined : bytes.toString("utf8", type.start, type.end);
  if (said === "null") return false;
  if (said !== undefined) {
    if (said.toLowerCase() === '"object"') return objectSchema(bytes, span, path, faults);
    return text(bytes, type as Span, path, faults) === true || bytes[type?.start ?? 0] === ARRAY;
  }
  if (own.some(({ key }) => OTHER_ROOTS.has(key))) return true;
  return own.some(({ key }) => key === "properties") ? objectSchema(bytes, span, path, faults) : true;
};

/** An ISO 8601 time with its zone, as clients take it. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

const time: Check = (bytes, { start, end }) => TIME.test(bytes.toString("utf8", start + 1, end - 1));
const share: Check = (bytes, span, path, faults) => {
  const value = Number(bytes.toString("latin1", span.start, span.end));
  return number(bytes, span, path, faults) === true && value >= 0 && value <= 1;
};

const icon = objectOf({
  src: { check: text, vital: true, required: true },
  mimeType: { check: text },
  sizes: { check: listOf(text) },
  theme: { check: oneOf("light", "dark") },
});
const annotations = objectOf({
  audience: { check: listOf(oneOf("user", "assistant")) },
  priority: { check: share },
  lastModified: { check: time },
});
const common = {
  name: { check: text, vital: true, required: true },
  title: { check: text },
  description: { check: text },
  icons: { check: listOf(icon) },
  _meta: { check: record },
} as const satisfies Record<string, Field>;

const resource = { ...common, mimeType: { check: text }, annotations: { check: annotations } };

const SHAPES: Readonly<Record<ItemKind, Check>> = {
  tool: objectOf({
    ...common,
    inputSchema: { check: inputSchema, vital: true, absent: EMPTY_OBJECT_SCHEMA },
    outputSchema: { check: outputSchema },
    annotations: {
      check: objectOf({
        title: { check: text },
        readOnlyHint: { check: flag },
        destructiveHint: { check: flag },
        idempotentHint: { check: flag },
        openWorldHint: { check: flag },
      }),
    },
    execution: { check: objectOf({ taskSupport: { check: oneOf("required", "optional", "forbidden") } }) },
  }),
  prompt: objectOf({
    ...common,
    arguments: {
      check: listOf(
        objectOf({
          name: { check: text, vital: true, required: true },
          title: { check: text },
          description: { check: text },
          required: { check: flag },
        }),
      ),
      vital: true,
    },
  }),
  resource: objectOf({ ...resource, uri: { check: text, vital: true, required: true }, size: { check: number } }),
  resourceTemplate: objectOf({ ...resource, uriTemplate: { check: text, vital: true, required: true } }),
};

/** What became of an item that its upstream listed. */
export interface Shaped {
  /** The item as clients may have it: the same bytes where nothing was to be done. Undefined: it is left out. */
  readonly bytes: Buffer | undefined;
  /** The paths of the members that are malformed; empty: none is. */
  readonly faults: readonly string[];
}

const NO_FAULTS: readonly string[] = [];
/** How many malformed members of an item are named. */
const MAX_FAULTS = 8;
const MAX_PATH_CHARS = 120;

/** An item in the shape that the protocol demands. What has one meaning is repaired, other members that clients can do without are left out. */
export function shaped(kind: ItemKind, bytes: Buffer, own: string): Shaped {
  const faults: string[] = [];
  const span = { start: 0, end: bytes.length };
  const verdict = SHAPES[kind](bytes, span, "", faults);
  if (verdict === true) return { bytes, faults: NO_FAULTS };
  const named = faults.slice(0, MAX_FAULTS).map((path) => path.slice(0, MAX_PATH_CHARS));
  if (verdict !== false) return { bytes: verdict, faults: named };
  const under = kind === "resource" || kind === "resourceTemplate" ? withName(bytes, own) : undefined;
  return { bytes: under && shaped(kind, under, own).bytes, faults: named };
}

/** A resource without a name under its URI; undefined: it has a name. */
function withName(bytes: Buffer, uri: string): Buffer | undefined {
  const own = members(bytes, { start: 0, end: bytes.length });
  if (own.some(({ key, value }) => key === "name" && bytes[value.start] === TEXT)) return undefined;
  const kept = own.filter(({ key }) => key !== "name");
  const parts = kept.map(({ keySpan, value }) => bytes.subarray(keySpan.start, value.end));
  return wrapped("{", [Buffer.from(`"name":${JSON.stringify(uri)}`), ...parts], "}");
}
