import { compileGlob } from "../model/glob.js";
import type { FilterMaker, FilterPlace, Item } from "../model/item.js";

/** Shows only what one of the patterns fits, on the upstream's own name. An empty list shows nothing. */
export const include: FilterMaker<readonly string[]> = (patterns, place) => {
  const tests = compile(patterns, place);
  return {
    show: (item) =>
      tests.some(({ fits }) => fits(item)) ? item : { hidden: `${place.path}.include does not name it` },
    unmatched: (items) => idle(tests, items, `${place.path}.include`),
  };
};

/** Hides what one of the patterns fits, on the upstream's own name. */
export const ignore: FilterMaker<readonly string[]> = (patterns, place) => {
  const tests = compile(patterns, place);
  return {
    show(item) {
      const test = tests.find(({ fits }) => fits(item));
      return test === undefined ? item : { hidden: `${place.path}.ignore: ${JSON.stringify(test.pattern)}` };
    },
    unmatched: (items) => idle(tests, items, `${place.path}.ignore`),
  };
};

interface Test {
  readonly pattern: string;
  fits(item: Item): boolean;
}

function compile(patterns: readonly string[], place: FilterPlace): Test[] {
  return patterns.map((pattern) => {
    const glob = compileGlob(pattern, { ignoreCase: true });
    return {
      pattern,
      fits: ({ own, upstream }) => glob(own) || (place.qualified && glob(`${upstream}:${own}`)),
    };
  });
}

function idle(tests: readonly Test[], items: readonly Item[], path: string): string[] {
  return tests
    .filter(({ fits }) => !items.some(fits))
    .map(({ pattern }) => `${path}: ${JSON.stringify(pattern)} fits nothing`);
}
