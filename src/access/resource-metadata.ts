import type { FastifyInstance } from "fastify";
import { quoted } from "./bearer.js";
import { baseUrl, type PublicAddress, resourcePaths, resourceUrl } from "./outside.js";
import type { Problem } from "./recogniser.js";

const WELL_KNOWN = "/.well-known/oauth-protected-resource";

/** The content of RFC 9728 metadata besides the resource itself. */
export interface ResourceMetadata {
  readonly authorizationServers: () => readonly string[];
  readonly scopes: readonly string[];
}

/**
 * The `WWW-Authenticate` value for an endpoint (RFC 6750 section 3, RFC 9728 section 5.1). It has no `error` when the
 * request carried no credential.
 */
export function bearerChallenge(
  outside: PublicAddress,
  path: string,
  scopes: readonly string[],
  problem: Problem | undefined,
): string {
  const params: string[] = [];
  if (problem !== undefined) {
    params.push(`error="${problem.error}"`, `error_description=${quoted(problem.description)}`);
  }
  params.push(`resource_metadata=${quoted(metadataUrl(outside, path))}`);
  if (scopes.length > 0) params.push(`scope=${quoted(scopes.join(" "))}`);
  return `Bearer ${params.join(", ")}`;
}

/** Serves the metadata of every endpoint at its path form, and of the first at the bare one. */
export function resourceMetadataRoutes(
  outside: PublicAddress,
  metadata: ResourceMetadata,
): (app: FastifyInstance) => void {
  return (app) => {
    const serve = (path: string, resource: string): void => {
      app.get(path, async (_request, reply) => {
        void reply.header("cache-control", "public, max-age=300");
        return {
          resource: resourceUrl(outside, resource),
          authorization_servers: metadata.authorizationServers(),
          bearer_methods_supported: ["header"],
          ...(metadata.scopes.length > 0 ? { scopes_supported: metadata.scopes } : {}),
        };
      });
    };
    const paths = resourcePaths(outside);
    for (const path of paths) serve(WELL_KNOWN + outside.pathPrefix + path, path);
    const first = paths[0];
    if (first === undefined) return;
    serve(WELL_KNOWN + outside.pathPrefix, first);
    if (outside.pathPrefix === "") return;
    // A reverse proxy that shares the host may pass only what is under the prefix.
    serve(outside.pathPrefix + WELL_KNOWN, first);
    for (const path of paths) serve(outside.pathPrefix + WELL_KNOWN + path, path);
  };
}

/** Where a client finds the metadata: RFC 9728's place, or, under a prefix, the place that is sure to reach the proxy. */
function metadataUrl(outside: PublicAddress, called: string): string {
  const paths = resourcePaths(outside);
  const endpoint = paths.includes(called) ? called : (paths[0] ?? called);
  return outside.pathPrefix === ""
    ? outside.origin() + WELL_KNOWN + endpoint
    : baseUrl(outside) + WELL_KNOWN + endpoint;
}
