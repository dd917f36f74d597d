import { ProxyError } from "../model/errors.js";
import type { Principal } from "../model/principal.js";
import { isLoopbackHost } from "../net/addresses.js";
import { createGuardedFetch, type GuardedFetch } from "../net/guarded-fetch.js";
import type { OAuthClient } from "../oauth/client.js";
import { clientFor } from "../oauth/client.js";
import { type AuthChallenge, type Discovery, discover } from "../oauth/discovery.js";
import { isSameIdentifier, shown } from "../oauth/identifiers.js";
import type { Redirects } from "../oauth/registration.js";
import type { AtIssuer } from "./exchange.js";
import { type Binding, bindingKey, type TokenRecord, tokenKey } from "./keep.js";
import type { AuthParts, SignIn } from "./plan.js";
import { readChallenges } from "./step-up.js";

const DISCOVERY_MS = 3_600_000;

/** Where the tokens of one upstream come from: its issuer, the client the proxy is there, and what is kept. */
export interface IssuerSource {
  readonly signIn: SignIn;
  readonly parts: AuthParts;
  readonly fetch: GuardedFetch;
  /** The newest content of the upstream's challenges. */
  asked: AuthChallenge;
  /** The discovery in force; asks again when it is older than `maxAge` milliseconds (default: an hour). One at a time. */
  discovery(maxAge?: number): Promise<Discovery>;
  redirects(): Redirects;
  /** Asks the upstream for its challenge, where none was seen yet and the mode goes by it. */
  probe(): Promise<void>;
  /** Issuer and client of a login, or of a renewal of what is kept. */
  client(found: Discovery): Promise<OAuthClient>;
  /** Everything a token request needs, for the record that is current. Rejects with AUTH_FAILED when the issuer is another now. */
  at(record: TokenRecord | undefined): Promise<AtIssuer>;
  /** Remembers issuer, client and resource, for all principals and processes. */
  bind(found: Discovery, client: OAuthClient): Promise<Binding>;
  /** The key the tokens of a principal are kept under; undefined before the first sign-in, and when the file names another issuer or client now. */
  keyOf(principal: Principal): Promise<string | undefined>;
  kept(principal: Principal): Promise<{ key: string; record: TokenRecord | undefined } | undefined>;
  close(): Promise<void>;
}

/** One for each upstream that signs in; sends nothing before its first use. */
export function createIssuerSource(signIn: SignIn, parts: AuthParts): IssuerSource {
  const { settings } = signIn;
  const { store, upstream } = parts;
  const fetch = createGuardedFetch({
    allowHosts: [...settings.allowHosts, ...named(signIn, parts)],
    allowLoopback: isLoopbackHost(new URL(upstream.url)),
    ca: parts.ca,
    env: parts.world.env,
  });
  let cached: { found: Promise<Discovery>; at: number } | undefined;
  let binding: Binding | undefined;
  let probed = false;

  async function keyOf(principal: Principal): Promise<string | undefined> {
    binding = ((await store.read(bindingKey(upstream.name, upstream.url))) as Binding | undefined) ?? binding;
    if (binding === undefined || contradicts(binding, signIn)) return undefined;
    source.asked = { ...source.asked, metadataUrl: source.asked.metadataUrl ?? binding.metadataUrl };
    return tokenKey(principal, binding.issuer, binding.clientId, binding.resource);
  }

  const source: IssuerSource = {
    signIn,
    parts,
    fetch,
    asked: { metadataUrl: undefined, scopes: undefined },
    discovery: (maxAge = DISCOVERY_MS) => {
      const now = parts.world.clock.monotonic();
      if (cached !== undefined && now - cached.at < maxAge) return cached.found;
      const found = discover(upstream, settings, source.asked, fetch);
      const entry = { found, at: now };
      cached = entry;
      found.catch(() => {
        if (cached === entry) cached = undefined; // a failure is not kept; callers that wait for `found` hear of it
      });
      return found;
    },
    probe: async () => {
      if (!signIn.askFirst || probed || source.asked.metadataUrl !== undefined) return;
      probed = true;
      const body = JSON.stringify({ jsonrpc: "2.0", id: 0, method: "ping" });
      const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
      const response = await fetch(upstream.url, { method: "POST", headers, body });
      const challenge = response.headers.get("www-authenticate");
      if (response.status === 401 && challenge !== null) source.asked = readChallenges([challenge]);
    },
    redirects: () => parts.logins.redirects(upstream, settings),
    client: (found) =>
      clientFor(found.issuer, signIn.clients, source.redirects(), {
        store,
        world: parts.world,
        fetch,
        settings,
        upstream: upstream.name,
      }),
    at: async (record) => {
      const found = await source.discovery();
      if (record !== undefined && !isSameIdentifier(found.issuer.issuer, record.issuer)) {
        const [now, before] = [shown(found.issuer.issuer), shown(record.issuer)];
        throw new ProxyError("AUTH_FAILED", `${upstream.name} trusts ${now} now, not ${before}; sign in there`);
      }
      const resource = record === undefined ? found.resource : record.resource;
      return { signIn, issuer: found.issuer, client: await source.client(found), fetch, resource };
    },
    bind: async (found, client) => {
      const made: Binding = {
        issuer: found.issuer.issuer,
        clientId: client.clientId,
        resource: found.resource,
        metadataUrl: source.asked.metadataUrl,
      };
      const same = (current: unknown) => JSON.stringify(current) === JSON.stringify(made);
      await store.update(bindingKey(upstream.name, upstream.url), (current) => (same(current) ? current : made));
      binding = made;
      return made;
    },
    keyOf,
    kept: async (principal) => {
      const key = await keyOf(principal);
      return key === undefined ? undefined : { key, record: (await store.read(key)) as TokenRecord | undefined };
    },
    close: () => fetch.close(),
  };
  return source;
}

/** Origins of URLs the operator wrote in the file: their addresses need not be public. */
function named(signIn: SignIn, parts: AuthParts): string[] {
  const { issuer, metadataUrl, resourceMetadataUrl, endpoints } = signIn.settings;
  const urls = [parts.upstream.url, issuer, metadataUrl, resourceMetadataUrl, ...Object.values(endpoints ?? {})];
  return urls.filter((url): url is string => typeof url === "string").map((url) => new URL(url).origin);
}

/** Whether the file names another issuer or client than the login that is kept was made with. */
function contradicts(binding: Binding, signIn: SignIn): boolean {
  const { issuer, metadataIssuer } = signIn.settings;
  const only = signIn.clients.length === 1 ? signIn.clients[0] : undefined;
  if (only?.kind === "registered" && only.clientId !== binding.clientId) return true;
  if (only?.kind === "document" && only.url !== undefined && only.url !== binding.clientId) return true;
  return (
    issuer !== undefined &&
    ![issuer, metadataIssuer].some((one) => one !== undefined && isSameIdentifier(binding.issuer, one))
  );
}
