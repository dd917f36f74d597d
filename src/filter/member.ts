import type { ItemSelection, PromptRules, ResourceRules, ToolRules, ToolSelection } from "../../generated/config.js";
import { named } from "../base/pattern.js";
import { type TemplateMatcher, templateMatcher } from "../base/template.js";
import type { ItemKind } from "../model/access.js";
import type { Hidden, Item } from "../model/item.js";
import type { Message } from "../model/message.js";
import { wordsOf } from "../model/protocol.js";
import type { Log } from "../model/world.js";
import { stripped } from "./hidden-text.js";
import { repeatable } from "./hints.js";
import { compileRules, type FilterKinds, type ItemRules, type Shaped } from "./rules.js";

/** What the file says of the items of one upstream, as one endpoint shows them. */
export interface MemberRules {
  /** The items as they are shown, in their order; hidden ones are left out. */
  shape(kind: ItemKind, items: readonly Item[]): readonly Item[];
  /** What the items that the lock holds back would be called: nobody else may have these names. */
  reserved(kind: ItemKind, items: readonly Item[]): readonly string[];
  /**
   * Whether an item that is used without being listed is shown. The expansion of a template is, when its URI is and the
   * template is, or another that fits it.
   */
  admits(item: Item): boolean;
  /** Whether a tool may be called once more when its first call was cut off: it says, or the file says of it, that this is harmless. */
  repeats(item: Item): boolean;
  /** A request for an item, as the file wants it. */
  request(kind: ItemKind, own: string, message: Message): Message;
  /** As `shape`, with what is hidden and why. */
  explain(kind: ItemKind, items: readonly Item[]): Explained;
}

/** What became of a list, and what the endpoint's rules make of it. */
export interface Explained extends Shaped {
  /** Patterns of the endpoint that fit nothing of this upstream: they may be meant for another. Undefined: the list does not tell. */
  readonly unfit: readonly string[] | undefined;
}

/** The rules of an upstream, or the selections of an endpoint. */
export interface Sides {
  readonly tools: ToolRules | ToolSelection;
  readonly prompts: PromptRules | ItemSelection;
  readonly resources: ResourceRules | ItemSelection;
}

/** Where rules come from. */
export interface MemberParts {
  readonly upstream: string;
  /** Every kind of filter there is, by side. */
  readonly kinds: Readonly<Record<keyof Sides, unknown>>;
  readonly own: Sides;
  /** Absent: the endpoint shows whatever the upstream's own rules leave. */
  readonly endpoint?: { readonly path: string; readonly sides: Sides };
  /** Holds listed items to what was reviewed. */
  readonly lock?: (item: Item) => Item | Hidden;
  /** Whether what a person does not see is taken out of titles and descriptions. */
  readonly strip?: boolean;
  readonly log: Log;
}

