import { MAX_MATCHED_CHARS } from "./glob.js";

/**
 * A URI in the one form in which URIs are compared: scheme and DNS host in lower case, without a default port, every escape
 * decoded, runs of slashes and backslashes one slash, dot segments removed, in Unicode NFC. Only decisions look at this form. What
 * is sent to an upstream is what the caller wrote.
 */
export interface CanonicalUri {
  /** With its colon: `file:`. */
  readonly scheme: string;
  readonly authority: string | undefined;
  readonly path: string;
  /** Query and fragment, with what marks them. */
  readonly tail: string;
  /** The path as a reader sees it who cuts off query and fragment before decoding, where that is not `path`. */
  readonly uncut: string | undefined;
  /** The path as a reader sees it who drops two dots wherever they are and resolves none, where there are any. */
  readonly undotted: string | undefined;
}

/** Stands for `*` in the canonical form of a pattern. No URI holds it: it is no character (Unicode 23.7). */
export const STAR = "\uFDD0";
/** Stands for `?` there. */
export const ANY = "\uFDD1";
const WILD = /[\uFDD0\uFDD1]/;

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
/** Schemes whose host is a DNS name or an address. */
const HOSTED: ReadonlySet<string> = new Set(["http:", "https:", "ws:", "wss:", "ftp:"]);
const CONTROL = /[\p{Cc}\p{Cs}\u2028\u2029]/u;
/** What makes it uncertain which segment a `..` takes away: readers do not agree on the segments. */
const UNCERTAIN = /[\\;]|\/\/|%(?:2f|5c|2e|3b|3f|23)/i;
const BEYOND_ASCII = /[\u0080-\u{10ffff}]/u;
/** Ideographic full stops, which are dots to some readers (UTS 46, section 2.3). */
const FULL_STOP = /[\u3002\uff61]/g;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const ESCAPE = /%[0-9a-f]{2}/i;

/**
 * Undefined where readers do not agree on what a URI means, so that no decision about it could be relied upon: a malformed or
 * doubly encoded escape, octets that are no UTF-8, control characters, no scheme, dot segments that climb out or are disguised.
 * `wild`: it is a pattern, with `STAR` and `ANY` in it.
 */
