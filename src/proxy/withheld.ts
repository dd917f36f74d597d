import type { ProxyError } from "../model/errors.js";
import type { Item } from "../model/item.js";
import { templateMatcher } from "../model/template.js";

/** What one upstream lists, and what of it is shown. */
export interface ListedResources {
  readonly upstream: string;
  readonly listed: readonly Item[];
  readonly shown: readonly Item[];
  readonly templates: readonly Item[];
}

/** Which URIs of an upstream may not be used, whatever their text. */
export interface Withheld {
  /** Whether it lists a resource that is not shown. */
  hidden(upstream: string, uri: string): boolean;
  /** Why what may be an expansion of one of its templates is refused; undefined: it is not. */
  refusal(upstream: string, uri: string): ProxyError | undefined;
}

/** What is hidden or refused for more than its name (a lock file looks at the whole item). Looks at the lists when first asked. */
export function withheldOf(lists: readonly ListedResources[]): Withheld {
  let hidden: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  const refused = new Map(
    lists.map(({ upstream, templates }) => [upstream, templates.filter((one) => one.refused !== undefined)]),
  );
  return {
    hidden(upstream, uri) {
      hidden ??= new Map(lists.map((list) => [list.upstream, hiddenIn(list)]));
      return hidden.get(upstream)?.has(uri) === true;
    },
    refusal: (upstream, uri) => refused.get(upstream)?.find(({ own }) => templateMatcher(own).matches(uri))?.refused,
  };
}

function hiddenIn({ listed, shown }: ListedResources): ReadonlySet<string> {
  const seen = new Set(shown.map(({ own }) => own));
  return new Set(listed.map(({ own }) => own).filter((own) => !seen.has(own)));
}
