import { createHash } from "node:crypto";
import type { ServerMetadata } from "openid-client";
import { isWithin } from "../base/clock-skew.js";
import { ProxyError } from "../model/errors.js";
import { isSameIdentifier } from "./identifiers.js";
import { hostOf } from "./issuer-failure.js";
import { type ClientRecord, type Redirects, type RegisterParts, requestRegistration } from "./registration.js";

/** The way a client proves itself at the token endpoint (RFC 7591 section 2). */
export type ClientAuthMethod = "none" | "client_secret_basic" | "client_secret_post" | "private_key_jwt";

/** One answer to "which client am I?". Tried in the order a mode lists them; the first that is possible is used. */
export type ClientChoice =
  | RegisteredChoice
  /** A Client ID Metadata Document: the client id is its URL. Undefined: none is published. */
  | { readonly kind: "document"; readonly url: string | undefined }
  | { readonly kind: "dynamic"; readonly initialAccessToken: string | undefined };

interface RegisteredChoice {
  readonly kind: "registered";
  readonly clientId: string;
  readonly secret: string | undefined;
  readonly method: ClientAuthMethod | "auto";
  readonly privateKey?: { readonly text: string; readonly id: string | undefined; readonly algorithm: string };
}

/** The client the proxy is at one issuer, ready to be used. */
export interface OAuthClient {
  readonly kind: ClientChoice["kind"];
  readonly clientId: string;
  readonly method: ClientAuthMethod;
  readonly secret: string | undefined;
  readonly privateKey?: RegisteredChoice["privateKey"] | undefined;
}

/** A key of the store for some texts; each is told from its neighbours by its length. */
export function digest(...parts: readonly (string | undefined)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part === undefined ? "-;" : `${Buffer.byteLength(part)}:${part};`);
  return hash.digest("hex").slice(0, 40);
}

/** Registrations are found by issuer and redirect URIs: another redirect URI is another client. */
export function clientKey(issuer: string, redirectUris: readonly string[], clientName: string): string {
  return `clients/${digest(issuer, [...redirectUris].sort().join(" "), clientName)}`;
}

const AGAIN_MS = 10 * 60_000;

/**
 * Which client the proxy is at this issuer: the first choice that is possible. A dynamic registration is kept and used again as
 * long as its secret is valid and the redirect URIs are the same; a refused one is not repeated within ten minutes.
 */
export async function clientFor(
  issuer: ServerMetadata,
  choices: readonly ClientChoice[],
  redirects: Redirects,
  parts: RegisterParts,
): Promise<OAuthClient> {
  for (const choice of choices) {
    const client = await tryChoice(issuer, choice, choices.length === 1, redirects, parts);
    if (client !== undefined) return client;
  }
  throw new ProxyError(
    "AUTH_FAILED",
    `The issuer ${hostOf(issuer.issuer)} of ${parts.upstream} offers neither client metadata documents nor dynamic registration. ` +
      `Register a client there with the redirect URI ${redirects.uri} and set auth.clientId`,
  );
}

async function tryChoice(
  issuer: ServerMetadata,
  choice: ClientChoice,
  only: boolean,
  redirects: Redirects,
  parts: RegisterParts,
): Promise<OAuthClient | undefined> {
  switch (choice.kind) {
    case "registered":
      return registeredClient(issuer, choice, "client_secret_basic");
    case "document": {
      const url = choice.url ?? redirects.documentUrl;
      const supported = issuer.client_id_metadata_document_supported === true;
      if (url !== undefined && (supported || only)) {
        return { kind: "document", clientId: url, method: "none", secret: undefined };
      }
      if (only) {
        throw new ProxyError(
          "AUTH_FAILED",
          "No client metadata document is available; set auth.clientMetadataUrl, or expose.http.publicUrl with https",
        );
      }
      return undefined;
    }
    case "dynamic":
      if (issuer.registration_endpoint === undefined && !only) return undefined;
      return registered(issuer, choice.initialAccessToken, redirects, parts);
  }
}

