import type { FilterMaker, FilterPlace, Hidden, Item, ItemFilter } from "../model/item.js";
import type { Message } from "../model/message.js";

/** Every kind of filter there is, by its key, in the order they are applied: corrections before what judges by them. */
export type FilterKinds = Readonly<Record<string, FilterMaker<never>>>;

/** One side (`tools`, `prompts` or `resources`) of one upstream's or endpoint's rules, compiled. */
export interface ItemRules {
  /**
   * The items as they are shown, in the order listed, and those that are not. A name that comes twice counts once. What the file says
   * must fit one of `among`, the items themselves when nothing is said; null: it is not asked what fits.
   */
  shape(items: readonly Item[], among?: readonly Item[] | null): Shaped;
  /** One item, as `shape` would judge it alone. */
  show(item: Item): Item | Hidden;
  request(own: string, request: Message): Message;
}

/** What became of a list. */
export interface Shaped {
  readonly shown: readonly Item[];
  readonly hidden: readonly { readonly item: Item; readonly why: string }[];
  /** What the file says and the list does not bear out, for the log and `mcp-proxy tools`. */
  readonly problems: readonly string[];
}

/** Compiles the rules of one side. Only keys that are written cost anything. */
export function compileRules(
  kinds: FilterKinds,
  rules: Readonly<Record<string, unknown>>,
  place: FilterPlace,
): ItemRules {
  const filters: ItemFilter[] = [];
  for (const [key, make] of Object.entries(kinds)) {
    const setting = rules[key];
    if (setting !== undefined) filters.push(make(setting as never, place));
  }
  const requests = filters.filter((filter) => filter.request !== undefined);

  function show(item: Item): Item | Hidden {
    let now = item;
    for (const filter of filters) {
      const next = filter.show?.(now) ?? now;
      if ("hidden" in next) return next;
      now = next;
    }
    return now;
  }

  return {
    show,
    request(own, request) {
      let now = request;
      for (const filter of requests) now = filter.request?.(own, now) ?? now;
      return now;
    },
    shape(items, among = items) {
      const problems = among === null ? [] : filters.flatMap((filter) => filter.unmatched?.(among) ?? []);
      const verdicts = new Map<string, { item: Item; verdict: Item | Hidden }>();
      for (const item of items) {
        if (!verdicts.has(item.own)) verdicts.set(item.own, { item, verdict: show(item) });
        else problems.push(`${item.upstream} lists ${JSON.stringify(item.own)} twice; the first entry counts`);
      }
      const taken = new Set<string>();
      for (const { item, verdict } of verdicts.values()) {
        if (!("hidden" in verdict) && verdict.name === item.own) taken.add(item.own);
      }
      const shown: Item[] = [];
      const hidden: { item: Item; why: string }[] = [];
      for (const { item, verdict } of verdicts.values()) {
        if ("hidden" in verdict) hidden.push({ item, why: verdict.hidden });
        else if (verdict.name !== item.own && taken.has(verdict.name)) {
          problems.push(
            `${place.path}.rename: ${JSON.stringify(verdict.name)} is already in use, so ${item.own} is hidden`,
          );
          hidden.push({ item, why: `${place.path}.rename: the new name is already in use` });
        } else {
          taken.add(verdict.name);
          shown.push(verdict);
        }
      }
      return { shown, hidden, problems };
    },
  };
}
