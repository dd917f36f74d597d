import type { FastifyInstance } from "fastify";
import type { Access as AccessConfig } from "../../generated/config.js";
import type { Access, Visible } from "../model/access.js";
import type { Visitors } from "../model/page.js";
import type { Principal } from "../model/principal.js";
import { accessOf } from "./chain.js";
import type { Guesses } from "./guesses.js";
import type { AccessMethod, AccessMode, AccessParts } from "./mode.js";
import { type AccessRules, compileRules, type Decision, type Rules } from "./rules.js";
import { createVisitors } from "./visitors.js";

/** `access` of the file at work. */
export interface AccessControl {
  /** For the exposure. */
  readonly access: Access;
  /** For listing and calling; follows `setRules`. */
  readonly visible: Visible;
  readonly decide: (...args: Parameters<Visible>) => Decision;
  readonly admit: (principal: Principal) => void;
  /** Whether a principal recognised before would still be let in: it is granted something, and its key is still there. */
  readonly mayCall: (principal: Principal) => boolean;
  /** Whether a caller is shown less than everything: then no view may skip asking `visible`. */
  readonly restricts: boolean;
  /** Whether a caller is recognised without a credential of the request: then any page of that person's browser could call. */
  readonly identityIsAmbient: boolean;
  /** Headers in which a reverse proxy names the caller, in lower case. */
  readonly identityHeaders: ReadonlySet<string>;
  /** Whether the file says anything of who may do what; then what no rule can judge is closed. */
  readonly ruled: boolean;
  readonly reaches: Rules["reaches"];
  readonly variant: (principal: Principal) => string;
  /** Routes to serve: metadata, the authorization server. */
  readonly routes: (app: FastifyInstance) => void;
  /** The visitors of the page. */
  readonly visitors: Visitors;
  /** As `Way.update`, for the whole section but its users, roles and rules. */
  update(config: AccessConfig): (() => void) | undefined;
  /** Puts other users, roles and rules in force, for every caller's next call. */
  setRules(rules: AccessRules): void;
  /** Idempotent. */
  close(): Promise<void>;
}

/** The implementations of every `access.mode`. */
export type AccessModes = { readonly [M in AccessConfig["mode"]]: AccessMode<Extract<AccessConfig, { mode: M }>> };

/** Makes access control of its section of the file and the users file. Reads secrets; connects to nothing. Rejects with CONFIG. */
export async function createAccessControl(
  config: AccessConfig,
  rules: AccessRules,
  given: Omit<AccessParts, "admit"> & { readonly guesses: Guesses },
  modes: AccessModes,
): Promise<AccessControl> {
  let compiled: Rules = compileRules(rules);
  let current = rules;
  const admit = (principal: Principal): void => compiled.admit(principal);
  const parts: AccessParts = { ...given, admit };
  const make = (one: AccessConfig): Promise<AccessMethod> =>
    (modes[one.mode] as AccessMode<AccessConfig>)(one, parts, make);
  const way = await make(config);
  const open = accessOf(way.recognisers, admit);
  const access = way.takesCredential === true || way.front !== undefined ? given.guesses.limit(open) : open;
  const credential = way.takesCredential === true ? await sealing(parts) : undefined;
  const describe = way.metadata && (await import("./resource-metadata.js")).resourceMetadataRoutes;
  const visitors = createVisitors({ access, outside: parts.outside, front: way.front, credential, admit });
  let closed: Promise<void> | undefined;
  return {
    access,
    visible: (...args) => compiled.visible(...args),
    decide: (...args) => compiled.decide(...args),
    admit,
    mayCall(principal) {
      const gone = way.recognisers.some((one) => one.knows?.(principal) === false);
      return !gone && compiled.admits(principal);
    },
    get restricts() {
      return current.users !== undefined || current.rules !== undefined;
    },
    identityIsAmbient: way.recognisers.some((one) => !one.byCredential),
    identityHeaders: new Set(way.recognisers.flatMap((one) => one.identityHeaders ?? [])),
    get ruled() {
      return current.users !== undefined || current.rules !== undefined || current.roles !== undefined;
    },
    reaches: (...args) => compiled.reaches(...args),
    variant: (principal) => compiled.variant(principal),
    routes: (app) => {
      if (way.metadata !== undefined) describe?.(parts.outside, way.metadata)(app);
      way.routes?.(app);
    },
    visitors,
    update: (next) => way.update?.(next),
    setRules: (next) => {
      compiled = compileRules(next);
      current = next;
    },
    close: () => {
      closed ??= (async () => {
        await access.close();
        await way.close?.();
      })();
      return closed;
    },
  };
}

/** Keys to seal a pasted credential with; loaded only where the page takes one. */
async function sealing({
  store,
  world,
}: AccessParts): Promise<NonNullable<Parameters<typeof createVisitors>[0]["credential"]>> {
  const { frontKeys } = await import("./oauth/keys.js");
  return { keys: frontKeys({ store, clock: world.clock, random: world.random }) };
}
