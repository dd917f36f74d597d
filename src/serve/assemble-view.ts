import type { Config, Endpoint, StdioExposure, Upstream as UpstreamConfig } from "../../generated/config.js";
import type { AccessControl } from "../access/control.js";
import { memberRules } from "../filter/member.js";
import type { World } from "../model/world.js";
import type { ListLimits } from "../proxy/listing.js";
import type { ViewMember } from "../proxy/member.js";
import { MembersView } from "../proxy/members-view.js";
import type { NamingRules } from "../proxy/naming/names.js";
import type { Peer } from "../proxy/peer.js";
import type { TaskSeal } from "../proxy/task-seal.js";
import type { Lock } from "./assemble-lock.js";
import { itemFilters } from "./registry.js";

/** How long a list or a description waits for upstreams that are not up yet, in milliseconds. */
const LIST_DEADLINE_MS = 2000;
/** How long a legacy list is trusted when nothing was heard, in milliseconds. */
const LEGACY_LIST_TTL_MS = 300_000;
const MAX_CATALOGUES = 1000;

/** What the views of one config have in common. */
export interface ViewMakings {
  readonly config: Config;
  readonly world: World;
  /** By name, in the order of the file. */
  readonly peers: ReadonlyMap<string, Peer>;
  /** Who may see and call what; undefined: everybody everything. */
  readonly control: AccessControl | undefined;
  /** Seals task ids; outlives a reload. */
  readonly seal: TaskSeal;
  /** Holds the items of an upstream to what was reviewed; undefined: the file has no `lock`. */
  readonly lock: Lock | undefined;
}

/** The upstreams one place (an endpoint, or stdio) shows, each with its rules there. */
export function membersOf(
  makings: Omit<ViewMakings, "seal">,
  place: string,
  shown: Endpoint | StdioExposure | undefined,
): RuledMember[] {
  const { config, peers, world, lock } = makings;
  // An empty list is one whose upstreams are all disabled: that shows nothing, least of all everything.
  const names = shown === undefined ? [...peers.keys()] : shown.upstreams;
  return names.map((name) => {
    const entry = config.upstreams[name] as UpstreamConfig;
    const rules = memberRules({
      upstream: name,
      kinds: itemFilters,
      own: entry,
      strip: entry.hiddenText === "strip",
      ...(shown === undefined ? {} : { endpoint: { path: place, sides: shown } }),
      ...(lock === undefined ? {} : { lock: lock.hold(name) }),
      log: world.log,
    });
    return { ...rules, peer: peers.get(name) as Peer, prefix: entry.prefix ?? name, limits: listLimits(entry) };
  });
}

/** How much of an upstream's lists is taken. */
export function listLimits({ limits: { items, list: bytes, pages } }: UpstreamConfig): ListLimits {
  return { items, bytes, pages };
}

/** A member that can also say why something is hidden. */
export type RuledMember = ViewMember & Pick<ReturnType<typeof memberRules>, "explain">;

/**
 * What one place shows. One upstream without rules is shown as it is, as long as it can be. `unfit`: an upstream cannot be, and every
 * view of it should know.
 */
export function makeView(
  makings: ViewMakings,
  place: string,
  shown: Endpoint | StdioExposure | undefined,
  unfit: (upstream: string) => void,
): MembersView {
  const { config, world, lock, control } = makings;
  const members = membersOf(makings, place, shown);
  const [only] = members;
  const entry = members.length === 1 && only !== undefined ? config.upstreams[only.peer.name] : undefined;
  const isRuled = lock !== undefined || control?.restricts === true || hasRules(entry) || hasRules(shown);
  return new MembersView({
    place,
    members,
    naming: namingOf(config, members.length),
    ...(entry === undefined || isRuled ? {} : { identity: { mayCachePublicly: isCredentialFree(entry), unfit } }),
    clock: world.clock,
    log: world.log,
    deadline: LIST_DEADLINE_MS,
    trust: LEGACY_LIST_TTL_MS,
    visible: (caller, { kind, upstream, own, source }, exposed) =>
      control === undefined || control.visible(caller.principal, kind, upstream, own, exposed, source),
    reaches: (caller, upstream, side) => control === undefined || control.reaches(caller.principal, upstream, side),
    variant: (principal) => control?.variant(principal) ?? "",
    face: { name: "mcp-proxy", version: world.version },
    routesByOldLists: lock === undefined,
    metaTools: shown?.metaTools === true,
    seal: makings.seal,
    catalogues: MAX_CATALOGUES,
  });
}

/** The naming rules of a view of so many upstreams. */
export function namingOf(config: Config, upstreams: number): NamingRules {
  const { prefix, separator, characters, maxLength, clientPrefix } = config.naming;
  const mode = prefix === "always" && upstreams === 1 ? "never" : prefix;
  return { prefix: mode, separator, characters, maxLength: Math.max(24, maxLength - clientPrefix.length) };
}

/** Whether every caller is the same to an upstream: it is shown no credential of theirs. */
function isCredentialFree(entry: UpstreamConfig): boolean {
  return !("url" in entry) || entry.auth.mode === "none";
}

function hasRules(place: Partial<Endpoint> | UpstreamConfig | undefined): boolean {
  if (place === undefined) return false;
  if ("hiddenText" in place && place.hiddenText === "strip") return true;
  if ("metaTools" in place && place.metaTools === true) return true;
  return [place.tools, place.prompts, place.resources].some(
    (side) => side !== undefined && Object.keys(side).length > 0,
  );
}
