import { named } from "../base/pattern.js";
import { templateMatcher } from "../base/template.js";
import { canonicalUri, looseBody } from "../base/uri.js";
import type { UriSource } from "../model/access.js";
import type { ProxyError } from "../model/errors.js";
import type { Item } from "../model/item.js";

/** What one upstream lists, and what of it is shown. */
export interface ListedResources {
  readonly upstream: string;
  readonly listed: readonly Item[];
  readonly shown: readonly Item[];
  readonly templates: readonly Item[];
}

/** Which URIs of an upstream may not be used, whatever their text. */
export interface Withheld {
  /** Whether a URI may lead to a resource that it lists and that is not shown, however it is spelt. */
  hidden(upstream: string, uri: string, source: UriSource): boolean;
  /** Why a URI is refused that may lead to a resource it lists, or be an expansion of one of its templates; undefined: it is not. */
  refusal(upstream: string, uri: string, source: UriSource): ProxyError | undefined;
}

/** What is hidden or refused for more than its name (a lock file looks at the whole item). Looks at the lists when first asked. */
export function withheldOf(lists: readonly ListedResources[]): Withheld {
  const listOf = new Map(lists.map((list) => [list.upstream, list]));
  const hidden = memoised((upstream) => hiddenIn(listOf.get(upstream)));
  const refused = memoised((upstream) => refusedIn(listOf.get(upstream)));
  return {
    hidden(upstream, uri, source) {
      const known = hidden(upstream);
      if (known.size === 0) return false;
      const { uri: read } = named("resource", uri, source);
      // What has no canonical form might lead to any.
      if (read === undefined) return true;
      const scheme = read.foreign ? "" : read.scheme;
      return [...read.loose, ...read.looser].some((one) => known.has(scheme + one));
    },
    refusal(upstream, uri, source) {
      const { resources, templates } = refused(upstream);
      if (resources.size === 0 && templates.length === 0) return undefined;
      const name = named("resource", uri, source);
      const { uri: read } = name;
      // What has no canonical form might lead to any.
      if (read === undefined) return [...resources.values(), ...templates.map((one) => one.refused)][0];
      const scheme = read.foreign ? "" : read.scheme;
      const listed = [...read.loose, ...read.looser].map((one) => resources.get(scheme + one));
      return (
        listed.find((one) => one !== undefined) ?? templates.find(({ matcher }) => matcher.mayMatch(name))?.refused
      );
    },
  };
}

function memoised<Value>(make: (upstream: string) => Value): (upstream: string) => Value {
  const made = new Map<string, Value>();
  return (upstream) => {
    const known = made.get(upstream);
    if (known !== undefined) return known;
    const value = make(upstream);
    made.set(upstream, value);
    return value;
  };
}

function hiddenIn(list: ListedResources | undefined): ReadonlySet<string> {
  const seen = new Set(list?.shown.map(({ own }) => own));
  return new Set(list?.listed.flatMap(({ own }) => (seen.has(own) ? [] : looselySpelt(own))));
}

/** A URI as the most lenient reader sees it, with and without its scheme. */
function looselySpelt(own: string): string[] {
  const uri = canonicalUri(own);
  return uri === undefined ? [own] : [looseBody(uri), uri.scheme + looseBody(uri)];
}

/** What is shown and refused: resources by each spelling, and templates. */
function refusedIn(list: ListedResources | undefined) {
  const resources = new Map<string, ProxyError>();
  for (const { own, refused } of list?.shown ?? []) {
    if (refused !== undefined) for (const one of looselySpelt(own)) resources.set(one, refused);
  }
  const templates = (list?.templates ?? []).flatMap(({ own, refused }) =>
    refused === undefined ? [] : [{ refused, matcher: templateMatcher(own) }],
  );
  return { resources, templates };
}
