import { createHash } from "node:crypto";
import { named } from "../../base/pattern.js";
import { templateMatcher } from "../../base/template.js";

/** What one upstream lists: its resources' URIs and its templates, each once. */
export interface OwnUris {
  readonly upstream: string;
  readonly uris: readonly string[];
  readonly templates: readonly string[];
  /** Whether it may have further ones, which it has not told yet, and nobody behind it may take them. */
  readonly open?: boolean;
}

/** Whose resource a URI is, and what the upstream calls it. */
export interface UriOwner {
  readonly upstream: string;
  readonly uri: string;
}

/** Resources are routed by who lists them; a URI changes only where two upstreams list the same, or it is not sure yet whose it is. */
export interface Uris {
  /** What clients see of a listed or any other URI of an upstream. */
  exposed(upstream: string, uri: string): string;
  exposedTemplate(upstream: string, template: string): string;
  /** Whether any URI of an upstream is shown otherwise than it is. */
  changes(upstream: string): boolean;
  /** Whether an upstream lists anything of a URI's scheme. */
  lists(upstream: string, uri: string): boolean;
  /**
   * Who may be meant by a URI, best first: who lists it; who is named in a changed one; whose template fits, the one
   * with most literal characters first; who lists others of its scheme. Empty: nobody known, so anybody might be.
   */
  find(asked: string): readonly UriOwner[];
  /** Whether an upstream must not be asked for a URI without its mark: one before it may have that, and has not told yet. */
  waits(upstream: string): boolean;
  /** The first upstream that has not told what it has, where that decides what others may be asked for. */
  readonly untold: string | undefined;
}

/** Depends only on what is listed; the text of an upstream never makes a URI another upstream's. */
export function assignUris(upstreams: readonly OwnUris[]): Uris {
  const marks = assignMarks(upstreams.map((own) => own.upstream));
  const byMark = new Map([...marks].map(([upstream, mark]) => [mark, upstream]));
  const holders = new Map<string, number>();
  const owner = new Map<string, UriOwner>();
  const templateHolders = new Map<string, number>();
  const schemes = new Map<string, Set<string>>();
  for (const { upstream, uris, templates } of upstreams) {
    for (const uri of uris) holders.set(uri, (holders.get(uri) ?? 0) + 1);
    for (const template of templates) templateHolders.set(template, (templateHolders.get(template) ?? 0) + 1);
    for (const uri of [...uris, ...templates]) {
      const scheme = schemeOf(uri);
      schemes.set(scheme, (schemes.get(scheme) ?? new Set()).add(upstream));
    }
  }

  /** The upstream a changed URI names, and its own URI. */
  function unmark(asked: string): UriOwner | undefined {
    const [, keep, mark, rest] = /^(ui:\/\/)?([a-z0-9.-]+)\+(.*)$/is.exec(asked) ?? [];
    const upstream = byMark.get((mark ?? "").toLowerCase());
    return upstream === undefined ? undefined : { upstream, uri: `${keep ?? ""}${rest}` };
  }

  function marked(upstream: string, uri: string): string {
    const mark = `${marks.get(upstream)}+`;
    // Hosts know an MCP App by this scheme, so it stays in front.
    return /^ui:\/\//i.test(uri) ? `${uri.slice(0, 5)}${mark}${uri.slice(5)}` : `${mark}${uri}`;
  }

  const first = upstreams.findIndex(({ open }) => open === true);
  const behind = new Set(first < 0 ? [] : upstreams.slice(first + 1).map(({ upstream }) => upstream));
  const expose = (counts: Map<string, number>) => (upstream: string, uri: string) =>
    (counts.get(uri) ?? 0) > 1 || behind.has(upstream) || unmark(uri) !== undefined ? marked(upstream, uri) : uri;
  const exposed = expose(holders);
  const exposedTemplate = expose(templateHolders);
  for (const { upstream, uris } of upstreams) {
    for (const uri of uris) owner.set(exposed(upstream, uri), { upstream, uri });
  }
  const templates = upstreams
    .flatMap(({ upstream, templates }) => templates.map((template) => ({ upstream, ...templateMatcher(template) })))
    .sort((a, b) => b.literal - a.literal);

  const changed = new Set(
    upstreams
      .filter(({ upstream, uris }) => uris.some((uri) => exposed(upstream, uri) !== uri))
      .map(({ upstream }) => upstream),
  );

  return {
    exposed,
    exposedTemplate,
    changes: (upstream) => changed.has(upstream),
    lists: (upstream, uri) => schemes.get(schemeOf(uri))?.has(upstream) === true,
    find(asked) {
      const sure = owner.get(asked) ?? unmark(asked);
      if (sure !== undefined) return [sure];
      const name = named("resource", asked, "asked");
      const fitting = templates.filter((template) => template.matches(name)).map(({ upstream }) => upstream);
      const upstreamsFound = new Set([...fitting, ...(schemes.get(schemeOf(asked)) ?? [])]);
      return [...upstreamsFound].flatMap((upstream) => (behind.has(upstream) ? [] : [{ upstream, uri: asked }]));
    },
    waits: (upstream) => behind.has(upstream),
    untold: behind.size === 0 ? undefined : upstreams[first]?.upstream,
  };
}

/** A mark for each upstream that may stand in a scheme (RFC 3986 section 3.1): unique, and stable for a set of names. */
function assignMarks(upstreams: readonly string[]): Map<string, string> {
  const marks = new Map<string, string>();
  const plain = upstreams.map((upstream) =>
    upstream
      .toLowerCase()
      .replace(/[^a-z0-9.-]/g, "-")
      .replace(/^(?![a-z])/, "x"),
  );
  for (const [at, upstream] of upstreams.entries()) {
    const wanted = plain[at] as string;
    const alone = plain.indexOf(wanted) === plain.lastIndexOf(wanted);
    const hash = createHash("sha256").update(upstream).digest("hex").slice(0, 8);
    marks.set(upstream, alone ? wanted : `${wanted}-${hash}`);
  }
  return marks;
}

function schemeOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.indexOf(":"))).toLowerCase();
}
