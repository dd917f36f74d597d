import { isUtf8 } from "node:buffer";

const SENTINEL_START = "=?base64?";
const SENTINEL_END = "?=";

/** Whether a text may stand as an HTTP field value as it is (RFC 9110 section 5.5, ASCII only): no CTL, no outer blanks. */
export function isHeaderValue(value: string): boolean {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if ((code < 0x20 && code !== 0x09) || code > 0x7e) return false;
  }
  return !/^[\t ]|[\t ]$/.test(value);
}

/**
 * A text as the value of `Mcp-Name` or `Mcp-Param-*` (specification 2026-07-28, Streamable HTTP): itself where it can be,
 * else `=?base64?…?=` over its UTF-8. A text that looks like that sentinel is wrapped too.
 */
export function encodeHeaderValue(text: string): string {
  const plain = isHeaderValue(text) && !(text.startsWith(SENTINEL_START) && text.endsWith(SENTINEL_END));
  return plain ? text : `${SENTINEL_START}${Buffer.from(text, "utf8").toString("base64")}${SENTINEL_END}`;
}

/** The text of such a value; undefined when the sentinel does not hold canonical Base64 of valid UTF-8. */
export function decodeHeaderValue(value: string): string | undefined {
  if (!value.startsWith(SENTINEL_START) || !value.endsWith(SENTINEL_END)) return value;
  if (value.length < SENTINEL_START.length + SENTINEL_END.length) return value;
  const base64 = value.slice(SENTINEL_START.length, -SENTINEL_END.length);
  const bytes = Buffer.from(base64, "base64");
  return bytes.toString("base64") === base64 && isUtf8(bytes) ? bytes.toString("utf8") : undefined;
}

/** One challenge of a `WWW-Authenticate` header (RFC 9110 section 11.6.1). */
export interface Challenge {
  /** In lower case. */
  readonly scheme: string;
  /** By lower-case name; of a parameter that stands twice, the first. Has no prototype, so any name is just data. */
  readonly params: Readonly<Record<string, string>>;
  /** The `token68` of schemes that send one instead of parameters. */
  readonly token68: string | undefined;
}

const TOKEN = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const TOKEN68 = /[A-Za-z0-9\-._~+/]+=*(?=[\t ]*(?:,|$))/y;
const EQUALS = /[\t ]*=[\t ]*/y;
const QUOTED = /"((?:[^"\\]|\\[\s\S])*)"?/y;
const BLANKS = /[\t ]*/y;
const NEXT = /[^,"]*(?:"(?:[^"\\]|\\[\s\S])*"?[^,"]*)*/y;

/** Reads challenges out of header values, as far as they can be read; what is malformed is left out. Never throws. */
export function parseChallenges(values: readonly string[]): Challenge[] {
  const found: Challenge[] = [];
  for (const value of values) readChallenges(value, found);
  return found;
}

function readChallenges(value: string, found: Challenge[]): void {
  let at = 0;
  let params: Record<string, string> | undefined;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(value);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  while (at < value.length) {
    take(BLANKS);
    const name = take(TOKEN)?.[0];
    if (name !== undefined) {
      const behind = at;
      if (params !== undefined && take(EQUALS) !== null) readParam(name, params, take);
      else {
        at = behind;
        params = Object.create(null) as Record<string, string>;
        const challenge = { scheme: name.toLowerCase(), params, token68: undefined as string | undefined };
        found.push(challenge);
        if ((take(BLANKS)?.[0] ?? "") !== "") {
          challenge.token68 = take(TOKEN68)?.[0];
          const param = challenge.token68 === undefined ? take(TOKEN)?.[0] : undefined;
          if (param !== undefined && take(EQUALS) !== null) readParam(param, params, take);
        }
      }
    }
    take(NEXT);
    at++;
  }
}

function readParam(
  name: string,
  params: Record<string, string>,
  take: (pattern: RegExp) => RegExpExecArray | null,
): void {
  const quoted = take(QUOTED);
  const text = quoted === null ? take(TOKEN)?.[0] : quoted[1]?.replace(/\\([\s\S])/g, "$1");
  const key = name.toLowerCase();
  if (text !== undefined && !(key in params)) params[key] = text;
}
