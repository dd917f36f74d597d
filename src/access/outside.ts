/**
 * The address the proxy states of itself. It comes from the file (or, on loopback, from the socket), never from a
 * request's headers.
 */
export interface PublicAddress {
  /** The origin clients use, `https://mcp.example.com`. Asked late, because port 0 is known only once it is bound. */
  readonly origin: () => string;
  /** The prefix of every path (`/tools`); empty: none. */
  readonly pathPrefix: string;
  /** The endpoints' paths without the prefix. The first is the one meant when a client names none. */
  readonly endpoints: readonly string[];
  /** Other paths that show an endpoint, by that endpoint (`/mcp` → `/sse`). */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
}

/** The proxy's base URL, without a slash at the end; also its issuer as an authorization server. */
export function baseUrl(outside: PublicAddress): string {
  return outside.origin() + outside.pathPrefix;
}

/** The URL of an endpoint or alias; the resource of RFC 8707 and RFC 9728, and the audience of its tokens. */
export function resourceUrl(outside: PublicAddress, path: string): string {
  return baseUrl(outside) + path;
}

/** Every path that is a resource: the endpoints, and their aliases. */
export function resourcePaths(outside: PublicAddress): string[] {
  return outside.endpoints.flatMap((path) => [path, ...(outside.aliases[path] ?? [])]);
}

/** The audiences that open an endpoint: its own URL and those of its aliases. */
export function audiencesOf(outside: PublicAddress, endpoint: string): string[] {
  const own =
    outside.endpoints.find((path) => path === endpoint || outside.aliases[path]?.includes(endpoint)) ?? endpoint;
  return [own, ...(outside.aliases[own] ?? [])].map((path) => resourceUrl(outside, path));
}

/** Whether what people see is encrypted, so that cookies may be `Secure` and carry the `__Host-` prefix. */
export function isSecure(outside: PublicAddress): boolean {
  return outside.origin().startsWith("https:");
}
