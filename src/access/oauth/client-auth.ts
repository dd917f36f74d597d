import type { RegisteredClient } from "./clients.js";
import { OAuthError } from "./oauth-error.js";
import type { Params } from "./params.js";
import type { FrontParts } from "./parts.js";
import { type RateLimit, tooMany } from "./rate-limit.js";

/**
 * Which client sends a token or revocation request (RFC 6749, section 2.3): by `client_id` alone when it is public, by one of
 * the two ways of its secret otherwise. Rejects with `invalid_client`.
 */
export async function authenticateClient(
  parts: FrontParts,
  guesses: RateLimit,
  source: string,
  authorization: string | undefined,
  params: Params,
): Promise<RegisteredClient> {
  const basic = basicCredentials(authorization);
  const postedSecret = params.get("client_secret");
  if (basic !== undefined && postedSecret !== undefined) {
    throw new OAuthError("invalid_request", "The client proves itself in two ways at once");
  }
  const id = basic?.id ?? params.get("client_id");
  if (id === undefined) throw new OAuthError("invalid_client", "client_id is missing", { status: 401 });
  if (basic !== undefined && (params.get("client_id") ?? id) !== id) {
    throw new OAuthError("invalid_request", "Two different client ids");
  }
  const client = await parts.clients.find(id, source);
  if (client.auth === "none") return client;
  const secret = basic?.secret ?? postedSecret;
  const way = basic !== undefined ? "client_secret_basic" : "client_secret_post";
  if (secret !== undefined && client.auth === way && (await parts.clients.isSecret(client, secret))) return client;
  const wait = guesses.take(source);
  if (wait > 0) throw tooMany("failed attempts", wait);
  throw new OAuthError("invalid_client", `The client must prove itself by ${client.auth}`, { status: 401 });
}

function basicCredentials(authorization: string | undefined): { id: string; secret: string } | undefined {
  const encoded = /^basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const [id = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  try {
    return { id: formDecoded(id), secret: formDecoded(rest.join(":")) };
  } catch (cause) {
    throw new OAuthError("invalid_client", "The Authorization header is malformed", { status: 401, cause });
  }
}

/** RFC 6749, section 2.3.1: both parts are form-encoded before they are joined. */
function formDecoded(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}
