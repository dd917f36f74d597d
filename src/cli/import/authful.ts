import type { Unwrapped } from "./remote.js";

/** Options of authful-mcp-proxy and the variables that say the same; an option wins. */
const OPTIONS: Readonly<Record<string, string>> = {
  "--oidc-issuer-url": "OIDC_ISSUER_URL",
  "--oidc-client-id": "OIDC_CLIENT_ID",
  "--oidc-client-secret": "OIDC_CLIENT_SECRET",
  "--oidc-scopes": "OIDC_SCOPES",
  "--oidc-redirect-url": "OIDC_REDIRECT_URL",
};
const FLAGS: ReadonlySet<string> = new Set(["--no-banner", "--silent", "--debug"]);

/** What `uvx authful-mcp-proxy URL …` (with or without a version, through uv, pipx …) wraps; undefined when it is something else. */
export function unwrapAuthful(command: string, args: readonly string[], env: unknown): Unwrapped | undefined {
  const words = [command.replace(/^.*[\\/]/, ""), ...args];
  const at = words.findIndex((word) => /^authful-mcp-proxy(?:@[\w.-]+)?$/.test(word));
  if (at < 0) return undefined;
  const said: Record<string, string> = {};
  for (const [name, value] of Object.entries(typeof env === "object" && env !== null ? env : {}))
    said[name] = String(value);
  const dropped: string[] = [];
  const rest = words.slice(at + 1);
  for (let i = 0; i < rest.length; i += 1) {
    const [option = "", joined] = (rest[i] ?? "").split(/=(.*)/s);
    const variable = OPTIONS[option];
    if (variable !== undefined) {
      said[variable] = joined ?? rest[i + 1] ?? "";
      if (joined === undefined) i += 1;
    } else if (!option.startsWith("-")) said.MCP_BACKEND_URL = option;
    else if (!FLAGS.has(option)) dropped.push(`${option} not supported by mcp-proxy`);
  }
  const { MCP_BACKEND_URL: url, OIDC_ISSUER_URL: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: secret } = said;
  if (url === undefined || issuer === undefined || clientId === undefined) return undefined;
  const { OIDC_SCOPES: scopes, OIDC_REDIRECT_URL: redirectUrl } = said;
  return {
    url,
    headers: {},
    transport: undefined,
    ignore: [],
    dropped,
    auth: {
      mode: secret === undefined ? "oidc" : "client-secret",
      issuer,
      clientId,
      ...(secret === undefined ? {} : { clientSecret: secret }),
      ...(scopes === undefined ? {} : { scopes: scopes.split(/[\s,]+/).filter((scope) => scope !== "") }),
      ...(redirectUrl === undefined ? {} : { redirectUrl }),
    },
  };
}
