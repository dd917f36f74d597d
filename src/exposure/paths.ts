/** The target of an MCP path. */
export interface Route {
  readonly kind: "mcp" | "sse" | "message";
  /** The endpoint's path. */
  readonly endpoint: string;
  /** The route's own path, without prefix and query: `/v1/sse`. */
  readonly path: string;
}

const SSE = /^(.*?)((?:\/v\d{1,9})?\/)(sse|message)$/;

/**
 * Finds routes. Paths are compared byte for byte, undecoded: `/mcp` and `/mcp/` are the endpoint `/mcp`. `//mcp`, `/MCP`, `/mcp%2f`
 * and `/mcp;x` have no route. With `legacySse`, `/sse` and `/v1/sse` show the first endpoint, and `/mcp/sse` shows `/mcp`.
 */
export function createRouter(
  endpoints: { has(path: string): boolean; keys(): Iterable<string> },
  settings: { readonly pathPrefix: string; readonly legacySse: boolean },
): (url: string) => Route | undefined {
  const { pathPrefix, legacySse } = settings;
  const known = new Map<string, Route>();

  function find(path: string): Route | undefined {
    if (endpoints.has(path)) return { kind: "mcp", endpoint: path, path };
    const match = legacySse ? SSE.exec(path) : null;
    if (match === null) return undefined;
    const [, base, , name] = match as unknown as [string, string, string, "sse" | "message"];
    const [first] = endpoints.keys();
    const endpoint = base === "" ? first : base;
    return endpoint === undefined || !endpoints.has(endpoint) ? undefined : { kind: name, endpoint, path };
  }

  return (url) => {
    const query = url.indexOf("?");
    const whole = query < 0 ? url : url.slice(0, query);
    const found = known.get(whole);
    if (found !== undefined && endpoints.has(found.endpoint)) return found;
    if (!whole.startsWith(pathPrefix)) return undefined;
    const path = whole.slice(pathPrefix.length);
    const route = find(path) ?? (path.length > 1 && path.endsWith("/") ? find(path.slice(0, -1)) : undefined);
    if (route !== undefined && known.size < 256) known.set(whole, route);
    return route;
  };
}
