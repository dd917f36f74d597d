import type { FastifyInstance } from "fastify";
import type { UpstreamLogins } from "./logins.js";
import { CLIENT_DOCUMENT } from "./place.js";

/**
 * Publishes this proxy's Client ID Metadata Document (draft-ietf-oauth-client-id-metadata-document), whose URL is its client id.
 * Only an https `publicUrl` can be one; without it nothing is published.
 */
export function clientDocumentRoute(
  logins: Pick<UpstreamLogins, "redirectUris">,
  options: { readonly publicUrl: string; readonly pathPrefix: string; readonly clientName: string },
): (app: FastifyInstance) => void {
  const base = `${options.publicUrl.replace(/\/$/, "")}${options.pathPrefix}`;
  return (app) => {
    if (!base.startsWith("https:")) return;
    app.get(`${options.pathPrefix}${CLIENT_DOCUMENT}`, async (_request, reply) =>
      reply.header("cache-control", "public, max-age=3600").send({
        client_id: `${base}${CLIENT_DOCUMENT}`,
        client_name: options.clientName,
        client_uri: base,
        redirect_uris: logins.redirectUris(),
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        token_endpoint_auth_method: "none",
      }),
    );
  };
}
