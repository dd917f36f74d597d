import { compilePattern, compileUpstreamPattern, type Named, named, type Pattern, qualified } from "../base/pattern.js";
import type { FilterMaker, FilterPlace, Item } from "../model/item.js";

/** Shows only what one of the patterns fits, on the upstream's own name. An empty list shows nothing. */
export const include: FilterMaker<readonly string[]> = (patterns, place) => {
  const tests = compile(patterns, place, (pattern, name) => pattern.grants(name));
  return {
    show: (item) => (find(tests, item) ? item : { hidden: `${place.path}.include does not match it` }),
    unmatched: (items) => idle(tests, items, `${place.path}.include`),
  };
};

/** Hides what one of the patterns fits, on the upstream's own name. */
export const ignore: FilterMaker<readonly string[]> = (patterns, place) => {
  const tests = compile(patterns, place, (pattern, name) => pattern.denies(name));
  return {
    show(item) {
      const test = find(tests, item);
      return test === undefined ? item : { hidden: `${place.path}.ignore: ${JSON.stringify(test.pattern)}` };
    },
    unmatched: (items) => idle(tests, items, `${place.path}.ignore`),
  };
};

interface Test {
  readonly pattern: string;
  fits(item: Item, own: Named): boolean;
}

function compile(
  patterns: readonly string[],
  { side, qualified: isQualified }: FilterPlace,
  fits: (pattern: Pattern, name: Named) => boolean,
): Test[] {
  return patterns.map((pattern) => {
    const bare = compilePattern(pattern, side);
    const { upstream, item } = qualified(pattern);
    if (!isQualified) return { pattern, fits: (_, own) => fits(bare, own) };
    if (upstream === undefined) {
      // `files*` fits all of an upstream too: everything behind the colon is its last star's.
      const whole = pattern.endsWith("*") ? compileUpstreamPattern(pattern) : () => false;
      return { pattern, fits: (of, own) => fits(bare, own) || whole(`${of.upstream}:`) };
    }
    const ofUpstream = compileUpstreamPattern(upstream);
    const rest = compilePattern(item, side);
    return { pattern, fits: (of, own) => fits(bare, own) || (ofUpstream(of.upstream) && fits(rest, own)) };
  });
}

function find(tests: readonly Test[], item: Item): Test | undefined {
  const own = named(item.kind, item.own, item.source);
  return tests.find(({ fits }) => fits(item, own));
}

function idle(tests: readonly Test[], items: readonly Item[], path: string): string[] {
  const names = items.map((item) => named(item.kind, item.own, item.source));
  return tests
    .filter(({ fits }) => !items.some((item, at) => fits(item, names[at] as Named)))
    .map(({ pattern }) => `${path}: ${JSON.stringify(pattern)} matches nothing`);
}
