import type { ItemKind, UriSource } from "../model/access.js";
import type { ServerFeature } from "../model/protocol.js";
import { compileGlob, compileTokens, globProblem, MAX_MATCHED_CHARS } from "./glob.js";
import {
  ANY,
  canonicalUri,
  formOf,
  hasShortName,
  looseBody,
  looseText,
  STAR,
  squashed,
  type WindowsPath,
  windowsPath,
  withoutParameters,
  withoutStreams,
  withoutUser,
} from "./uri.js";

/** What patterns look at: what an item is called, worked out once for all of them. */
export interface Named {
  readonly text: string;
  /** The text in lower case, for tools and prompts. */
  readonly folded: string;
  /** For resources. Undefined where the URI has no canonical form. */
  readonly uri: UriReadings | undefined;
  /** Nothing that is longer is matched: it is refused. */
  readonly tooLong: boolean;
  readonly listed: boolean;
}

/** A compiled pattern. For tools and prompts both answers are the same. */
export interface Pattern {
  /** Whether what is called so is certainly meant: whichever way its upstream reads a URI that is not listed. */
  grants(name: Named): boolean;
  /** Whether it may be meant: in any way its upstream may read such a URI. */
  denies(name: Named): boolean;
}

/** How else a URI may be read. */
export interface UriReadings {
  readonly form: string;
  readonly scheme: string;
  /** What is left where a reader takes something away, and what that begins with. */
  readonly cuts: readonly { readonly text: string; readonly mark: Mark }[];
  /** Readings of the most lenient. */
  readonly loose: readonly string[];
  /** The same without parameters. */
  readonly looser: readonly string[];
  /** How Windows reads it, where it may be a file. */
  readonly windows: readonly WindowsPath[];
  /** It is a file, and a segment may stand for a longer name there. */
  readonly isShort: boolean;
  /** A reader that opened it ignores the scheme. */
  readonly foreign: boolean;
}

/** What some readers cut off begins with it; `%`: with an escape of `?` or `#`; `..`: it is that. */
type Mark = "?" | "#" | ";" | "@" | "%" | "..";

/** Prepares what an item is called for patterns. Tools and prompts are compared in lower case, resources as they are. */
export function named(kind: ItemKind, text: string, source: UriSource = "listed"): Named {
  const tooLong = text.length > MAX_MATCHED_CHARS;
  let folded: string | undefined;
  let readings: { readonly uri: UriReadings | undefined } | undefined;
  return {
    text,
    tooLong,
    listed: source === "listed",
    get folded() {
      folded ??= tooLong ? "" : text.toLowerCase();
      return folded;
    },
    get uri() {
      readings ??= { uri: kind === "resourceTemplate" ? templateReadings(text) : readingsOf(text, source) };
      return readings.uri;
    },
  };
}

/** Why a text is not a pattern of a side, or of methods, in words; undefined when it is one. */
export function patternProblem(pattern: string, side?: ServerFeature): string | undefined {
  const problem = globProblem(pattern);
  if (problem !== undefined || side !== "resources") return problem;
  if (wildForm(pattern) !== undefined) return undefined;
  return "this URI has no canonical form: write `%` as `%25`, and remove `..` that leads out";
}

/**
 * Compiles a pattern of a side. `*` is everything, in any case. Upper and lower case are the same in names of tools and prompts,
 * and different in URIs.
 */
export function compilePattern(pattern: string, side: ServerFeature): Pattern {
  if (pattern === "*") return { grants: ({ tooLong }) => !tooLong, denies: () => true };
  if (side === "resources") return uriPattern(pattern);
  const glob = compileGlob(pattern.toLowerCase());
  return {
    grants: ({ folded, tooLong }) => !tooLong && glob(folded),
    denies: ({ folded, tooLong }) => tooLong || glob(folded),
  };
}

/**
 * The two parts of `upstream:item`. Only what stands before the *first* colon names the upstream, so that an upstream cannot pass for
 * another by how it names its items. A pattern without a colon names none.
 */
export function qualified(pattern: string): { readonly upstream: string | undefined; readonly item: string } {
  const colon = pattern.indexOf(":");
  return colon < 0
    ? { upstream: undefined, item: pattern }
    : { upstream: pattern.slice(0, colon), item: pattern.slice(colon + 1) };
}

