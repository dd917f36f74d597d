import type { Tool } from "@modelcontextprotocol/client";
import { MAX_NAME_BYTES } from "../model/bounds.js";
import { ProxyError } from "../model/errors.js";
import type { Item } from "../model/item.js";
import type { Message, Span } from "../model/message.js";
import { result } from "../wire/build.js";
import { checkText, members } from "../wire/scan.js";
import { checkSpelling, spellingOf } from "../wire/spelling.js";
import { splice } from "../wire/splice.js";

/** The arguments of `call_tool`: what the call it makes is judged by. */
const CALL_KEYS = spellingOf(["name", "arguments"]);

/** The tool that tells of the others. */
export const FIND = "find_tools";
/** The tool that calls another. */
export const CALL = "call_tool";

/** So many tools are told of with their schemas; of more, only names and what they are for. */
const WITH_SCHEMAS = 20;
/** Characters of a description where schemas are left out. */
const MAX_DESCRIPTION_CHARS = 160;

const ID = Buffer.from("0");
const EMPTY = Buffer.from("{}");

const TOOLS: readonly Tool[] = [
  {
    name: FIND,
    description: `Lists the available tools with their purpose and arguments. Call this first, then call a tool with ${CALL}. With \`query\`, lists only tools whose name or description contains all of its words; without it, lists all tools by name.`,
    inputSchema: { type: "object", properties: { query: { type: "string", description: "Words to search for." } } },
    annotations: { readOnlyHint: true, openWorldHint: false },
  },
  {
    name: CALL,
    description: `Calls a tool that ${FIND} listed, and returns its result.`,
    inputSchema: {
      type: "object",
      properties: {
        name: { type: "string", description: `The tool's name, as ${FIND} returns it.` },
        arguments: { type: "object", description: "The tool's arguments, as its inputSchema requires." },
      },
      required: ["name"],
    },
  },
];

/** The list of the two, as an answer with the id `0`. */
export function metaList(): Message {
  return result(ID, { resultType: "complete", tools: TOOLS, ttlMs: 0, cacheScope: "private" });
}

/** What `find_tools` answers: the tools somebody sees, by their exposed names, as far as they fit the query of its call. Throws INVALID_PARAMS for a query that is too long. */
export function foundTools(call: Message, tools: Iterable<readonly [string, Item]>): Message {
  const inner = call.member("arguments");
  const query = inner && members(call.bytes, inner).find(({ key }) => key === "query")?.value;
  if (query !== undefined && isLong(query)) refuseLong("query");
  const words = wordsOf(argument(call, "query"));
  const fitting = [...tools].flatMap(([name, item]) => {
    const parts = partsOf(item);
    const text = `${name} ${parts.description ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word)) ? [{ name, ...parts }] : [];
  });
  const whole = fitting.length <= WITH_SCHEMAS;
  const told = fitting.map(({ name, description, schema }) => {
    const brief = whole || description === undefined || description.length <= MAX_DESCRIPTION_CHARS;
    const said = brief ? description : `${description.slice(0, MAX_DESCRIPTION_CHARS)}…`;
    const about = said === undefined ? "" : `,"description":${JSON.stringify(said)}`;
    // The schema as its upstream wrote it.
    return `{"name":${JSON.stringify(name)}${about}${whole ? `,"inputSchema":${schema}` : ""}}`;
  });
  const more = whole
    ? ""
    : `,"note":"${fitting.length} tools; use a query that matches fewer tools to get their inputSchema"`;
  const text = `{"tools":[${told.join(",")}]${more}}`;
  return result(ID, { resultType: "complete", content: [{ type: "text", text }], isError: false });
}

/** The name a call of `call_tool` means; undefined when it names none. */
export function meantName(call: Message): string | undefined {
  const name = argument(call, "name");
  return typeof name === "string" ? name : undefined;
}

/** A call of `call_tool` as the call it means; undefined when it names no tool. Throws INVALID_PARAMS for a name that is too long, INVALID_REQUEST for a key in other letters. */
export function meantCall(call: Message): Message | undefined {
  const [name, inner] = [call.member("name"), call.member("arguments")];
  if (name === undefined || inner === undefined) return undefined;
  const given = members(call.bytes, inner);
  checkSpelling(given, CALL_KEYS);
  const meant = given.find(({ key }) => key === "name")?.value;
  if (meant === undefined || call.bytes[meant.start] !== 0x22) return undefined;
  if (isLong(meant)) refuseLong("name");
  return splice(call, [
    { ...name, bytes: call.bytes.subarray(meant.start, meant.end) },
    { ...inner, bytes: argumentsOf(call) },
  ]);
}

/** The arguments of the tool that is meant; models also write them as a text. Throws INVALID_REQUEST as for any other arguments. */
function argumentsOf(call: Message): Buffer {
  const inner = call.member("arguments");
  const span = inner && members(call.bytes, inner).find(({ key }) => key === "arguments")?.value;
  if (span === undefined) return EMPTY;
  const raw = call.bytes.subarray(span.start, span.end);
  if (raw[0] !== 0x22) return raw;
  const text = JSON.parse(raw.toString("utf8")) as string;
  try {
    JSON.parse(text);
  } catch {
    return raw; // Whoever is called will say what is wrong with it.
  }
  const meant = Buffer.from(text);
  checkText(meant);
  return meant;
}

/** A name within the arguments, and a query, are held to what a name in `params` is held to. */
const isLong = ({ start, end }: Span): boolean => end - start > MAX_NAME_BYTES;

function refuseLong(key: string): never {
  throw new ProxyError("INVALID_PARAMS", `arguments.${key} is longer than ${MAX_NAME_BYTES} bytes; send a shorter one`);
}

/** The value of an argument; undefined for one that is absent or too long. */
function argument(call: Message, key: string): unknown {
  const inner = call.member("arguments");
  const span = inner && members(call.bytes, inner).find((one) => one.key === key)?.value;
  return span === undefined || isLong(span) ? undefined : JSON.parse(call.raw(span));
}

function wordsOf(query: unknown): string[] {
  return typeof query === "string"
    ? query
        .toLowerCase()
        .split(/\s+/)
        .filter((word) => word !== "")
    : [];
}

function partsOf({ bytes }: Item): { description: string | undefined; schema: string } {
  const all = members(bytes, { start: 0, end: bytes.length });
  const text = (key: string): string | undefined => {
    const span = all.find((one) => one.key === key)?.value;
    return span && bytes.toString("utf8", span.start, span.end);
  };
  const description = text("description");
  return {
    description: description?.startsWith('"') === true ? (JSON.parse(description) as string) : undefined,
    schema: text("inputSchema") ?? "{}",
  };
}
