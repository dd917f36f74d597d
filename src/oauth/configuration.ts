import type { JWK } from "jose";
import type { ClientAuth, Configuration, CryptoKey, PrivateKey, ServerMetadata } from "openid-client";
import { ProxyError } from "../model/errors.js";
import type { GuardedInit } from "../net/guarded-fetch.js";
import type { OAuthClient } from "./client.js";

/** The guarded fetch, as far as requests to issuers need it. */
export type IssuerFetch = (url: string, init?: GuardedInit) => Promise<Response>;

/** One client at one issuer, and the way there. */
export interface ClientAtIssuer {
  readonly issuer: ServerMetadata;
  readonly client: OAuthClient;
  readonly fetch: IssuerFetch;
  /** True refuses endpoints of plain http; absent: `checkEndpoints` has judged them. */
  readonly httpsOnly?: boolean;
}

/**
 * An openid-client configuration whose every request goes through `run`. The library is loaded when an issuer is first spoken
 * to, because most upstreams never ask for a login and the start is shorter without it.
 */
export async function configure(
  { issuer, client, fetch, httpsOnly }: ClientAtIssuer,
  run: IssuerFetch = fetch,
): Promise<Configuration> {
  const openid = await import("openid-client");
  const authentication = await clientAuth(client);
  const configuration = issuer.issuer.includes("{tenantid}")
    ? await openid.discovery(ANY_TENANT, client.clientId, {}, authentication, {
        [openid.customFetch]: async () => Response.json(issuer),
      })
    : new openid.Configuration(issuer, client.clientId, {}, authentication);
  configuration[openid.customFetch] = (url, init) => run(url, init as GuardedInit);
  if (httpsOnly !== true) openid.allowInsecureRequests(configuration); // the guarded fetch decides which http there may be
  return configuration;
}

/** The library replaces `{tenantid}` by the tenant an ID token names, but only in metadata it has discovered here itself. */
const ANY_TENANT = new URL("https://login.microsoftonline.com/common/v2.0");

async function clientAuth(client: OAuthClient): Promise<ClientAuth> {
  const { ClientSecretPost, None, PrivateKeyJwt } = await import("openid-client");
  switch (client.method) {
    case "client_secret_basic":
      return basic(client.secret ?? "");
    case "client_secret_post":
      return ClientSecretPost(client.secret);
    case "private_key_jwt":
      return PrivateKeyJwt(await importPrivateKey(client));
    default:
      return None();
  }
}

/**
 * RFC 6749 section 2.3.1: id and secret form-encoded, then Basic. The encoding is the WHATWG one, which leaves `-`, `_` and `.`
 * as they are, because some issuers forget to decode: they still understand ordinary ids.
 */
function basic(secret: string): ClientAuth {
  const encode = (text: string) => new URLSearchParams([["", text]]).toString().slice(1);
  return (_issuer, client, _body, headers) => {
    const pair = `${encode(client.client_id)}:${encode(secret)}`;
    headers.set("authorization", `Basic ${Buffer.from(pair).toString("base64")}`);
  };
}

/** The key a client signs its assertions with (RFC 7523): PEM (PKCS #8) or a JWK. Throws CONFIG when it is neither. */
async function importPrivateKey({ privateKey: key }: OAuthClient): Promise<PrivateKey> {
  if (key === undefined) {
    throw new ProxyError("CONFIG", "auth.privateKey is missing: tokenEndpointAuth private_key_jwt needs it");
  }
  const { importJWK, importPKCS8 } = await import("jose");
  try {
    if (!key.text.trimStart().startsWith("{")) {
      const imported = await importPKCS8(key.text, key.algorithm);
      return { key: imported, ...(key.id === undefined ? {} : { kid: key.id }) };
    }
    const jwk = JSON.parse(key.text) as JWK;
    const imported = await importJWK(jwk, jwk.alg ?? key.algorithm);
    const kid = jwk.kid ?? key.id;
    return { key: imported as CryptoKey, ...(kid === undefined ? {} : { kid }) };
  } catch (cause) {
    throw new ProxyError("CONFIG", "auth.privateKey is neither a PKCS #8 PEM nor a JWK of its algorithm", { cause });
  }
}
