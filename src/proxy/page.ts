import type { ItemKind } from "../model/access.js";
import type { Caller } from "../model/call.js";
import type { ProxyError } from "../model/errors.js";
import type { Item } from "../model/item.js";
import type { Message } from "../model/message.js";
import type { ServerFeature } from "../model/protocol.js";
import type { Clock, Log } from "../model/world.js";
import type { MalformedReport } from "./malformed.js";
import type { Target, ViewMember } from "./member.js";
import type { Names, NamingRules } from "./naming/names.js";
import type { Uris } from "./naming/uris.js";
import type { Withheld } from "./withheld.js";

/** What catalogues are made of. */
export interface CatalogueParts {
  readonly members: readonly ViewMember[];
  readonly naming: NamingRules;
  readonly clock: Clock;
  readonly log: Log;
  /** Where malformed items are told. */
  readonly report: MalformedReport;
  /** Milliseconds a list waits for upstreams that have not answered yet. */
  readonly deadline: number;
  /** Milliseconds a legacy upstream's list is trusted without news. */
  readonly trust: number;
  /** A list came too late for whoever asked: it is complete now. */
  late(caller: Caller, kind: ItemKind): void;
  /** Whether the principal may see an item. */
  visible(caller: Caller, item: Item, exposed: string): boolean;
  /** Whether the principal may see anything of an upstream, or of one kind of it; where not, it is not there for that principal. */
  reaches(caller: Caller, upstream: string, side?: ServerFeature): boolean;
}

/** All items of one kind that a caller sees. */
export interface ItemPage {
  readonly items: ReadonlyMap<string, Target>;
  /** What else items are called, for tools and prompts; made when it is asked for. */
  alias(asked: string): Target | undefined;
  readonly uris: Uris | undefined;
  /** What of the lists may not be used, for resources. */
  readonly withheld: Withheld | undefined;
  /** The list as an answer, with the id `0`. */
  readonly answer: Message;
}

/** What one upstream lists of one kind. */
export interface Offered {
  readonly upstream: string;
  readonly items: readonly Item[];
  /** Why there are none, or not all. */
  readonly error: ProxyError | undefined;
}

/** What clients see of an item; undefined: an earlier upstream has its name. */
export function exposedName(
  kind: ItemKind,
  item: Item,
  names: Names | undefined,
  uris: Uris | undefined,
): string | undefined {
  if (names !== undefined) return names.exposed(item.upstream, item.name);
  return kind === "resource" ? uris?.exposed(item.upstream, item.own) : uris?.exposedTemplate(item.upstream, item.own);
}
