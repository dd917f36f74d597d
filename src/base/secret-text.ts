import { secretName, words } from "./secret-name.js";

/** A part of a text that is secret. `sure`: worth a warning; otherwise it is only kept out of what is printed. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  readonly sure: boolean;
}

/** What stands where a secret was. */
export const MASK = "***";

/** The longest secret that a pattern looks for, in characters: no text keeps a pattern busy. */
const MAX_SECRET_CHARS = 4096;

const REFERENCE = /\$\{[A-Za-z_][A-Za-z0-9_]*(?::-([^}$]*))?\}/g;
const SCHEME = /^[\s"']*(?:bearer|basic|token|digest|api-?key|bot|negotiate)\s+/i;
/** What is no secret although it stands where one belongs: nothing, what was masked before, and what documentation writes. */
const EMPTY = /^(?:[\s"'*\\.,;:=@]*|\[(?:hidden|redacted)\]|REDACTED\d*|<[\w .-]{1,64}>|true|false|null|none)$/i;
/** What is not worth a warning: numbers and addresses. */
const HARMLESS = /^(?:[0-9.]+|https?:\/\/[^@]*|.{1,2})$/i;

/** The spans of a text from `start` to `end` that is a secret as a whole; what refers to a variable stays. */
export function wholeSecret(text: string, start = 0, end = text.length, sure = true): SecretSpan[] {
  const spans: SecretSpan[] = [];
  const literal = (from: number, to: number): void => {
    const piece = text.slice(from, to);
    const skipped = SCHEME.exec(piece)?.[0].length ?? 0;
    const rest = piece.slice(skipped);
    if (EMPTY.test(rest)) return;
    const lead = /^[\s"']*/.exec(rest)?.[0].length ?? 0;
    let trail = 0;
    while (/[\s"']/.test(rest.at(-1 - trail) ?? "")) trail += 1;
    spans.push({ start: from + skipped + lead, end: to - trail, sure: sure && !HARMLESS.test(rest.trim()) });
  };
  let done = start;
  for (const match of text.slice(start, end).matchAll(REFERENCE)) {
    const at = start + match.index;
    const fallback = match[1];
    literal(done, at);
    done = at + match[0].length;
    if (fallback !== undefined) literal(done - 1 - fallback.length, done - 1);
  }
  literal(done, end);
  return spans;
}

/** What well-known secrets look like wherever they stand. */
const KNOWN = new RegExp(
  [
    "gh[pousr]_[A-Za-z0-9]{16,}",
    "github_pat_\\w{16,}",
    "gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent)-[\\w.-]{16,}",
    "(?:sk|rk)[-_][A-Za-z0-9][\\w-]{14,}",
    "whsec_[A-Za-z0-9+/=]{16,}",
    "xox[a-z]-[\\w-]{10,}",
    "xapp-[\\w-]{10,}",
    "(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,}",
    "AIza[\\w-]{30,}",
    "ya29\\.[\\w-]{16,}",
    "GOCSPX-[\\w-]{16,}",
    "npm_[A-Za-z0-9]{16,}",
    "hf_[A-Za-z0-9]{16,}",
    "pypi-[\\w-]{16,}",
    "(?:shpat|shpca|shppa|shpss)_[A-Za-z0-9]{16,}",
    "SG\\.[\\w-]{16,64}\\.[\\w-]{16,}",
    "(?:dop|doo|dor)_v1_[a-f0-9]{32,}",
    "hv[sbr]\\.[\\w-]{16,}",
    "(?:ntn|secret|lin_api|figd|tvly|pplx|gsk|nvapi|r8|ATATT3x|ATCTT3x|napi|rnd|fly|sbp|lsv2_pt|pat)[-_]?(?<=[-_x])[\\w=-]{20,}",
    "dapi[a-f0-9]{32}",
    "ey[A-Za-z0-9_-]{10,512}\\.[\\w-]{4,}(?:\\.[\\w-]*){0,3}",
    "AGE-SECRET-KEY-1[A-Z0-9]{20,}",
    "[0-9]{8,10}:AA[\\w-]{33}",
  ]
    .map((shape) => `(?:${shape})`)
    .join("|")
    .replace(/^/, "(?<![A-Za-z0-9])(?:")
    .replace(/$/, ")"),
  "g",
);
const PEM = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----([\s\S]*?)(?:-----END|$)/g;
/** The private members of a JSON Web Key. */
const JWK = /\\?"(?:d|p|q|dp|dq|qi|k)\\?"\s{0,8}:\s{0,8}\\?"([\w-]{16,})/g;
/** A credential behind the name of its scheme. */
const AUTHORIZATION =
  /\b(?:bearer|basic)\s{1,8}(?!(?:realm|scope|error|resource_metadata)=|(?:authentication|authorization|credentials?|tokens?|challenge|scheme|auth|header|is|was|and|or)\b(?![-_.]))([A-Za-z0-9._~+/=-]{8,})/gi;
/** From the `//` of an address to the end of the word. */
const ADDRESS = /(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{0,40}:\\?\/\\?\/([^\s"'`<>|]{1,2048})/g;
const PARAMETER = /[?&#;]([^=&#?;\s"'<>]{1,80})=([^&#\s"'<>`;]{1,4096})/g;
/** Parameters that are secret only in an address. */
const PARAMETER_ONLY =
  /^(?:code|state|ticket|hmac|nonce|code_verifier|x_amz_credential|x_goog_credential|skoid|invite|access)$/;
/** `name=value`, `name: value` and `"name": "value"`, with one word before the value that says what it is. */
const NAMED =
  /(?<![\w.$-])(--?)?([A-Za-z_$][\w.$-]{0,79})(\\?["'])?(\s{0,8}[:=]\s{0,8})(\\?["'])?((?:bearer|basic|token|digest)\s{1,8})?/gi;
/** `--name value` within one line. */
const OPTION = /(?<![\w-])--?([A-Za-z][\w-]{1,79})\s{1,8}(["'])?/g;

/** Every part of a text that is a secret by its shape, in order and without overlaps. Linear in the text. */
export function secretSpans(text: string): SecretSpan[] {
  if (text.length < 4) return [];
  const found: SecretSpan[] = [];
  const add = (start: number, end: number, sure: boolean): void => {
    found.push(...wholeSecret(text, start, end, sure));
  };
  const groups = (pattern: RegExp, sure: boolean): void => {
    for (const match of text.matchAll(pattern)) {
      const value = match[1] ?? match[0];
      const end = match.index + match[0].lastIndexOf(value) + value.length;
      add(end - value.length, end, sure);
    }
  };
  groups(KNOWN, true);
  if (text.includes("PRIVATE KEY")) {
    for (const match of text.matchAll(PEM)) {
      const start = match.index + match[0].indexOf("KEY") + 3;
      const body = start + (/^(?: BLOCK)?-----/.exec(text.slice(start, start + 16))?.[0].length ?? 0);
      add(body, body + (match[1]?.length ?? 0), true);
    }
  }
  if (text.includes('"')) groups(JWK, true);
  groups(AUTHORIZATION, true);
  if (text.includes("/")) addresses(text, add);
  if (text.includes("=")) parameters(text, add);
  named(text, add);
  if (text.includes("-")) options(text, add);
  return merged(found);
}

type Add = (start: number, end: number, sure: boolean) => void;

function addresses(text: string, add: Add): void {
  for (const match of text.matchAll(ADDRESS)) {
    const rest = match[1] ?? "";
    const start = match.index + match[0].length - rest.length;
    const user = userInfo(rest);
    if (user !== undefined) {
      const colon = user.indexOf(":");
      const name = user.slice(0, Math.max(colon, 0));
      const password = user.slice(colon + 1);
      // Some put a token where the user belongs and leave the password empty or say something fixed there.
      const named =
        /^[A-Za-z][a-z0-9_.-]{0,23}$/.test(name) && !/[0-9].*[0-9].*[0-9]/.test(name) && !/^x(?:-|$)/i.test(password);
      if (colon >= 0 && (name === "" || (named && password !== ""))) add(start + colon + 1, start + user.length, true);
      else if (colon < 0) add(start, start + user.length, !/^[a-z][a-z0-9_.-]{0,15}$/.test(user));
      else {
        add(start, start + colon, true);
        add(start + colon + 1, start + user.length, true);
      }
    }
    const hook = /^(?:hooks\.slack\.com\/(?:services|workflows)|discord(?:app)?\.com\/api\/webhooks)\/([^?#]+)/i.exec(
      rest,
    )?.[1];
    if (hook !== undefined) add(start + rest.indexOf(hook), start + rest.indexOf(hook) + hook.length, true);
  }
}

/** The user information of what follows `//`; a password may have unescaped `@`, `/`, `?` and `#` in it. */
function userInfo(rest: string): string | undefined {
  const authority = /^[^/?#\\]*/.exec(rest)?.[0] ?? "";
  const at = authority.lastIndexOf("@");
  if (at >= 0) {
    // A password with a slash in it goes on behind it; `/@scope` is a path.
    const path = /^[^?#\\]*[^/?#\\](?=@)/.exec(rest)?.[0] ?? "";
    return authority.slice(0, at).includes(":") && path.length > at ? path : authority.slice(0, at);
  }
  const far = rest.lastIndexOf("@");
  const colon = authority.indexOf(":");
  if (far < 0 || colon < 0) return undefined;
  // `host:8080/@scope` is no password; neither is `[::1]`.
  return /^\d*$/.test(authority.slice(colon + 1)) || authority.startsWith("[") ? undefined : rest.slice(0, far);
}

function parameters(text: string, add: Add): void {
  for (const match of text.matchAll(PARAMETER)) {
    const [whole, raw = "", value = ""] = match;
    const name = decoded(raw).replace(/^amp;/, "");
    const kind = secretName(name);
    const only = PARAMETER_ONLY.test(words(name));
    if (kind === undefined && !only) continue;
    const end = match.index + whole.length;
    add(end - value.length, end, kind === "sure" || (kind === "likely" && words(name) === "key"));
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign is part of the name
  }
}

function named(text: string, add: Add): void {
  let done = 0;
  for (const match of text.matchAll(NAMED)) {
    // What stands inside of a secret is secret already.
    if (match.index < done) continue;
    const [whole, dash, name = "", , separator = "", quote, scheme] = match;
    const kind = secretName(name);
    if (kind === undefined || kind === "shape") continue;
    if (kind === "likely" && dash === undefined && !separator.includes("=")) continue;
    const start = match.index + whole.length;
    const end = start + valueLength(text, start, quote, scheme === undefined ? name : "");
    const value = text.slice(start, end);
    if (separator === ":" && value.startsWith("//")) continue;
    const prose = separator.includes(":") && quote === undefined && scheme === undefined;
    // "invalid token: expired" speaks about a token; a password may well be one word.
    if (prose && /^[a-z]{2,20}$/.test(value) && !/pass|pwd|secret|key$/i.test(name)) continue;
    if (/^[0-9.]{1,7}$/.test(value) && !/pass|pwd|secret|pin$/i.test(name)) continue;
    if (/^(?:true|false|null|undefined|none)$/.test(value)) continue;
    add(start, end, kind === "sure");
    done = end;
  }
}

/** How long the value is that begins here: to its quote, or to the end of its word; in a list of settings, to the `;`. */
function valueLength(text: string, start: number, quote: string | undefined, name: string): number {
  const rest = text.slice(start, start + MAX_SECRET_CHARS);
  if (quote !== undefined) {
    const end = rest.indexOf(quote);
    return end < 0 ? rest.length : end;
  }
  if (/authorization$|cookies?$/i.test(name)) return /^[^"'\n\r]*/.exec(rest)?.[0].length ?? 0;
  const settings = /^[^;\n\r"']*(?=;)/.exec(rest.slice(0, 256))?.[0];
  if (settings !== undefined && !/[,{}&]/.test(settings)) return settings.length;
  return /^(?:\$\{[^}\s]*\}|[^\s,;&"'`<>(){}[\]])*/.exec(rest)?.[0].length ?? 0;
}

function options(text: string, add: Add): void {
  for (const match of text.matchAll(OPTION)) {
    const [whole, name = "", quote] = match;
    const kind = secretName(name);
    if (kind === undefined || kind === "shape") continue;
    const start = match.index + whole.length;
    const rest = text.slice(start, start + MAX_SECRET_CHARS);
    const value =
      quote === undefined ? (/^[^\s"'`]*/.exec(rest)?.[0] ?? "") : rest.slice(0, Math.max(0, rest.indexOf(quote)));
    if (isOption(value) || /^(?:=|is|was|are|to|for|or|and|the|a|with|has|must|needs?|option)$/.test(value)) continue;
    add(start, start + value.length, kind === "sure");
  }
}

/** Whether an argument is an option rather than a value that begins with a dash. */
export const isOption = (text: string): boolean => /^--?[a-z][a-z-]{0,30}(?:=.*)?$/.test(text);

/** Options whose value is a secret although their names do not say so: `mysql -p`, `curl -u`. */
const SHORT = /^(?:-p|-P|-a|-k|-t|--pass|--pw|--pat)$/;
const USER = /^(?:-u|-U|--user|--proxy-user)$/;
const HEADER = /^(?:-H|--headers?|--http-headers?)$/;

/** The secret parts of an argument because of the option before it. */
export function argumentSpans(option: string, value: string): SecretSpan[] {
  if (isOption(value)) return [];
  if (HEADER.test(option)) {
    const colon = value.search(/[:=]/);
    return colon < 0 ? [] : wholeSecret(value, colon + 1, value.length, secretName(value.slice(0, colon)) === "sure");
  }
  if (USER.test(option)) {
    const colon = value.indexOf(":");
    return colon < 0 ? [] : wholeSecret(value, colon + 1, value.length, !/^\d+$/.test(value.slice(colon + 1)));
  }
  if (SHORT.test(option))
    return /^(?:\d{1,5}|[./~].*|\w+=.*)$/s.test(value) ? [] : wholeSecret(value, 0, value.length, false);
  const name = /^--?([A-Za-z][\w.-]*)$/.exec(option)?.[1];
  const kind = name === undefined ? undefined : secretName(name);
  if (kind === undefined || kind === "shape") return [];
  return wholeSecret(value, 0, value.length, kind === "sure");
}

/** Long words of mixed characters: no word anybody reads, and often a key. For configuration only; ids look like this too. */
const RANDOM =
  /(?<![\w:@+-])(?:(?=[\w+-]*[A-Z])(?=[\w+-]*[a-z])(?=(?:[\w+-]*?\d){3})[\w+-]{28,}|[a-f0-9]{32,128}|[A-F0-9]{32,128})(?![\w-])/g;

/** The parts of a text that look random enough to be a key. */
export function randomSpans(text: string): SecretSpan[] {
  if (text.length > MAX_SECRET_CHARS) return [];
  return [...text.matchAll(RANDOM)].flatMap(({ index, 0: found }) =>
    wholeSecret(text, index, index + found.length, false),
  );
}

/** Spans in order, those that touch as one. */
export function merged(spans: readonly SecretSpan[]): SecretSpan[] {
  const out: { start: number; end: number; sure: boolean }[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = out.at(-1);
    if (last === undefined || span.start > last.end) out.push({ ...span });
    else {
      last.end = Math.max(last.end, span.end);
      last.sure ||= span.sure;
    }
  }
  return out;
}

/** The text with each of the spans replaced by what `write` makes of it. */
export function replaced(text: string, spans: readonly SecretSpan[], write: (secret: string) => string): string {
  let out = "";
  let done = 0;
  for (const { start, end } of spans) {
    out += text.slice(done, start) + write(text.slice(start, end));
    done = end;
  }
  return out + text.slice(done);
}

/** The text without its secrets, as far as their shape tells; masking again changes nothing. */
export function masked(text: string): string {
  let out = text;
  // What is left of a masked text may read like another secret.
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const spans = secretSpans(out);
    if (spans.length === 0) break;
    out = replaced(out, spans, () => MASK);
  }
  return out;
}

/** More rounds than any text has needed. */
const MAX_ROUNDS = 8;

/** The text with every character of its secrets as a star: each column stays where it is. */
export const starred = (text: string, spans = secretSpans(text)): string => replaced(text, spans, stars);

/** As many stars as characters; blanks and line ends stay. */
export const stars = (secret: string): string => secret.replace(/\S/g, "*");
