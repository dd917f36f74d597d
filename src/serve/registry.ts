import type {
  Auth,
  PromptRules,
  ResourceRules,
  Secret,
  Store as StoreConfig,
  ToolRules,
} from "../../generated/config.js";
import type { AccessModes } from "../access/control.js";
import { anyOfMode, apiKeyMode, forwardedUserMode, jwtMode, noneMode, oauthMode } from "../access/modes.js";
import { auto } from "../auth/auto.js";
import { cimd } from "../auth/cimd.js";
import { clientSecret } from "../auth/client-secret.js";
import { dcr } from "../auth/dcr.js";
import { headers } from "../auth/headers.js";
import { none } from "../auth/none.js";
import { oidc } from "../auth/oidc.js";
import type { AuthParts, Mode } from "../auth/plan.js";
import { tokenExchange } from "../auth/token-exchange.js";
import { argumentRules } from "../filter/arguments.js";
import { destructive, idempotent, openWorld, readOnly } from "../filter/hints.js";
import { ignore, include } from "../filter/patterns.js";
import { annotate, describe, rename } from "../filter/texts.js";
import type { Credentials } from "../model/credentials.js";
import type { FilterMaker } from "../model/item.js";
import type { Store } from "../model/store.js";
import type { World } from "../model/world.js";
import { type OpenStore, openFile, openMemory } from "../store/open.js";

/** One filter for each key of the rules the schema knows: a key without a filter, or the reverse, does not compile. */
type FiltersOf<Rules> = { readonly [Key in keyof Rules]-?: FilterMaker<NonNullable<Rules[Key]>> };

/** What `upstreams.<name>.tools` can say, in the order it is applied. */
export const toolFilters: FiltersOf<ToolRules> = {
  annotate,
  include,
  ignore,
  readOnly,
  destructive,
  idempotent,
  openWorld,
  arguments: argumentRules,
  describe,
  rename,
};

/** What `upstreams.<name>.prompts` can say, in the order it is applied. */
export const promptFilters: FiltersOf<PromptRules> = {
  include,
  ignore,
  arguments: argumentRules,
  describe,
  rename,
};

/** What `upstreams.<name>.resources` can say, of resources and of templates, in the order it is applied. */
export const resourceFilters: FiltersOf<ResourceRules> = { include, ignore, describe };

/** Every way of signing in to an upstream, by `auth.mode`. */
export const authModes: { readonly [M in Auth["mode"]]: Mode<Extract<Auth, { mode: M }>> } = {
  auto,
  cimd,
  "client-secret": clientSecret,
  dcr,
  headers,
  none,
  oidc,
  "token-exchange": tokenExchange,
};

/** The credentials of one upstream, as its `auth` section describes them. */
export function createCredentials(auth: Auth, parts: AuthParts): Credentials {
  return (authModes[auth.mode] as Mode<Auth>)(auth, parts);
}

/** Every kind of store, by `store.type`. */
export const stores: { readonly [T in StoreConfig["type"]]: OpenStore<Extract<StoreConfig, { type: T }>> } = {
  file: openFile,
  memory: openMemory,
};

/** Opens the store of the file. Rejects with STORE or CONFIG. */
export function openStore(config: StoreConfig, world: World, secret: (ref: Secret) => string): Promise<Store> {
  return (stores[config.type] as OpenStore<StoreConfig>)(config, world, secret);
}

/** Every kind of filter, by side. */
export const itemFilters = { tools: toolFilters, prompts: promptFilters, resources: resourceFilters };

/** Every way of recognising callers, by `access.mode`. */
export const accessModes: AccessModes = {
  "any-of": anyOfMode,
  "api-key": apiKeyMode,
  "forwarded-user": forwardedUserMode,
  jwt: jwtMode,
  none: noneMode,
  oauth: oauthMode,
};
