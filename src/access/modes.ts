import { isDeepStrictEqual } from "node:util";
import type {
  AnyOfAccess,
  ApiKeyAccess,
  ForwardedUserAccess,
  JwtAccess,
  NoAccess,
  OAuthAccess,
} from "../../generated/config.js";
import { ProxyError } from "../model/errors.js";
import { createGuardedFetch, type GuardedFetch } from "../net/guarded-fetch.js";
import { PROVIDERS } from "../oauth/presets.js";
import { type ApiKey, apiKey, hashApiKey } from "./api-key.js";
import { forwardedUser } from "./forwarded-user.js";
import type { AccessMethod, AccessMode, AccessParts } from "./mode.js";
import { none } from "./none.js";

/** `access.mode: none`: every caller is `local`. */
export const noneMode: AccessMode<NoAccess> = async () => ({ recognisers: [none()] });

/** `access.mode: forwarded-user`: a trusted proxy in front says who calls. */
export const forwardedUserMode: AccessMode<ForwardedUserAccess> = async (config, { world }) => ({
  recognisers: [
    forwardedUser({
      header: config.header,
      emailHeader: config.emailHeader,
      trustedProxies: config.trustedProxies,
      fallbackUser: config.fallbackUser,
      log: world.log,
    }),
  ],
});

/** `access.mode: api-key`; keys change with a reload. */
export const apiKeyMode: AccessMode<ApiKeyAccess> = async (config, parts) => {
  const recogniser = apiKey(keysOf(config, parts));
  return {
    recognisers: [recogniser],
    takesCredential: true,
    update(next) {
      if (next.mode !== "api-key") return undefined;
      const keys = keysOf(next, parts);
      return () => recogniser.setKeys(keys);
    },
  };
};

function keysOf(config: ApiKeyAccess, { secret, world }: AccessParts): ApiKey[] {
  return Object.entries(config.keys).map(([name, key]) => {
    if (key.sha256 !== undefined) return { name, sha256: Buffer.from(key.sha256, "hex") };
    const text = secret(key.env !== undefined ? { env: key.env } : { file: key.file ?? "" });
    if (text.length < 16) throw new ProxyError("CONFIG", `The API key ${name} is shorter than 16 characters`);
    if (text.length < 32) world.log.warn("access.weak_key", { key: name });
    return { name, sha256: hashApiKey(text) };
  });
}

/** `access.mode: jwt`: tokens of the file's issuer, with the metadata that says so (RFC 9728). */
export const jwtMode: AccessMode<JwtAccess> = async (config, parts) => {
  const { jwt } = await import("./jwt.js");
  const { outside, world, secret } = parts;
  const fetch = issuerFetch(parts, [config.issuer, config.jwksUri], config.allowHosts);
  const recogniser = jwt({
    issuer: config.issuer,
    audiences: config.audience,
    jwksUri: config.jwksUri,
    algorithms: config.algorithms,
    typ: config.typ,
    scopes: config.scopes,
    subjectClaim: config.subjectClaim,
    introspection: config.introspection && {
      when: config.introspection.when,
      clientId: config.introspection.clientId,
      clientSecret: secret(config.introspection.clientSecret),
    },
    outside,
    fetch,
    clock: world.clock,
  });
  return {
    recognisers: [recogniser],
    metadata: { authorizationServers: () => [config.issuer], scopes: config.scopes },
    takesCredential: true,
    close: () => fetch.close(),
  };
};

/** `access.mode: oauth`: an authorization server of the proxy's own. Rejects with CONFIG when the issuer is not known. */
export const oauthMode: AccessMode<OAuthAccess> = async (config, parts) => {
  const { createFront } = await import("./oauth/front.js");
  const { outside, store, world, secret, pages, admit, addressOf } = parts;
  const { front: quirks, ...provider } = PROVIDERS[config.provider];
  const issuer = config.issuer ?? provider.issuer;
  if (issuer === undefined) throw new ProxyError("CONFIG", `access.issuer is needed for provider ${config.provider}`);
  const fetch = issuerFetch(parts, [issuer], config.allowHosts);
  const publicFetch = createGuardedFetch({ env: world.env, maxBytes: 65_536 });
  const front = createFront({
    issuer,
    clientId: config.clientId,
    clientSecret: config.clientSecret && secret(config.clientSecret),
    quirks,
    scopes: config.scopes,
    audience: config.audience,
    callbackPath: config.callbackPath,
    redirectHosts: config.redirectHosts,
    redirectSchemes: config.redirectSchemes,
    tokenTtl: config.tokenTtl,
    refreshTtl: config.refreshTtl,
    maxLifetime: config.maxLifetime,
    outside,
    addressOf,
    store,
    fetch,
    publicFetch,
    clock: world.clock,
    random: world.random,
    log: world.log,
    pages,
    admit,
  });
  return {
    recognisers: [front.recogniser],
    metadata: front.metadata,
    routes: front.routes,
    front,
    close: async () => {
      await Promise.all([fetch.close(), publicFetch.close()]);
    },
  };
};

/** `access.mode: any-of`: several ways side by side. Rejects with CONFIG when one of them is another `any-of`, or two are `oauth`. */
export const anyOfMode: AccessMode<AnyOfAccess> = async (config, _parts, make) => {
  if (config.of.some((one) => one.mode === "any-of")) {
    throw new ProxyError("CONFIG", "access.of cannot contain another any-of");
  }
  if (config.of.filter((one) => one.mode === "oauth").length > 1) {
    throw new ProxyError("CONFIG", "access.of can contain only one entry of mode oauth");
  }
  const ways = await Promise.all(config.of.map((one) => make(one)));
  const front = ways.find((way) => way.front !== undefined)?.front;
  let sections = config.of;
  return {
    update(next) {
      if (next.mode !== "any-of" || next.of.length !== ways.length) return undefined;
      const changes = next.of.map((one, i) => {
        if (isDeepStrictEqual(one, sections[i])) return () => {};
        return one.mode === sections[i]?.mode ? ways[i]?.update?.(one) : undefined;
      });
      if (changes.includes(undefined)) return undefined;
      return () => {
        for (const change of changes) change?.();
        sections = next.of;
      };
    },
    recognisers: ways.flatMap((way) => way.recognisers),
    ...metadataOf(ways),
    routes: (app) => {
      for (const way of ways) way.routes?.(app);
    },
    ...(front === undefined ? {} : { front }),
    takesCredential: ways.some((way) => way.takesCredential === true),
    close: async () => {
      await Promise.all(ways.map((way) => way.close?.()));
    },
  };
};

/** The endpoints' metadata for several ways together: clients choose among their issuers (RFC 9728, section 7.6). */
function metadataOf(ways: readonly AccessMethod[]): Pick<AccessMethod, "metadata"> {
  const all = ways.flatMap(({ metadata }) => metadata ?? []);
  if (all.length === 0) return {};
  return {
    metadata: {
      authorizationServers: () => [...new Set(all.flatMap((one) => one.authorizationServers()))],
      scopes: [...new Set(all.flatMap((one) => one.scopes))],
    },
  };
}

/** The fetch for what the operator wrote into the file: those hosts may be private, and on loopback plain http. */
function issuerFetch(
  { world }: AccessParts,
  urls: readonly (string | undefined)[],
  allowHosts: readonly string[],
): GuardedFetch {
  const named = urls.flatMap((url) => (url === undefined ? [] : [new URL(url)]));
  return createGuardedFetch({
    env: world.env,
    allowHosts: [...allowHosts, ...named.map((url) => (url.protocol === "http:" ? url.origin : url.host))],
  });
}
