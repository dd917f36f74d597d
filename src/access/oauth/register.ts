import type { FastifyInstance } from "fastify";
import { OAuthError } from "./oauth-error.js";
import type { FrontParts } from "./parts.js";
import { openToAll } from "./rate-limit.js";
import { jsonErrors, sourceOf, textBodies } from "./reply.js";

/** POST /register: dynamic client registration (RFC 7591), open to strangers and therefore bounded. */
export async function registerRoute(scope: FastifyInstance, parts: FrontParts): Promise<void> {
  const { options } = parts;
  const each = { perMinute: 30, burst: 30 };
  const admit = openToAll(options.clock, "registrations", each, { perMinute: 120, burst: 120 });
  textBodies(scope);
  jsonErrors(scope, options.log);
  scope.post(`${options.outside.pathPrefix}/register`, { bodyLimit: 16_384 }, async (request, reply) => {
    const source = sourceOf(options, request);
    admit(source);
    const { client, secret } = await parts.clients.register(jsonOf(request.body), source);
    return reply
      .code(201)
      .header("cache-control", "no-store")
      .send({
        client_id: client.id,
        client_name: client.name,
        redirect_uris: client.redirectUris,
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        token_endpoint_auth_method: client.auth,
        scope: options.scopes.join(" "),
        ...(secret === undefined ? {} : { client_secret: secret, client_secret_expires_at: 0 }),
      });
  });
}

function jsonOf(body: unknown): unknown {
  try {
    return JSON.parse(String(body));
  } catch (cause) {
    throw new OAuthError("invalid_client_metadata", "The body is not JSON", { cause });
  }
}
