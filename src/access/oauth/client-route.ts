import type { FastifyInstance, FastifyReply } from "fastify";
import type { RegisteredClient } from "./clients.js";
import { OAuthError } from "./oauth-error.js";
import { type Params, readParams } from "./params.js";
import type { FrontParts } from "./parts.js";
import { openToAll, type RateLimit, rateLimit, tooMany } from "./rate-limit.js";
import { formBody, jsonErrors, sourceOf, textBodies } from "./reply.js";

const PER_SOURCE = { perMinute: 600, burst: 600 };
const IN_ALL = { perMinute: 6_000, burst: 6_000 };

/** Serves a path to which clients post forms; `answer` hears of those that proved who they are (RFC 6749, section 2.3). */
export function clientRoute(
  scope: FastifyInstance,
  parts: FrontParts,
  path: string,
  answer: (client: RegisteredClient, params: Params, reply: FastifyReply) => Promise<unknown>,
): void {
  const { options } = parts;
  const guesses = rateLimit(options.clock, { perMinute: 30, burst: 60 });
  // Each costs a look into the store. Many clients may share an address, and renew a few times an hour.
  const admit = openToAll(options.clock, "requests", PER_SOURCE, IN_ALL);
  textBodies(scope);
  jsonErrors(scope, options.log);
  scope.post(`${options.outside.pathPrefix}${path}`, async (request, reply) => {
    const source = sourceOf(options, request);
    admit(source);
    const params = readParams(formBody(request));
    const client = await authenticateClient(parts, guesses, source, request.headers.authorization, params);
    return answer(client, params, reply);
  });
}

/**
 * Which client sends a token or revocation request (RFC 6749, section 2.3): by `client_id` alone when it is public, by one of
 * the two ways of its secret otherwise. Rejects with `invalid_client`.
 */
async function authenticateClient(
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
