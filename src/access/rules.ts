import { compilePattern, compileUpstreamPattern, type Named, named, type Pattern, qualified } from "../base/pattern.js";
import type { ItemKind, UriSource, Visible } from "../model/access.js";
import { BOUNDS, entryBytes } from "../model/bounds.js";
import { ProxyError } from "../model/errors.js";
import type { Principal } from "../model/principal.js";
import { SERVER_FEATURES, type ServerFeature, wordsOf } from "../model/protocol.js";

/** Patterns per kind of item. A kind that is absent grants (or denies) nothing of that kind; an empty list likewise. */
export interface Patterns {
  readonly tools?: readonly string[];
  readonly prompts?: readonly string[];
  /** Resources by URI, resource templates by their URI template. */
  readonly resources?: readonly string[];
}

/** The grants of a user, a role or a rule. */
export interface PermissionGrant extends Patterns {
  /** Roles whose grants and denials apply too. */
  readonly roles?: readonly string[];
  /** Taken away again, wherever it was granted: deny wins. */
  readonly deny?: Patterns;
}

/** A grant for every caller whose verified claims fit. */
export interface ClaimRule extends PermissionGrant {
  /** Every claim named must hold one of the values: equal to it, or, where the claim is a list, containing it. */
  readonly claims: Readonly<Record<string, readonly string[]>>;
}

/** The part of `access` that says who may do what. With no `users` and no `rules`, every recognised caller may do everything. */
export interface AccessRules {
  readonly users?: Readonly<Record<string, PermissionGrant>>;
  readonly roles?: Readonly<Record<string, Omit<PermissionGrant, "roles">>>;
  readonly rules?: readonly ClaimRule[];
}

/** A decision and the place in the file that made it, for `explain`. */
export interface Decision {
  readonly allowed: boolean;
  readonly because: string;
}

/** Compiled rules. */
export interface Rules {
  /** Throws FORBIDDEN for a principal to whom the file grants nothing at all. */
  readonly admit: (principal: Principal) => void;
  /** The same as an answer. */
  readonly admits: (principal: Principal) => boolean;
  readonly visible: Visible;
  readonly decide: (...args: Parameters<Visible>) => Decision;
  /** Whether anything of an upstream, or of one kind of it, may be granted to a principal: what decides if the page shows it. */
  readonly reaches: (principal: Principal, upstream: string, side?: keyof Patterns) => boolean;
  /** The same text for principals to whom the same grants apply; a change of claims may change it. */
  readonly variant: (principal: Principal) => string;
  /** Which users, rules and roles apply to a principal, by their place in the file; empty when the file restricts nothing. */
  readonly applies: (principal: Principal) => readonly string[];
}

interface Entry {
  readonly pattern: Pattern;
  /** Whether the pattern speaks of `upstream:item` or of the name clients see. */
  readonly upstream: ((upstream: string) => boolean) | undefined;
  readonly because: string;
}

type Side = Readonly<Record<ServerFeature, Entry[]>>;

interface Source {
  readonly place: string;
  readonly allow: Side;
  readonly deny: Side;
}

interface Granted {
  readonly sources: readonly Source[];
  readonly remembered: Map<string, boolean>;
  /** Bytes of what is remembered. */
  bytes: number;
  readonly variant: string;
}

/** Bytes of decisions remembered in all, and per principal; beyond either the memory starts over. */
const MAX_REMEMBERED = BOUNDS["access.decisions"].bytes;
const MAX_REMEMBERED_OF_ONE = BOUNDS["access.decisionsOfOne"].bytes;
/** A longer text is decided on anew each time: what is asked for need not exist, and it is short as a rule. */
const MAX_KEY = 1024;

/** Compiles the rules of a file. References to unknown roles are the validator's business and grant nothing here. */
export function compileRules(rules: AccessRules): Rules {
  if (rules.users === undefined && rules.rules === undefined) return OPEN;
  const roles = new Map(Object.entries(rules.roles ?? {}));
  const users = Object.entries(rules.users ?? {}).map(([name, grant]) => ({
    name,
    sources: sourcesOf(`access.users.${name}`, grant, roles),
  }));
  const claimRules = (rules.rules ?? []).map((rule, i) => ({
    claims: Object.entries(rule.claims),
    sources: sourcesOf(`access.rules[${i}]`, rule, roles),
  }));

  let perPrincipal = new WeakMap<Principal, Granted>();
  let bytes = 0;
  const of = (principal: Principal): Granted => {
    let found = perPrincipal.get(principal);
    if (found === undefined) {
      const sources = [
        ...users.filter((user) => isUser(principal, user.name)).flatMap((user) => user.sources),
        ...claimRules.filter((rule) => fits(principal, rule.claims)).flatMap((rule) => rule.sources),
      ];
      found = { sources, remembered: new Map(), bytes: 0, variant: sources.map(({ place }) => place).join("\n") };
      perPrincipal.set(principal, found);
    }
    return found;
  };

  function remember(granted: Granted, key: string, allowed: boolean): void {
    const size = entryBytes(key);
    if (granted.bytes + size > MAX_REMEMBERED_OF_ONE) {
      granted.remembered.clear();
      bytes -= granted.bytes;
      granted.bytes = 0;
    }
    if (bytes + size > MAX_REMEMBERED) {
      perPrincipal = new WeakMap();
      bytes = 0;
      return;
    }
    granted.remembered.set(key, allowed);
    granted.bytes += size;
    bytes += size;
  }

  return {
    admits: (principal) => of(principal).sources.length > 0,
    admit(principal) {
      if (of(principal).sources.length > 0) return;
      const message = `${principal.label} is signed in, but no rule grants this account access here`;
      const { email, email_verified } = principal.claims;
      const isUnverified = typeof email === "string" && email_verified !== true;
      const why =
        " (the identity provider does not mark its e-mail address as verified, so grants to the address do not apply)";
      throw new ProxyError("FORBIDDEN", isUnverified ? message + why : message);
    },
    applies: (principal) => of(principal).sources.map((source) => source.place),
    variant: (principal) => of(principal).variant,
    reaches(principal, upstream, side) {
      const sides = side === undefined ? SERVER_FEATURES : [side];
      const may = (entry: Entry): boolean => entry.upstream?.(upstream) ?? true;
      return of(principal).sources.some(({ allow }) => sides.some((one) => allow[one].some(may)));
    },
    decide: (principal, ...asked) => decide(of(principal).sources, ...asked),
    visible(principal, kind, upstream, item, exposed, source = "listed") {
      const granted = of(principal);
      const judged = (): boolean => decide(granted.sources, kind, upstream, item, exposed, source).allowed;
      if (item.length + exposed.length > MAX_KEY) return judged();
      const key = `${kind}\n${source}\n${upstream}\n${item}\n${exposed}`;
      const known = granted.remembered.get(key);
      if (known !== undefined) return known;
      const allowed = judged();
      remember(granted, key, allowed);
      return allowed;
    },
  };
}

