import { BOUNDS, entryBytes } from "../../model/bounds.js";
import type { Call } from "../../model/call.js";
import type { Message } from "../../model/message.js";
import { argumentText } from "../../wire/argument.js";
import { encodeHeaderValue } from "../../wire/headers.js";
import { listCursor } from "../../wire/list-cursor.js";
import { elements } from "../../wire/scan.js";

/** One argument of a tool that must also stand in a header (2026-07-28, Streamable HTTP, `x-mcp-header`). */
export interface ParamHeader {
  /** Property names from `arguments` down. */
  readonly path: readonly string[];
  /** The header, lower case: `mcp-param-region`. */
  readonly header: string;
}

/** What a tools list says of headers: per tool its annotations, and the tools whose annotations are invalid. */
export interface ToolHeaders {
  readonly valid: ReadonlyMap<string, readonly ParamHeader[]>;
  readonly invalid: ReadonlySet<string>;
}

/** An argument within so many others has no header. */
const MAX_DEPTH = 50;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const TYPES: ReadonlySet<unknown> = new Set(["string", "integer", "boolean"]);

/** Reads the annotations of a `tools/list` result; undefined when it has none at all, which costs one search. */
export function toolHeaders(answer: Message): ToolHeaders | undefined {
  const tools = answer.bytes.includes("x-mcp-header") ? answer.member("tools") : undefined;
  if (tools === undefined) return undefined;
  const valid = new Map<string, ParamHeader[]>();
  const invalid = new Set<string>();
  for (const span of elements(answer.bytes, tools)) {
    const tool = JSON.parse(answer.raw(span)) as { name: string; inputSchema?: unknown };
    const found = collect(tool.inputSchema);
    if (found === undefined) invalid.add(tool.name);
    else valid.set(tool.name, found);
  }
  return { valid, invalid };
}

/** A tool's annotations; undefined when they break a rule. */
function collect(schema: unknown): ParamHeader[] | undefined {
  const found: ParamHeader[] = [];
  let sound = true;
  // A list of what is left to look at: an upstream may nest as deeply as it likes.
  const left: { readonly node: unknown; readonly path: readonly string[] | undefined }[] = [{ node: schema, path: [] }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { node, path } = next;
    if (Array.isArray(node)) for (const one of node) left.push({ node: one, path: undefined });
    if (typeof node !== "object" || node === null || Array.isArray(node)) continue;
    const here = node as Record<string, unknown>;
    if ("x-mcp-header" in here) {
      const name = here["x-mcp-header"];
      const usable =
        typeof name === "string" && TOKEN.test(name) && TYPES.has(here.type) && path !== undefined && path.length > 0;
      if (usable) found.push({ path, header: `mcp-param-${name.toLowerCase()}` });
      else sound = false;
    }
    for (const [key, inner] of Object.entries(here)) {
      if (key === "properties" && typeof inner === "object" && inner !== null) {
        const within = path === undefined || path.length >= MAX_DEPTH ? undefined : path;
        for (const [property, sub] of Object.entries(inner))
          left.push({ node: sub, path: within && [...within, property] });
      } else if (key !== "default" && key !== "const" && key !== "enum" && key !== "examples") {
        left.push({ node: inner, path: undefined });
      }
    }
  }
  const unique = new Set(found.map(({ header }) => header)).size === found.length;
  return sound && unique ? found : undefined;
}

/** The `mcp-param-*` headers of a call, names and values alternating. */
export function paramHeaders(call: Call, headers: readonly ParamHeader[]): string[] {
  const out: string[] = [];
  for (const { path, header } of headers) {
    const value = argumentText(call.message, path);
    if (value !== undefined) out.push(header, encodeHeaderValue(value));
  }
  return out;
}

/** A tools list without the tools that a client on Streamable HTTP must drop. */
export function withoutTools(
  answer: Message,
  invalid: ReadonlySet<string>,
): { start: number; end: number; bytes: Buffer } | undefined {
  const tools = answer.member("tools");
  if (tools === undefined || invalid.size === 0) return undefined;
  const kept = elements(answer.bytes, tools).filter(
    (span) => !invalid.has((JSON.parse(answer.raw(span)) as { name: string }).name),
  );
  return {
    start: tools.start,
    end: tools.end,
    bytes: Buffer.from(`[${kept.map((span) => answer.raw(span)).join(",")}]`),
  };
}

const MAX_PAGES = 100;
const MAX_BYTES = BOUNDS["upstream.parameters"].bytes;

/** What is known of the arguments an upstream's tools want in headers, learned from every tools list that passes. */
export class HeaderBook {
  readonly #tools = new Map<string, readonly ParamHeader[]>();
  #bytes = 0;
  /** Whether a list was seen, so that a tool without an entry has no such arguments. */
  known = false;
  #reading: Promise<void> | undefined;

  /** Takes in a page of the list; the first one begins it anew. Answers the tools whose annotations are invalid. */
  learn(answer: Message, first: boolean): ReadonlySet<string> {
    this.known = true;
    if (first) {
      this.#tools.clear();
      this.#bytes = 0;
    }
    const found = toolHeaders(answer);
    if (found === undefined) return NONE;
    for (const [tool, headers] of found.valid) this.#keep(tool, headers);
    return found.invalid;
  }

  /** What is not kept is not sent in headers: an upstream that wants it there says so, and no call is lost without a word. */
  #keep(tool: string, headers: readonly ParamHeader[]): void {
    if (headers.length === 0) return;
    const names = headers.flatMap(({ header, path }) => [header, ...path]);
    const bytes = entryBytes(
      tool,
      names.reduce((sum, name) => entryBytes(name, sum), 0),
    );
    if (this.#bytes + bytes > MAX_BYTES) return;
    this.#bytes += bytes;
    this.#tools.set(tool, headers);
  }

  /** The annotated arguments of a tool; undefined when there are none, or none are known. */
  of(tool: string): readonly ParamHeader[] | undefined {
    return this.#tools.size === 0 ? undefined : this.#tools.get(tool);
  }

  /** Whether any tool has such arguments. */
  get empty(): boolean {
    return this.#tools.size === 0;
  }

  /** Reads every page of the list; one reading at a time. An upstream that has no list has no such tools. */
  read(page: (cursor: string | undefined) => Promise<Message>): Promise<void> {
    this.#reading ??= this.#pages(page).finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #pages(page: (cursor: string | undefined) => Promise<Message>): Promise<void> {
    let cursor: string | undefined;
    const seen = new Set<string>();
    for (let at = 0; at < MAX_PAGES; at++) {
      const answer = await page(cursor);
      if (answer.kind !== "error") this.learn(answer, cursor === undefined);
      cursor = answer.kind === "error" ? undefined : listCursor(answer, "nextCursor");
      if (cursor === undefined || seen.has(cursor)) break;
      seen.add(cursor);
    }
    this.known = true;
  }
}

/** What a link's tools want in headers: known at once where a list has passed, else read once; without a link nothing is known. */
export function headersOf(
  link: { readonly headers: HeaderBook; readHeaders(): Promise<void> } | undefined,
  tool: string,
): readonly ParamHeader[] | undefined | Promise<readonly ParamHeader[] | undefined> {
  if (link === undefined || link.headers.known) return link?.headers.of(tool);
  return link.readHeaders().then(
    () => link.headers.of(tool),
    () => undefined, // the call itself will meet the failure
  );
}

const NONE: ReadonlySet<string> = new Set();
