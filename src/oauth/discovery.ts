import type { ServerMetadata } from "openid-client";
import { ProxyError } from "../model/errors.js";
import type { GuardedFetch } from "../net/guarded-fetch.js";
import type { IssuerFetch } from "./configuration.js";
import { checkEndpoints } from "./endpoints.js";
import { isSameIdentifier, isSameResource, shown } from "./identifiers.js";
import { hostOf } from "./issuer-failure.js";
import type { OAuthSettings, UpstreamName } from "./settings.js";

/** The content of an upstream's `WWW-Authenticate` (RFC 6750, RFC 9728 section 5.1). */
export interface AuthChallenge {
  readonly metadataUrl: string | undefined;
  readonly scopes: readonly string[] | undefined;
}

/** The issuer and the resource that a token for an upstream is fetched with. */
export interface Discovery {
  readonly issuer: ServerMetadata;
  /** The resource indicator to send, the same string everywhere; undefined: none. */
  readonly resource: string | undefined;
  /** `scopes_supported` of the upstream's own metadata. */
  readonly resourceScopes: readonly string[] | undefined;
}

const ALL_MS = 15_000;

/**
 * Finds the issuer as the specification orders it: the upstream's challenge, its well-known metadata (RFC 9728), the issuer's
 * metadata (RFC 8414, then the OpenID Connect forms). Rejects with AUTH_FAILED, naming the key of the file that would help.
 */
export async function discover(
  upstream: UpstreamName,
  settings: OAuthSettings,
  asked: AuthChallenge,
  fetch: GuardedFetch,
): Promise<Discovery> {
  const signal = AbortSignal.timeout(ALL_MS);
  const protectedBy = await resourceMetadata(upstream, settings, asked, fetch, signal);
  const listed = protectedBy?.authorizationServers;
  const configured = settings.issuer;
  if (
    configured !== undefined &&
    listed !== undefined &&
    listed.length > 0 &&
    !listed.some((one) => isSameIdentifier(one, configured))
  ) {
    const named = listed.map(shown).join(", ");
    throw new ProxyError(
      "AUTH_FAILED",
      `${upstream.name} now trusts ${named}, but auth.issuer of the file names ${shown(configured)}; ` +
        `no credential was sent to either. If that is right, set auth.issuer to ${shown(listed[0] ?? "")}`,
    );
  }
  const issuerUrl = configured ?? listed?.[0] ?? new URL(upstream.url).origin;
  if (settings.metadataUrl === undefined) fetch.check(issuerUrl);
  const found = await issuerMetadata(issuerUrl, settings, fetch, signal);
  const issuer = withEndpoints(found ?? bareIssuer(issuerUrl, settings, listed === undefined), settings);
  await checkEndpoints(issuer, settings, fetch);
  return {
    issuer,
    resource:
      settings.resource === "omit"
        ? undefined
        : settings.resource === "on"
          ? (protectedBy?.resource ?? upstream.url)
          : settings.resource,
    resourceScopes: protectedBy?.scopes,
  };
}

interface ResourceMetadata {
  readonly resource: string | undefined;
  readonly authorizationServers: readonly string[];
  readonly scopes: readonly string[] | undefined;
}

/** RFC 9728: from the challenge, the file, the path's well-known address, or the root's; undefined when there is none. */
async function resourceMetadata(
  upstream: UpstreamName,
  settings: OAuthSettings,
  asked: AuthChallenge,
  fetch: GuardedFetch,
  signal: AbortSignal,
): Promise<ResourceMetadata | undefined> {
  const url = new URL(upstream.url);
  const root = `${url.origin}/.well-known/oauth-protected-resource`;
  const path = url.pathname === "/" ? "" : url.pathname;
  const given = settings.resourceMetadataUrl ?? asked.metadataUrl;
  const candidates = given !== undefined ? [given] : path === "" ? [root] : [`${root}${path}${url.search}`, root];
  const search = createSearch(fetch, signal);
  for (const candidate of candidates) {
    const document = await search.json(candidate);
    if (document === undefined) continue;
    const resource = typeof document.resource === "string" ? document.resource : undefined;
    if (settings.resource === "on") checkResource(upstream, resource, candidate);
    return {
      resource,
      authorizationServers: strings(document.authorization_servers) ?? [],
      scopes: strings(document.scopes_supported),
    };
  }
  search.mustBeCertain();
  return undefined;
}

/**
 * RFC 9728 section 3.3: the document must speak of the URL we connect to, or of the identifier its own well-known address was
 * made of when that is the same origin's root. Any other document could be another party's.
 */
function checkResource({ name, url }: UpstreamName, resource: string | undefined, from: string): void {
  if (resource !== undefined) {
    if (isSameResource(resource, url)) return;
    const { origin } = new URL(url);
    const isRootDocument = isSameResource(from, `${origin}/.well-known/oauth-protected-resource`);
    if (isRootDocument && isSameResource(resource, origin)) return;
  }
  const said = resource === undefined ? "no resource" : shown(resource);
  throw new ProxyError(
    "AUTH_FAILED",
    `The metadata of ${name} is for ${said}, not for the URL in the file, ${shown(url)}. ` +
      "If that is right, set auth.resource to it",
  );
}