/** The lock first, on what the upstream really says; then hidden text goes; then the upstream's rules; then the endpoint's. */
export function memberRules(parts: MemberParts): MemberRules {
  const own = compileSides(parts.kinds, parts.own, `upstreams.${parts.upstream}`, false);
  const here = parts.endpoint && compileSides(parts.kinds, parts.endpoint.sides, parts.endpoint.path, true);
  const told = new Map<ItemKind, string>();
  const repeated = new WeakMap<Item, boolean>();
  /** Templates by text: whether they are shown, and what they expand to. */
  const templates = new Map<string, { readonly shown: boolean; readonly matcher: TemplateMatcher }>();

  /** The resources that were listed last. */
  let resources: readonly Item[] | undefined;

  function remember(shaped: Shaped): void {
    const put = (own: string, shown: boolean): void => {
      templates.set(own, { shown, matcher: templates.get(own)?.matcher ?? templateMatcher(own) });
    };
    for (const { own } of shaped.shown) put(own, true);
    for (const { item } of shaped.hidden) put(item.own, false);
  }

  /** What a side's rules must fit one of. Resources and templates have the same rules, so both lists together are judged, once. */
  function itemsToMatchAgainst(kind: ItemKind, items: readonly Item[]): readonly Item[] | null {
    if (kind === "resource") resources = items;
    const all = kind === "resourceTemplate" ? [...(resources ?? []), ...items] : items;
    const known = kind !== "resource" && (kind !== "resourceTemplate" || resources !== undefined);
    return known && all.length > 0 ? all : null;
  }

  function explain(kind: ItemKind, items: readonly Item[]): Explained {
    const locked = passing(items, parts.lock);
    const among = itemsToMatchAgainst(kind, items);
    const first = own[wordsOf(kind).changes].shape(
      parts.strip === true ? locked.shown.map(stripped) : locked.shown,
      among,
    );
    const second = here?.[wordsOf(kind).changes].shape(first.shown, among);
    const shaped = {
      shown: second?.shown ?? first.shown,
      hidden: [...locked.hidden, ...first.hidden, ...(second?.hidden ?? [])],
      // An endpoint's pattern may be meant for another upstream, so only the upstream's own are judged by its list.
      problems: first.problems,
      unfit: among === null ? undefined : second?.problems,
    };
    if (kind === "resourceTemplate") remember(shaped);
    return shaped;
  }

  /** Whether a URI may be the expansion of a template that is hidden, and of none that is shown. */
  function isWithheld({ kind, own, source }: Item): boolean {
    const name = named(kind, own, source);
    const all = [...templates.values()];
    const hidden = all.filter(({ shown }) => !shown);
    if (hidden.length === 0) return false;
    // What has no canonical form might be an expansion of any.
    if (name.uri === undefined) return true;
    if (!hidden.some(({ matcher }) => matcher.mayMatch(name))) return false;
    return !all.some(({ shown, matcher }) => shown && matcher.matches(name));
  }

  return {
    explain,
    shape(kind, items) {
      const { shown, problems } = explain(kind, items);
      const text = problems.join("\n");
      if (text !== (told.get(kind) ?? "")) {
        for (const problem of problems) parts.log.warn("filter.unmatched", { upstream: parts.upstream, problem });
      }
      told.set(kind, text);
      return shown;
    },
    reserved(kind, items) {
      const { hidden } = passing(items, parts.lock);
      const left =
        hidden.length === 0
          ? []
          : own[wordsOf(kind).changes].shape(
              hidden.map(({ item }) => item),
              null,
            ).shown;
      return (here === undefined ? left : here[wordsOf(kind).changes].shape(left, null).shown).map(({ name }) => name);
    },
    admits(item) {
      if (isWithheld(item)) return false;
      const first = own[wordsOf(item.kind).changes].show(item);
      return !("hidden" in first) && !("hidden" in (here?.[wordsOf(item.kind).changes].show(first) ?? first));
    },
    repeats(item) {
      let known = repeated.get(item);
      if (known === undefined) {
        known = repeatable(item.bytes);
        repeated.set(item, known);
      }
      return known;
    },
    request: (kind, name, message) => own[wordsOf(kind).changes].request(name, message),
  };
}

function compileSides(
  kinds: MemberParts["kinds"],
  sides: Sides,
  path: string,
  qualified: boolean,
): Readonly<Record<keyof Sides, ItemRules>> {
  const compile = (side: keyof Sides) =>
    compileRules(kinds[side] as FilterKinds, { ...sides[side] }, { path: `${path}.${side}`, side, qualified });
  return { tools: compile("tools"), prompts: compile("prompts"), resources: compile("resources") };
}

function passing(items: readonly Item[], lock: MemberParts["lock"]): Pick<Shaped, "shown" | "hidden"> {
  if (lock === undefined) return { shown: items, hidden: [] };
  const shown: Item[] = [];
  const hidden: { item: Item; why: string }[] = [];
  for (const item of items) {
    const verdict = lock(item);
    if ("hidden" in verdict) hidden.push({ item, why: verdict.hidden });
    else shown.push(verdict);
  }
  return { shown, hidden };
}