/** A client registered beforehand. Its secret goes the preferred way, unless the issuer's metadata lists only the other one. */
export function registeredClient(
  issuer: ServerMetadata,
  { clientId, secret, privateKey, method }: Omit<RegisteredChoice, "kind">,
  preferred: "client_secret_basic" | "client_secret_post",
): OAuthClient {
  const supported = issuer.token_endpoint_auth_methods_supported;
  const other = preferred === "client_secret_basic" ? "client_secret_post" : "client_secret_basic";
  const bySecret = supported?.includes(preferred) === false && supported.includes(other) ? other : preferred;
  const byKey = privateKey === undefined ? bySecret : "private_key_jwt";
  const found = secret === undefined && privateKey === undefined ? "none" : byKey;
  return { kind: "registered", clientId, method: method === "auto" ? found : method, secret, privateKey };
}

async function registered(
  issuer: ServerMetadata,
  initialAccessToken: string | undefined,
  redirects: Redirects,
  parts: RegisterParts,
): Promise<OAuthClient> {
  const { store, world, settings } = parts;
  const key = clientKey(issuer.issuer, redirects.all, settings.clientName);
  const known = asClient(issuer, (await store.read(key)) as ClientRecord | undefined, world.clock.now());
  if (known !== undefined) return known;
  const record = (await store.update(key, async (current) => {
    const found = current as ClientRecord | undefined;
    const now = world.clock.now();
    if (asClient(issuer, found, now) !== undefined) return current;
    if (found?.failed !== undefined && isWithin(found.failed.at, now, AGAIN_MS)) return current;
    try {
      const made = await requestRegistration(issuer, initialAccessToken, redirects, parts);
      return found?.refusedBefore === true ? { ...made, refusedBefore: true } : made;
    } catch (error) {
      if (!(error instanceof ProxyError) || error.code !== "AUTH_FAILED") throw error;
      const failed = { at: now, message: error.message };
      return { issuer: issuer.issuer, redirectUris: redirects.all, createdAt: now, failed } satisfies ClientRecord;
    }
  })) as ClientRecord;
  const client = asClient(issuer, record, world.clock.now());
  if (client !== undefined) return client;
  throw new ProxyError("AUTH_FAILED", record.failed?.message ?? "The registration is unusable");
}

/** RFC 7591 section 3.2.1: what the issuer answered counts, not what was asked for. */
export function asClient(
  issuer: ServerMetadata,
  record: ClientRecord | undefined,
  now: number,
): OAuthClient | undefined {
  if (record?.clientId === undefined || !isSameIdentifier(record.issuer, issuer.issuer)) return undefined;
  const expires = record.secretExpiresAt ?? 0;
  if (expires !== 0 && expires - now < 60_000) return undefined;
  const fallback = record.clientSecret === undefined ? "none" : "client_secret_basic";
  return {
    kind: "dynamic",
    clientId: record.clientId,
    method: (record.method ?? fallback) as ClientAuthMethod,
    secret: record.clientSecret,
  };
}

/**
 * Forgets a registration the issuer no longer knows, so that the next login registers anew. When that one is refused within ten
 * minutes as well, registration counts as failed: an issuer that refuses every client is not asked for ever.
 */
export async function forgetClient(
  issuer: string,
  clientId: string,
  redirects: Redirects,
  parts: Pick<RegisterParts, "store" | "world" | "settings">,
): Promise<void> {
  const now = parts.world.clock.now();
  await parts.store.update(clientKey(issuer, redirects.all, parts.settings.clientName), (current) => {
    const found = current as ClientRecord | undefined;
    if (found?.clientId !== clientId) return current;
    const base = { issuer, redirectUris: found.redirectUris, createdAt: now };
    if (found.refusedBefore !== true || !isWithin(found.createdAt, now, AGAIN_MS)) {
      return { ...base, refusedBefore: true } satisfies ClientRecord;
    }
    const message = `The issuer ${hostOf(issuer)} rejects clients that it has just registered`;
    return { ...base, failed: { at: now, message } } satisfies ClientRecord;
  });
}
