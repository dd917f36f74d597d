import type { FastifyInstance } from "fastify";
import { ProxyError } from "../../model/errors.js";
import { baseUrl } from "../outside.js";
import { clientRoute } from "./client-route.js";
import { OAuthError } from "./oauth-error.js";
import type { FrontParts } from "./parts.js";

/** POST /revoke (RFC 7009): ends the whole grant of a token; 200 whether or not there was anything to end. */
export async function revokeRoute(scope: FastifyInstance, parts: FrontParts): Promise<void> {
  clientRoute(scope, parts, "/revoke", async (client, params, reply) => {
    const token = params.get("token");
    if (token === undefined) throw new OAuthError("invalid_request", "token is missing");
    const grantId = (await parts.grants.idOf(token)) ?? (await grantOfAccessToken(parts, token));
    const grant = grantId === undefined ? undefined : await parts.grants.read(grantId);
    if (grantId !== undefined && grant?.clientId === client.id) await parts.grants.revoke(grantId);
    return reply.code(200).header("cache-control", "no-store").send("");
  });
}

async function grantOfAccessToken(parts: FrontParts, token: string): Promise<string | undefined> {
  try {
    const issuer = baseUrl(parts.options.outside);
    const payload = await parts.keys.verify(token, { typ: "at+jwt", issuer, audience: undefined });
    return typeof payload.sid === "string" ? payload.sid : undefined;
  } catch (thrown) {
    if (thrown instanceof ProxyError && thrown.code === "UNAUTHENTICATED") return undefined; // Not ours, or over anyway.
    throw thrown;
  }
}
