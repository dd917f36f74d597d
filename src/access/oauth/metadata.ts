import type { FastifyInstance } from "fastify";
import { baseUrl, resourcePaths } from "../outside.js";
import type { FrontParts } from "./parts.js";

const JWKS = "/.well-known/jwks.json";

/** Serves what clients discover of the front itself (RFC 8414). */
export function metadataRoutes(app: FastifyInstance, { options, keys }: FrontParts): void {
  const { outside } = options;
  const document = (): unknown => {
    const base = baseUrl(outside);
    return {
      issuer: base,
      authorization_endpoint: `${base}/authorize`,
      token_endpoint: `${base}/token`,
      registration_endpoint: `${base}/register`,
      revocation_endpoint: `${base}/revoke`,
      jwks_uri: `${base}${JWKS}`,
      response_types_supported: ["code"],
      response_modes_supported: ["query"],
      grant_types_supported: ["authorization_code", "refresh_token"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["none", "client_secret_basic", "client_secret_post"],
      revocation_endpoint_auth_methods_supported: ["none", "client_secret_basic", "client_secret_post"],
      scopes_supported: options.scopes,
      // OpenID Connect discovery asks for both, and clients that come by it refuse a document without.
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["ES256"],
      authorization_response_iss_parameter_supported: true,
      client_id_metadata_document_supported: true,
      service_documentation: `${base}/`,
    };
  };
  const prefix = outside.pathPrefix;
  app.get(prefix + JWKS, async (_request, reply) => {
    void reply.header("cache-control", "public, max-age=300");
    return { keys: await keys.published() };
  });
  const paths = new Set<string>();
  for (const name of ["oauth-authorization-server", "openid-configuration"]) {
    // RFC 8414 puts the issuer's path behind, OpenID Connect before; clients that know only the endpoint append that.
    paths.add(`/.well-known/${name}${prefix}`).add(`${prefix}/.well-known/${name}`);
    for (const path of resourcePaths(outside)) paths.add(`/.well-known/${name}${prefix}${path}`);
  }
  for (const path of paths) {
    app.get(path, async (_request, reply) => {
      void reply.header("cache-control", "public, max-age=300");
      return document();
    });
  }
}
