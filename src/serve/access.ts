import { isDeepStrictEqual } from "node:util";
import type { Access, Config, HttpExposure } from "../../generated/config.js";
import { type ClientAddress, clientAddress } from "../access/client-address.js";
import { type AccessControl, createAccessControl } from "../access/control.js";
import { type Guesses, limitGuesses } from "../access/guesses.js";
import type { PublicAddress } from "../access/outside.js";
import type { Store } from "../model/store.js";
import type { World } from "../model/world.js";
import { consentPage } from "../pages/consent.js";
import { messagePage } from "../pages/messages.js";
import { secretReader } from "./dialers.js";
import { accessModes } from "./registry.js";
import { accessRules } from "./users-file.js";

/** Access control of the file, with the users file read. Rejects with CONFIG. `origin` is asked late: port 0 is bound later. */
export function layAccess(
  config: Config,
  http: HttpExposure,
  world: World,
  store: Store,
  origin: () => string,
  callers: Callers,
): Promise<AccessControl> {
  const endpoints = Object.keys(http.endpoints);
  const outside: PublicAddress = {
    origin,
    pathPrefix: http.pathPrefix,
    endpoints,
    aliases: http.legacySse ? sseAliases(endpoints) : {},
  };
  const pages = {
    consent: consentPage,
    problem: ({ title, text }: { title: string; text: string }) => messagePage({ title, text, tone: "bad" }),
  };
  const secret = secretReader(world);
  return createAccessControl(
    config.access,
    accessRules(config, world),
    { world, store, secret, outside, pages, ...callers },
    accessModes,
  );
}

/** How callers are counted, whatever becomes of `access` in a reload. */
export interface Callers {
  readonly addressOf: ClientAddress;
  readonly guesses: Guesses;
}

/** Counts callers as the file says. Throws CONFIG. */
export function countCallers({ access }: Config, http: HttpExposure, { clock, log }: World): Callers {
  const addressOf = clientAddress(http.trustedProxies ?? forwarders(access));
  return { addressOf, guesses: limitGuesses({ clock, log, addressOf, perMinute: http.limits.wrongCredentials }) };
}

/** The reverse proxies that name the user. */
function forwarders(access: Access): readonly string[] {
  const ways = access.mode === "any-of" ? access.of : [access];
  return ways.flatMap((way) => (way.mode === "forwarded-user" ? way.trustedProxies : []));
}

/** The HTTP+SSE paths of the endpoints, as clients that know no other transport name them. */
function sseAliases(endpoints: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    endpoints.map((path, i) => [path, [...(i === 0 ? ["/sse", "/v1/sse", "/v2/sse"] : []), `${path}/sse`]]),
  );
}

/** Access control that can be exchanged while everybody holds on to it. */
export interface SwapControl extends AccessControl {
  /** From the next request on `next` decides; the one before is closed. Routes stay those of the first. */
  replace(next: AccessControl): void;
}

/** Starts with `first` in force. */
export function swapControl(first: AccessControl): SwapControl {
  let now = first;
  return {
    access: { authenticate: (request) => now.access.authenticate(request), close: () => now.access.close() },
    visible: (...args) => now.visible(...args),
    decide: (...args) => now.decide(...args),
    admit: (principal) => now.admit(principal),
    mayCall: (principal) => now.mayCall(principal),
    get restricts() {
      return now.restricts;
    },
    get ruled() {
      return now.ruled;
    },
    reaches: (...args) => now.reaches(...args),
    variant: (principal) => now.variant(principal),
    identityIsAmbient: first.identityIsAmbient,
    get identityHeaders() {
      return now.identityHeaders;
    },
    routes: first.routes,
    visitors: first.visitors,
    update: (config) => now.update(config),
    setRules: (rules) => now.setRules(rules),
    close: () => now.close(),
    replace(next) {
      const before = now;
      now = next;
      void before.close();
    },
  };
}

/**
 * What a reload does about `access`: `none`, nothing has changed; `rules`, users, roles and rules; `all`, another access control
 * takes over; `part`, what is at work takes over what it can. Routes are made once, and say where clients sign in.
 */
export function accessChange(before: Config, after: Config): "none" | "rules" | "all" | "part" {
  if (isDeepStrictEqual(before.access, after.access)) return "none";
  const bare = ({ access }: Config) => ({ ...access, users: 0, usersFile: 0, roles: 0, rules: 0 });
  if (isDeepStrictEqual(bare(before), bare(after))) return "rules";
  const [old, next] = [before.access, after.access];
  if (old.mode === "jwt" && next.mode === "jwt") {
    return old.issuer === next.issuer && isDeepStrictEqual(old.scopes, next.scopes) ? "all" : "part";
  }
  return old.mode === next.mode && ["none", "api-key", "forwarded-user"].includes(next.mode) ? "all" : "part";
}