/** RFC 8414 section 3 and OpenID Connect Discovery section 4, in the order of the MCP specification. */
export function metadataUrls(issuer: string): string[] {
  const url = new URL(issuer);
  const path = url.pathname.replace(/\/$/, "");
  const forms = [
    `${url.origin}/.well-known/oauth-authorization-server${path}`,
    `${url.origin}/.well-known/openid-configuration${path}`,
  ];
  if (path !== "") forms.push(`${url.origin}${path}/.well-known/openid-configuration`);
  return forms;
}

/** The file's keys about an issuer's metadata; `use` says whose section of the file they are in. */
export interface MetadataSearch {
  readonly use?: "upstream" | "front";
  readonly metadataUrl?: string;
  readonly metadataIssuer?: string;
}

/**
 * The issuer's metadata, checked to be its own; undefined when it publishes none. The front asks for OpenID Connect's document
 * first, because only that one names user info at every provider.
 */
export async function issuerMetadata(
  issuer: string,
  { use = "upstream", metadataUrl, metadataIssuer }: MetadataSearch,
  fetch: IssuerFetch,
  signal: AbortSignal,
): Promise<ServerMetadata | undefined> {
  const known = metadataUrl !== undefined ? [metadataUrl] : metadataUrls(issuer);
  const search = createSearch(fetch, signal);
  for (const candidate of use === "front" ? known.reverse() : known) {
    const document = await search.json(candidate);
    if (typeof document?.issuer !== "string") continue;
    const stated = document.issuer;
    const isExpected = isSameIdentifier(stated, issuer) || stated === metadataIssuer;
    if (!isExpected && !(use === "front" && statesAnother(issuer))) {
      const keys = use === "front" ? "access.issuer" : "auth.issuer or auth.metadataIssuer";
      throw new ProxyError(
        "AUTH_FAILED",
        `The metadata found for the issuer ${shown(issuer)} names another issuer, ${shown(stated)}. ` +
          `If that is the right one, set ${keys} to ${shown(stated)}`,
      );
    }
    return { ...document, issuer: stated } as ServerMetadata;
  }
  search.mustBeCertain();
  return undefined;
}

/** Addresses of Microsoft that serve many tenants and state another issuer by design; only the operator may have named them. */
function statesAnother(issuer: string): boolean {
  const { origin, hostname } = new URL(issuer);
  return origin === "https://login.microsoftonline.com" || hostname.endsWith(".b2clogin.com");
}

/** An issuer without metadata: endpoints of the file, or the defaults of the specification of 2025-03-26. */
function bareIssuer(issuer: string, settings: OAuthSettings, legacy: boolean): ServerMetadata {
  if (settings.endpoints?.token !== undefined) {
    return { issuer, code_challenge_methods_supported: ["S256"] };
  }
  if (legacy && settings.issuer === undefined) {
    const { origin } = new URL(issuer);
    return {
      issuer,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      registration_endpoint: `${origin}/register`,
      code_challenge_methods_supported: ["S256"],
    };
  }
  throw new ProxyError(
    "AUTH_FAILED",
    `The issuer ${hostOf(issuer)} publishes no metadata at the standard addresses; set auth.metadataUrl or auth.endpoints`,
  );
}

function withEndpoints(issuer: ServerMetadata, settings: OAuthSettings): ServerMetadata {
  const said = settings.endpoints;
  if (said === undefined) return issuer;
  const entries = Object.entries({
    authorization_endpoint: said.authorization,
    token_endpoint: said.token,
    registration_endpoint: said.registration,
    revocation_endpoint: said.revocation,
    device_authorization_endpoint: said.deviceAuthorization,
    jwks_uri: said.jwks,
  }).filter(([, value]) => value !== undefined);
  return { ...issuer, ...Object.fromEntries(entries) };
}

/** A search through several addresses, which tells "there is none" from "an address did not answer". */
interface Search {
  /** A JSON object, or undefined: an error status, HTML, nothing there, no answer in time. Then the next address is due. */
  json(url: string): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** Throws UPSTREAM_UNAVAILABLE when an address failed that might have had the document. */
  mustBeCertain(): void;
}

function createSearch(fetch: IssuerFetch, signal: AbortSignal): Search {
  let uncertain: ProxyError | undefined;
  return {
    json: async (url) => {
      let response: Response;
      try {
        response = await fetch(url, { headers: { accept: "application/json" }, signal });
      } catch (error) {
        if (!(error instanceof ProxyError) || error.code !== "UPSTREAM_UNAVAILABLE" || signal.aborted) throw error;
        uncertain ??= error;
        return undefined;
      }
      if (response.status >= 500 || response.status === 429) {
        const message = `${hostOf(url)} answered the request for its metadata with status ${response.status}`;
        uncertain ??= new ProxyError("UPSTREAM_UNAVAILABLE", message);
      }
      if (response.status !== 200) return undefined;
      try {
        const parsed: unknown = JSON.parse(await response.text());
        return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
          ? (parsed as Record<string, unknown>)
          : undefined;
      } catch {
        return undefined; // HTML with status 200 is "not found" in the field
      }
    },
    mustBeCertain: () => {
      if (uncertain !== undefined) throw uncertain;
    },
  };
}

function strings(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === "string") : undefined;
}
