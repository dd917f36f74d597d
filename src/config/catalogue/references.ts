import type { RuleEntry } from "./entry.js";

/** 2xxx: what a name refers to exists. */
export const REFERENCE_RULES = {
  MCP2001: {
    level: "error",
    title: "Unknown upstream",
    text: "A name stands where an upstream of this file is meant, and there is none of that name.",
    wrong: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { endpoints: { /mcp: { upstreams: [flies] } } }\n",
    right: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { endpoints: { /mcp: { upstreams: [files] } } }\n",
  },
  MCP2002: {
    level: "error",
    title: "Unset variable",
    text: "A `${VAR}` without a default names an environment variable that is not set. Checked by `serve`, and by `validate --env`.",
  },
  MCP2003: {
    level: "error",
    title: "Missing secret",
    text: "`{ env: NAME }` names a variable that is not set, or `{ file: path }` a file that cannot be read. Checked by `serve`, and by `validate --env`. Relative paths start at the folder of the file that names them.",
  },
  MCP2004: {
    level: "error",
    title: "Missing command",
    text: "The program is not in PATH, or the path leads to nothing that can be run. Checked by `validate --env`; in `serve`, only that upstream is unavailable.",
  },
  MCP2005: {
    level: "error",
    title: "Duplicate upstream",
    text: "`mcpServers` is another name for `upstreams`; one name in both would leave open which one counts.",
    wrong: "upstreams:\n  files: { command: npx }\nmcpServers:\n  files: { command: uvx }\n",
    right: "upstreams:\n  files: { command: npx }\nmcpServers:\n  more-files: { command: uvx }\n",
  },
  MCP2006: {
    level: "error",
    title: "Missing file",
    text: "A certificate, key, folder or users file that is named cannot be read. Checked by `validate --env`; in `serve`, only that upstream is unavailable, and without its users file nothing starts.",
  },
  MCP2009: {
    level: "error",
    title: "Missing client authentication",
    text: "A confidential client needs its `clientSecret`, or its `privateKey` for `tokenEndpointAuth: private_key_jwt`. A public client has neither: `mode: oidc`.",
    wrong:
      "upstreams:\n  crm:\n    url: https://crm.example.com/mcp\n    auth: { mode: client-secret, clientId: proxy, issuer: https://login.example.com }\n",
    right:
      "upstreams:\n  crm:\n    url: https://crm.example.com/mcp\n    auth: { mode: client-secret, clientId: proxy, issuer: https://login.example.com, clientSecret: { env: CRM_SECRET } }\n",
  },
  MCP2010: {
    level: "warning",
    title: "Missing token to exchange",
    text: "`auth.mode: token-exchange` turns the token a caller showed into one for the upstream. Only callers of `access.mode: jwt` show one that can be exchanged; without it, and over stdio, every call fails.",
    wrong:
      "upstreams:\n  crm:\n    url: https://crm.example.com/mcp\n    auth: { mode: token-exchange, clientId: proxy, issuer: https://login.example.com }\n",
    right:
      "upstreams:\n  crm:\n    url: https://crm.example.com/mcp\n    auth: { mode: token-exchange, clientId: proxy, issuer: https://login.example.com }\naccess: { mode: jwt, issuer: https://login.example.com, audience: [mcp-proxy] }\n",
  },
} as const satisfies Record<string, RuleEntry>;