/** The upstream an access pattern (`upstream:item`) speaks of by its name; undefined: of any, or of those that match. */
export function upstreamNamed(pattern: string): string | undefined {
  const { upstream } = qualified(pattern);
  return upstream === undefined || /[*?]/.test(upstream) ? undefined : upstream;
}

/** As `patternProblem`, of an access pattern. */
export const accessPatternProblem = (pattern: string, side: ServerFeature): string | undefined =>
  globProblem(pattern) ?? (pattern.endsWith(":") ? undefined : patternProblem(qualified(pattern).item, side));

/** Compiles a pattern of names of upstreams: no two differ by case alone. */
export const compileUpstreamPattern = (pattern: string): ((upstream: string) => boolean) =>
  compileGlob(pattern, { ignoreCase: true });

const WILDCARDS = { star: STAR, any: ANY };
const tokens = (pattern: string): ((text: string) => boolean) => compileTokens(pattern, WILDCARDS);
/** A pattern that leaves all behind the scheme open: no spelling of a path leads out of it. */
const PATHLESS = /^([^/?#%\\:]*:)\/{0,3}\*$/;

/** The canonical form of a pattern, and its lenient reading with and without a scheme; undefined: it has none. */
function wildForm(
  pattern: string,
): { readonly form: string; readonly scheme: string | undefined; readonly body: string } | undefined {
  const wild = pattern.replaceAll("*", STAR).replaceAll("?", ANY);
  if (/^[a-z][a-z0-9+.-]*:/i.test(wild)) {
    const uri = canonicalUri(wild, true);
    return uri && { form: formOf(uri), scheme: uri.scheme, body: looseBody(uri) };
  }
  // No scheme to begin with: nothing is known of where a path begins, so only what is escaped is decoded.
  const uri = canonicalUri(`x:${wild.replaceAll("/", "%2F")}`, true);
  if (uri === undefined) return undefined;
  const form = (wild.includes("%") ? decodeURIComponent(wild) : wild).normalize("NFC").replaceAll("\\", "/");
  return { form, scheme: undefined, body: looseText(form.replace(/:\/*/, ":/")) };
}

function uriPattern(pattern: string): Pattern {
  const wild = wildForm(pattern);
  // The validator refuses it.
  if (wild === undefined) return { grants: () => false, denies: () => true };
  const { form, scheme, body } = wild;
  const open = PATHLESS.exec(pattern)?.[1];
  const ofScheme = open === undefined ? () => true : compileGlob(open, { ignoreCase: true });
  const plain = compileGlob(pattern.replace(/^[^:*?]*:/, (one) => one.toLowerCase()));
  const glob = tokens(form);
  const keeps = keptBy(form);
  const loose = tokens(body);
  const looseWith = tokens(`${scheme ?? ""}${body}`);
  const windows = windowsPath(body);
  const onWindows = tokens(windows.path);
  const onAnyDrive = windows.driveless === undefined ? undefined : tokens(windows.driveless);
  const hasParameters = form.includes(";");
  const ignoresScheme = scheme !== undefined && open === undefined;
  const isLoose = ({ loose: all, looser, scheme: own, foreign }: UriReadings): boolean =>
    [...all, ...(hasParameters ? [] : looser)].some((one) =>
      foreign && ignoresScheme ? loose(one) : looseWith(`${own}${one}`),
    );
  const isOnWindows = ({ windows: all, isShort, scheme: own }: UriReadings): boolean =>
    (scheme === "file:" ? own === "file:" || ignoresScheme : scheme === undefined && own === "file:") &&
    ((isShort && open === undefined) ||
      all.some(
        ({ path, driveless }) =>
          onWindows(path) || (driveless === undefined ? onAnyDrive?.(path) === true : onWindows(driveless)),
      ));
  return {
    grants({ text, uri, tooLong, listed }) {
      if (tooLong) return false;
      if (uri === undefined) return open !== undefined && plain(text.replace(/^[^:]*:/, (one) => one.toLowerCase()));
      return glob(uri.form) && (listed || uri.cuts.every((cut) => keeps(cut, uri.form) || glob(cut.text)));
    },
    denies({ text, uri, tooLong, listed }) {
      if (tooLong) return true;
      if (uri === undefined) {
        const own = schemeOf(text);
        if (own === undefined) return true;
        return open === undefined ? !listed || scheme === undefined || own === scheme : ofScheme(own);
      }
      if (glob(uri.form)) return true;
      return !listed && (uri.cuts.some((cut) => glob(cut.text)) || isLoose(uri) || isOnWindows(uri));
    },
  };
}

const schemeOf = (text: string): string | undefined => /^[a-z][a-z0-9+.-]*:/i.exec(text)?.[0].toLowerCase();

/**
 * Whether a pattern itself says what some readers cut off, so that a URI need not fit it without that too. `*.md` must not open
 * `secret?x.md`, and `rows?table=*` is meant to open `rows?table=public`.
 */
function keptBy(form: string): (cut: UriReadings["cuts"][number], whole: string) => boolean {
  const queries = [...form].flatMap((char, at) => {
    const rest = form.slice(at + 1);
    const before = form[at - 1];
    if (char !== ANY || before === undefined || before === STAR || before === ANY) return [];
    return rest.includes("=") || rest === STAR ? [{ path: tokens(form.slice(0, at)), query: tokens(rest) }] : [];
  });
  return ({ text, mark }, whole) =>
    mark === "?"
      ? queries.some(({ path, query }) => path(text) && query(whole.slice(text.length + 1)))
      : form.includes(mark);
}

/** Of what is listed: it is read as its upstream means it. */
const UNREAD = { loose: [], looser: [], windows: [], isShort: false, foreign: false } as const;

function readingsOf(text: string, source: UriSource): UriReadings | undefined {
  const uri = canonicalUri(text);
  if (uri === undefined) return undefined;
  const { scheme, authority, path, tail, uncut, undotted } = uri;
  const form = formOf(uri);
  if (source === "listed") return { form, scheme, cuts: [], ...UNREAD };
  const bare = { ...uri, tail: "" };
  const cuts: { text: string; mark: Mark }[] = [];
  if (tail !== "") cuts.push({ text: formOf(bare), mark: tail.startsWith("#") ? "#" : "?" });
  if (tail.startsWith("?") && tail.includes("#")) {
    cuts.push({ text: formOf({ ...uri, tail: tail.slice(0, tail.indexOf("#")) }), mark: "#" });
  }
  if (uncut !== undefined) cuts.push({ text: formOf({ ...bare, path: uncut }), mark: "%" });
  if (undotted !== undefined) cuts.push({ text: formOf({ ...uri, path: undotted }), mark: ".." });
  const short = withoutParameters(path);
  if (short !== path) {
    for (const one of [uri, bare]) cuts.push({ text: formOf({ ...one, path: short }), mark: ";" });
  }
  if (authority?.includes("@")) cuts.push({ text: formOf(withoutUser(uri)), mark: "@" });
  const folded = squashed(path);
  if (folded !== path) {
    cuts.push({ text: formOf({ ...bare, path: withoutParameters(folded.replace(/[?#].*$/s, "")) }), mark: "%" });
  }
  const others = [uncut, undotted].flatMap((other) => (other === undefined ? [] : [{ ...bare, path: other }]));
  const shapes = [uri, bare, ...others];
  // A file's host is ignored by most, and by whoever ignores the scheme.
  const isHostless = source === "foreign" || scheme === "file:";
  const read = [...shapes, ...(isHostless ? shapes.map((one) => ({ ...one, authority: undefined })) : [])];
  const loose = [...new Set(read.map(looseBody))];
  const looser = read.flatMap(({ authority, path, tail }) => {
    // What looks like a query may be a device of Windows, and the path goes on there.
    const [own, rest] = [squashed(path), squashed(tail)];
    if (!own.includes(";") && !rest.includes(";")) return [];
    return [looseBody({ authority, path: withoutParameters(own), tail: withoutParameters(rest) })];
  });
  const ofFile = isHostless ? [...loose, ...looser].map(windowsPath) : [];
  const windows = [...ofFile, ...ofFile.filter(({ path }) => path.includes(":")).map(withoutStreams)];
  const isShort = scheme === "file:" && ofFile.some(({ path }) => hasShortName(path));
  return { form, scheme, cuts, loose, looser, windows, isShort, foreign: source === "foreign" };
}

/** A template as it is listed: its expressions are what they are, and only the text between them is brought into the normal form. */
function templateReadings(template: string): UriReadings | undefined {
  const found = wildForm(template.replace(/[*?]/g, (char) => encodeURIComponent(char)));
  return {
    form: found?.form ?? template,
    scheme: found?.scheme ?? "",
    cuts: [],
    ...UNREAD,
  };
}