const OPEN: Rules = {
  admit: () => {},
  admits: () => true,
  visible: () => true,
  decide: () => ({ allowed: true, because: "the file has no access.users and no access.rules" }),
  applies: () => [],
  variant: () => "",
  reaches: () => true,
};

/**
 * Whether an entry of `access.users` means this principal: its e-mail address, ignoring case, when the issuer says it is
 * verified; or its subject, exactly. A subject that looks like an address is only a name somebody may have chosen at an
 * identity provider, so there it does not count.
 */
export function isUser(principal: Principal, name: string): boolean {
  const { email, email_verified } = principal.claims;
  const isIssuer = /^https?:/.test(principal.issuer);
  if (principal.subject === name && !(isIssuer && name.includes("@"))) return true;
  return typeof email === "string" && email_verified === true && email.toLowerCase() === name.toLowerCase();
}

function fits(principal: Principal, claims: [string, readonly string[]][]): boolean {
  return claims.every(([name, wanted]) => {
    if (!Object.hasOwn(principal.claims, name)) return false;
    const held = principal.claims[name];
    const values = Array.isArray(held) ? held : name === "scope" && typeof held === "string" ? held.split(" ") : [held];
    return values.some((value) => typeof value !== "object" && wanted.includes(String(value)));
  });
}

function decide(
  sources: readonly Source[],
  kind: ItemKind,
  upstream: string,
  item: string,
  exposed: string,
  source?: UriSource,
): Decision {
  const own = named(kind, item, source);
  const shown = exposed === item ? own : named(kind, exposed, source);
  if (own.tooLong) return { allowed: false, because: "the name or URI is too long" };
  const find = (entries: readonly Entry[], fits: (pattern: Pattern, name: Named) => boolean): Entry | undefined =>
    entries.find(({ pattern, upstream: of }) =>
      of === undefined ? fits(pattern, shown) : of(upstream) && fits(pattern, own),
    );
  for (const { deny } of sources) {
    const denied = find(deny[wordsOf(kind).changes], (pattern, name) => pattern.denies(name));
    if (denied !== undefined) return { allowed: false, because: denied.because };
  }
  for (const { allow } of sources) {
    const allowed = find(allow[wordsOf(kind).changes], (pattern, name) => pattern.grants(name));
    if (allowed !== undefined) return { allowed: true, because: allowed.because };
  }
  return { allowed: false, because: "no grant matches it" };
}

function sourcesOf(place: string, grant: PermissionGrant, roles: ReadonlyMap<string, PermissionGrant>): Source[] {
  const sources = [{ place, allow: sideOf(place, grant), deny: sideOf(`${place}.deny`, grant.deny) }];
  for (const name of grant.roles ?? []) {
    const role = roles.get(name);
    if (role === undefined) continue;
    const at = `access.roles.${name}`;
    sources.push({ place: `${at} (by ${place})`, allow: sideOf(at, role), deny: sideOf(`${at}.deny`, role.deny) });
  }
  return sources;
}

function sideOf(place: string, patterns: Patterns | undefined): Side {
  const entries = (side: ServerFeature): Entry[] =>
    (patterns?.[side] ?? []).map((pattern) => entryOf(pattern, side, `${place}.${side}: "${pattern}"`));
  return { tools: entries("tools"), prompts: entries("prompts"), resources: entries("resources") };
}

/** A pattern with an upstream speaks of that one's own name or URI, and one without of the name clients see. */
function entryOf(pattern: string, side: ServerFeature, because: string): Entry {
  const { upstream, item } = qualified(pattern);
  return {
    pattern: compilePattern(item, side),
    upstream: upstream === undefined ? undefined : compileUpstreamPattern(upstream),
    because,
  };
}
