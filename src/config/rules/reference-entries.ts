import type { RuleEntry } from "./entry.js";

/** 2xxx: what a name refers to exists. */
export const REFERENCE_RULES = {
  MCP2001: {
    level: "error",
    title: "Unknown upstream",
    text: "A key refers to an upstream that this file does not define.",
    wrong: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { endpoints: { /mcp: { upstreams: [flies] } } }\n",
    right: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { endpoints: { /mcp: { upstreams: [files] } } }\n",
  },
  MCP2002: {
    level: "error",
    title: "Unset variable",
    text: "A `${VAR}` without a default refers to an environment variable that is not set. `serve` and `validate --env` check this.",
  },
  MCP2003: {
    level: "error",
    title: "Missing secret",
    text: "`{ env: NAME }` refers to a variable that is not set, or `{ file: path }` to a file that cannot be read. `serve` and `validate --env` check this. Relative paths start at the folder of the config file.",
  },
  MCP2004: {
    level: "error",
    title: "Missing command",
    text: "The program is not on the PATH, or the path does not lead to an executable file. `validate --env` checks this; in `serve`, only that upstream is unavailable.",
  },
  MCP2005: {
    level: "error",
    title: "Duplicate upstream",
    text: "`mcpServers` is another name for `upstreams`, so a name may occur in only one of them.",
    wrong: "upstreams:\n  files: { command: npx }\nmcpServers:\n  files: { command: uvx }\n",
    right: "upstreams:\n  files: { command: npx }\nmcpServers:\n  more-files: { command: uvx }\n",
  },
  MCP2006: {
    level: "error",
    title: "Missing file",
    text: "A certificate, key, folder or users file cannot be read. `validate --env` checks this. In `serve`, only that upstream is unavailable; without the users file, the proxy does not start.",
  },
  MCP2009: {
    level: "error",
    title: "Missing client authentication",
    text: "A confidential client needs `clientSecret`, or `privateKey` for `tokenEndpointAuth: private_key_jwt`. A public client has neither; use `mode: oidc`.",
    wrong:
      "upstreams:\n  crm:\n    url: https://crm.example.com/mcp\n    auth: { mode: client-secret, clientId: proxy, issuer: https://login.example.com }\n",
    right:
      "upstreams:\n  crm:\n    url: https://crm.example.com/mcp\n    auth: { mode: client-secret, clientId: proxy, issuer: https://login.example.com, clientSecret: { env: CRM_SECRET } }\n",
  },
  MCP2010: {
    level: "warning",
    title: "Missing token to exchange",
    text: "`auth.mode: token-exchange` exchanges the caller's token for one of the upstream. Only `access.mode: jwt` provides a token that can be exchanged; with other modes, and over stdio, every call fails.",
    wrong:
      "upstreams:\n  crm:\n    url: https://crm.example.com/mcp\n    auth: { mode: token-exchange, clientId: proxy, issuer: https://login.example.com }\n",
    right:
      "upstreams:\n  crm:\n    url: https://crm.example.com/mcp\n    auth: { mode: token-exchange, clientId: proxy, issuer: https://login.example.com }\naccess: { mode: jwt, issuer: https://login.example.com, audience: [mcp-proxy] }\n",
  },
} as const satisfies Record<string, RuleEntry>;
