/** A compiled pattern: whether a whole text matches it. */
export type Glob = (text: string) => boolean;

/** Patterns longer than this are refused by `globProblem`. */
const MAX_PATTERN = 1024;

/**
 * Why a text is not a pattern, in words; undefined when it is one. A pattern is text in which `*` stands for any number of
 * characters (none too, `/` and `:` too) and `?` for exactly one. Nothing else is special, so what people carry over from
 * other tools (`**`, `[a-z]`, `!x`) is refused rather than taken literally.
 */
export function globProblem(pattern: string): string | undefined {
  if (pattern === "") return "a pattern has at least one character";
  if (pattern.length > MAX_PATTERN) return `a pattern has at most ${MAX_PATTERN} characters`;
  if (pattern.includes("**")) return "`**` is not a pattern here; `*` already matches everything";
  if (/[[\]|]/.test(pattern)) return "only `*` and `?` are special in a pattern; `[`, `]` and `|` are not allowed";
  if (pattern.startsWith("!")) return "a pattern cannot be negated; say what is denied in the key for that";
  return undefined;
}

/** The upstream an access pattern (`upstream:item`) speaks of by its name; undefined: of any, or of those that match. */
export function upstreamNamed(pattern: string): string | undefined {
  const colon = pattern.indexOf(":");
  const upstream = pattern.slice(0, Math.max(0, colon));
  return colon < 0 || /[*?]/.test(upstream) ? undefined : upstream;
}

/**
 * Compiles a pattern. Matching takes at most pattern × text steps whatever the pattern is; there is no regular
 * expression behind it. `ignoreCase` compares by `toLowerCase`.
 */
export function compileGlob(pattern: string, options: { ignoreCase?: boolean } = {}): Glob {
  const ignoreCase = options.ignoreCase === true;
  const wanted = ignoreCase ? pattern.toLowerCase() : pattern;
  if (wanted === "*") return () => true;
  if (!/[*?]/.test(wanted)) return ignoreCase ? (text) => text.toLowerCase() === wanted : (text) => text === wanted;
  return ignoreCase ? (text) => matches(wanted, text.toLowerCase()) : (text) => matches(wanted, text);
}

/** Greedy matching that backtracks to the last star only: sufficient, because a later star subsumes an earlier one. */
function matches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const c = p < pattern.length ? pattern[p] : undefined;
    if (c === "*") {
      star = p++;
      resume = t;
    } else if (c !== undefined && (c === "?" || c === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}