export function canonicalUri(text: string, wild = false): CanonicalUri | undefined {
  if (text.length > MAX_MATCHED_CHARS || CONTROL.test(text) || /^\s|\s$/.test(text)) return undefined;
  if (!wild && WILD.test(text)) return undefined;
  const scheme = SCHEME.exec(text)?.[0];
  if (scheme === undefined) return undefined;
  const rest = text.slice(scheme.length);
  // RFC 3986 section 3.2. A backslash there is a slash to some readers and part of the name to others.
  const [, slashes = "", name = ""] = /^(\/\/)?([^/?#]*)/.exec(rest) ?? [];
  const hasAuthority = slashes !== "";
  if (hasAuthority ? name.includes("\\") : /^\/?\\/.test(rest)) return undefined;
  const low = scheme.toLowerCase();
  const authority = hasAuthority ? authorityOf(low, name) : "";
  if (authority === undefined || (!hasAuthority && HOSTED.has(low))) return undefined;
  return located(low, hasAuthority ? authority : undefined, hasAuthority ? rest.slice(2 + name.length) : rest);
}

/** The canonical form with what stands behind the authority. */
function located(scheme: string, authority: string | undefined, raw: string): CanonicalUri | undefined {
  const text = decoded(raw);
  if (text === undefined) return undefined;
  if (scheme === "file:" && WINDOWS_ONLY.test(`${authority ?? ""}${squashed(text)}`)) return undefined;
  const at = text.search(/[?#]/);
  const tail = at < 0 ? "" : text.slice(at);
  const behind = squashed(tail).split(/[/\\?#&=;]/);
  if (behind.includes("..")) return undefined;
  const rooted = scheme === "file:" || HOSTED.has(scheme);
  const pathOf = (one: string): string | undefined => {
    const path = resolved(one, UNCERTAIN.test(raw));
    if (path === undefined || !rooted) return path;
    // A pattern that ends within the authority goes on there.
    if (path === "" && authority !== undefined && WILD.test(authority)) return path;
    const isRelative = !path.startsWith("/");
    // Some readers take it from the root, others from the folder they run in.
    if (isRelative && scheme === "file:" && authority === undefined && !WILD.test(path)) return undefined;
    const absolute = isRelative ? `/${path}` : path;
    return scheme === "file:" ? absolute.replace(DRIVE, (_, letter: string) => `/${letter.toUpperCase()}:`) : absolute;
  };
  const local = at < 0 ? text : text.slice(0, at);
  const path = pathOf(local);
  const end = raw.search(/[?#]/);
  const before = decoded(end < 0 ? raw : raw.slice(0, end)) ?? "";
  const isCut = /[?#]/.test(before);
  const uncut = isCut ? pathOf(before) : undefined;
  if (path === undefined || (isCut && uncut === undefined)) return undefined;
  const undotted = local.includes("..") ? pathOf(local.replaceAll("..", "")) : undefined;
  return { scheme, authority: scheme === "file:" ? (authority ?? "") : authority, path, tail, uncut, undotted };
}

/**
 * What means something to Windows alone and something else to every other reader: a device (`\\?\`), a stream with a type (`:$DATA`), and a drive
 * behind another part of the path.
 */
const WINDOWS_ONLY = /[\\/]\?[\\/]|:\$|[^\\/][\\/]+[a-z][:|$](?=[\\/]|$)/i;
const DRIVE = /^\/([a-z])[:|](?=\/|$)/i;

/** Every escape undone; undefined where one is malformed, encodes another or no UTF-8. */
function decoded(text: string): string | undefined {
  let found = text;
  if (text.includes("%")) {
    try {
      found = decodeURIComponent(text);
    } catch {
      return undefined; // It is not RFC 3986 (section 2.1), or not UTF-8: each reader makes of it what it likes.
    }
    if (ESCAPE.test(found) || CONTROL.test(found)) return undefined;
  }
  return found.normalize("NFC");
}

/** Characters of RFC 3986's sub-delims (section 2.2), which no host name of a file URI has (RFC 8089 section 2). */
const FILE_HOST_DELIMITER = /[!$&'()*+,;=]/;

/** The authority in its normal form (RFC 3986 sections 3.2 and 6.2); undefined where it is none. */
function authorityOf(scheme: string, raw: string): string | undefined {
  const name = decoded(raw);
  if (name === undefined || /[/\\?#\s]/.test(squashed(name)) || count(squashed(name), "@") > count(raw, "@"))
    return undefined;
  if (WILD.test(name)) return HOSTED.has(scheme) ? name.toLowerCase() : name;
  const at = name.lastIndexOf("@") + 1;
  const host = name.slice(at).replace(/:$/, "");
  // Some readers take the host for a folder and cut a parameter off it: neither reading may pass the other's rule.
  if (scheme === "file:" && FILE_HOST_DELIMITER.test(host)) return undefined;
  if (scheme === "file:") return /^localhost$/i.test(host) ? name.slice(0, at) : name.slice(0, at) + host.toLowerCase();
  if (!HOSTED.has(scheme)) return name.slice(0, at) + host;
  const dns = host === "" ? undefined : dnsHostOf(`${scheme}//${host}/`);
  return dns === undefined ? undefined : name.slice(0, at) + dns;
}

/** The host and its port as the WHATWG standard has them, which knows the many ways of writing an address. */
function dnsHostOf(url: string): string | undefined {
  try {
    // Not `URL.canParse`: Node 20 says yes to some hosts that `new URL` refuses.
    return new URL(url).host.replace(/\.(?=:|$)/, "");
  } catch {
    return undefined; // It is no host.
  }
}

const count = (text: string, char: string): number => text.split(char).length - 1;

/** A path with slashes folded and dot segments removed (RFC 3986 section 5.2.4); undefined where a `..` is left over or disguised. */
function resolved(path: string, uncertain: boolean): string | undefined {
  const folded = path.replaceAll("\\", "/");
  const kept: string[] = [];
  const segments = folded.split("/");
  if (segments.some(isDisguised)) return undefined;
  const plain = squashed(path);
  if (plain !== path && (ESCAPE.test(plain) || plain.split(/[/\\]/).some((one) => one === ".." || isDisguised(one)))) {
    return undefined;
  }
  for (const segment of segments) {
    if (segment === "..") {
      if (uncertain || kept.pop() === undefined) return undefined;
    } else if (segment !== "" && segment !== ".") kept.push(segment);
  }
  const begin = folded.startsWith("/") ? "/" : "";
  const end = /\/\.{0,2}$/.test(folded) && kept.length > 0 ? "/" : "";
  return begin + kept.join("/") + end;
}

/** Whether a segment is dots to some readers and a name to others: three and more, with spaces, a parameter or a stream behind them. */
function isDisguised(segment: string): boolean {
  if (segment === "." || segment === "..") return false;
  const [name = ""] = segment.split(/[;:]/, 1);
  return name.includes(".") && /^[\s.]+$/.test(name);
}

/** A text as a reader may see it that folds compatibility forms and drops what is invisible. */
export function squashed(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text;
  return text.normalize("NFKC").replace(FULL_STOP, ".").replace(INVISIBLE, "");
}

/** The canonical form as one text. */
export function formOf({ scheme, authority, path, tail }: Omit<CanonicalUri, "uncut" | "undotted">): string {
  return `${scheme}${authority === undefined ? "" : `//${authority}`}${path}${tail}`;
}

/** Matrix parameters, which some readers cut off each segment (RFC 3986 section 3.3). */
export const withoutParameters = (path: string): string => path.replace(/;[^/]*/g, "");

/** The part of an authority that names the host. */
const hostOf = (authority: string): string => authority.slice(authority.lastIndexOf("@") + 1);

/** Without the user that is named before the host. */
export const withoutUser = <Uri extends CanonicalUri>(uri: Uri): Uri =>
  uri.authority === undefined ? uri : { ...uri, authority: hostOf(uri.authority) };

/**
 * What lenient readers make of a URI or a pattern, without its scheme: one leading slash, whoever is named before the host
 * ignored, compatibility forms and invisible characters folded, `+` a space, and no dots, spaces or streams at the end of a segment.
 * Only denials look at it.
 */
export function looseBody({ authority, path, tail }: Pick<CanonicalUri, "authority" | "path" | "tail">): string {
  const host = authority === undefined ? "" : hostOf(authority).toLowerCase();
  return looseText(`/${host}${host === "" || path.startsWith("/") ? "" : "/"}${path}${tail}`);
}

/** As `looseBody`, of any text. */
export function looseText(text: string): string {
  const segments = squashed(text).replaceAll("+", " ").split("/");
  return segments
    .map(looseSegment)
    .filter((segment, at) => segment !== "" || at === 0)
    .join("/");
}

function looseSegment(segment: string): string {
  const name = trimmed(segment);
  const stream = name.search(/(?::[^:]*)?:\$[a-z_]*$/i);
  return stream < 0 ? name : trimmed(name.slice(0, stream));
}

/** A drive as Windows has it at the beginning of a path: of a device (`\\?\C:`), as a share (`\\?\UNC\host\C$`), or by itself. */
const WINDOWS_DRIVE = /^\/(?:\?\/)?(?:unc\/[^/]+\/)?([a-z])[:|$](?=\/|$)/i;
/** A name of eight and three letters (`SECRET~1.TXT`), which stands for a longer one. */
const SHORT_NAME = /^[^/.~]{1,6}~\d{1,6}(?:\.[^/.]{0,3})?$/;

/** A lenient reading of a file's path as Windows takes it, with and without what names the drive. */
export interface WindowsPath {
  readonly path: string;
  /** Undefined where the path names no drive. */
  readonly driveless: string | undefined;
}

/** What Windows makes of the lenient reading of a `file:` URI or of a pattern of them. Case stays: patterns of URIs know it. */
export function windowsPath(body: string): WindowsPath {
  const path = body.replace(WINDOWS_DRIVE, (_, letter: string) => `/${letter.toUpperCase()}:`);
  return { path, driveless: /^\/[A-Z]:(?:\/|$)/.test(path) ? path.slice(3) || "/" : undefined };
}

/** Without the streams that a path names: `secret.txt:x` is a part of `secret.txt`. */
export function withoutStreams({ path, driveless }: WindowsPath): WindowsPath {
  const cut = looseText((driveless ?? path).replace(/:[^/]*/g, ""));
  return driveless === undefined ? { path: cut, driveless } : { path: path.slice(0, 3) + cut, driveless: cut };
}

/** Whether a segment of a path may stand for another name. */
export const hasShortName = (path: string): boolean =>
  path.includes("~") && path.split("/").some((segment) => SHORT_NAME.test(segment));

function trimmed(segment: string): string {
  let end = segment.length;
  while (end > 0 && (segment[end - 1] === "." || segment[end - 1] === " ")) end--;
  return segment.slice(0, end);
}
