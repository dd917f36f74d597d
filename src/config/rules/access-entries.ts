import type { RuleEntry } from "./entry.js";

/** Rules about who may call. */
export const ACCESS_RULES = {
  MCP2007: {
    level: "error",
    title: "Unknown role",
    text: "A user or rule refers to a role that `access.roles` does not define.",
    wrong:
      "upstreams:\n  files: { command: npx }\naccess:\n  mode: none\n  users: { local: { roles: [admn] } }\n  roles: { admin: { tools: ['*'] } }\n",
    right:
      "upstreams:\n  files: { command: npx }\naccess:\n  mode: none\n  users: { local: { roles: [admin] } }\n  roles: { admin: { tools: ['*'] } }\n",
  },
  MCP2008: {
    level: "error",
    title: "Missing issuer",
    text: "The file names the trusted issuer: set `issuer` exactly as its discovery document spells it. Only `provider: google` implies an issuer; for upstreams, `github` and `slack` do too. The proxy never shows a preregistered client (`oidc`, `client-secret`, `token-exchange`) to an issuer that an upstream names.",
    wrong: "upstreams:\n  files: { command: npx }\naccess: { mode: oauth, provider: okta, clientId: proxy }\n",
    right:
      "upstreams:\n  files: { command: npx }\naccess: { mode: oauth, provider: okta, issuer: https://corp.okta.com, clientId: proxy }\n",
  },
  MCP3011: {
    level: "error",
    title: "Key not allowed in a list of access modes",
    text: "`any-of` lists access modes. `none` in it would let every caller in, a nested list adds nothing, and the proxy can be only one authorization server (`oauth`). Put `users`, `usersFile`, `roles` and `rules` next to `of`, not inside it.",
    wrong: "upstreams:\n  files: { command: npx }\naccess:\n  mode: any-of\n  of: [{ mode: none }]\n",
    right:
      "upstreams:\n  files: { command: npx }\naccess:\n  mode: any-of\n  of: [{ mode: api-key, keys: { ci: { env: CI_KEY } } }]\n",
  },
  MCP3012: {
    level: "warning",
    title: "All addresses are trusted proxies",
    text: "`trustedProxies` covers every address, so anyone who can reach the port can choose a user name in a header.",
    wrong: "upstreams:\n  files: { command: npx }\naccess: { mode: forwarded-user, trustedProxies: ['0.0.0.0/0'] }\n",
    right: "upstreams:\n  files: { command: npx }\naccess: { mode: forwarded-user, trustedProxies: ['10.1.2.0/24'] }\n",
  },
  MCP3013: {
    level: "error",
    title: "Sign-in without a public URL",
    text: "Clients and identity providers need the address of the proxy. Outside loopback, set it in `expose.http.publicUrl`; the proxy never takes it from a request.",
    wrong:
      "upstreams:\n  files: { command: npx }\nexpose:\n  http: { listen: '0.0.0.0:8080' }\naccess: { mode: oauth, provider: google, clientId: proxy }\n",
    right:
      "upstreams:\n  files: { command: npx }\nexpose:\n  http: { listen: '0.0.0.0:8080', publicUrl: https://mcp.example.com }\naccess: { mode: oauth, provider: google, clientId: proxy }\n",
  },
  MCP3014: {
    level: "warning",
    title: "Public address without access control",
    text: "A reverse proxy or tunnel forwards requests from the internet even to a loopback address. Set up `access`. If nginx, an access proxy or client certificates in front already authenticate callers, set `insecureAllowUnauthenticated: true`.",
    wrong: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { publicUrl: https://mcp.example.com }\n",
    right:
      "upstreams:\n  files: { command: npx }\nexpose:\n  http: { publicUrl: https://mcp.example.com, trustedProxies: [127.0.0.1] }\naccess: { mode: api-key, keys: { ci: { env: CI_KEY } } }\n",
  },
  MCP4012: {
    level: "error",
    title: "Invalid address range",
    text: "An entry of `trustedProxies` is an IP address, a CIDR range such as `10.0.0.0/8` or `fd00::/8`, or `unix`.",
    wrong: "upstreams:\n  files: { command: npx }\naccess: { mode: forwarded-user, trustedProxies: ['10.0.0'] }\n",
    right: "upstreams:\n  files: { command: npx }\naccess: { mode: forwarded-user, trustedProxies: ['10.0.0.0/8'] }\n",
  },
  MCP3015: {
    level: "warning",
    title: "User that cannot match",
    text: "With `access.mode: none`, every caller has the name `local`. Users with other names never match, and a caller that `access.users` does not list is refused. Choose another mode, or add the user `local`.",
    wrong:
      "upstreams:\n  files: { command: npx }\naccess:\n  mode: none\n  users: { ann@example.com: { tools: ['*'] } }\n",
    right: "upstreams:\n  files: { command: npx }\naccess:\n  mode: none\n  users: { local: { tools: ['*'] } }\n",
  },
  MCP3016: {
    level: "warning",
    title: "E-mail address that cannot match",
    text: "`users` or `rules` contain e-mail addresses, but `forwarded-user` learns an e-mail address only from `emailHeader`. Set `emailHeader` if the reverse proxy sets or removes that header on every request, or write users as `header` has them.",
    wrong:
      "upstreams:\n  files: { command: npx }\naccess:\n  mode: forwarded-user\n  trustedProxies: ['10.1.2.0/24']\n  users: { ann@example.com: { tools: ['*'] } }\n",
    right:
      "upstreams:\n  files: { command: npx }\naccess:\n  mode: forwarded-user\n  trustedProxies: ['10.1.2.0/24']\n  users: { ann: { tools: ['*'] } }\n",
  },
  MCP3017: {
    level: "warning",
    title: "E-mail header that decides",
    text: "E-mail addresses grant access, and they come from `emailHeader`. A reverse proxy that sets only `header` forwards the client's own e-mail header, so any user can impersonate another. Set or remove the header on every request (docs/how-to/forwarded-user.md shows how), then silence this warning with an ignore comment.",
    wrong:
      "upstreams:\n  files: { command: npx }\naccess:\n  mode: forwarded-user\n  trustedProxies: ['10.1.2.0/24']\n  emailHeader: X-Forwarded-Email\n  users: { ann@example.com: { tools: ['*'] } }\n",
    right:
      "upstreams:\n  files: { command: npx }\naccess:\n  mode: forwarded-user\n  trustedProxies: ['10.1.2.0/24']\n  emailHeader: X-Forwarded-Email # mcp-proxy-ignore MCP3017: the front sets it on every request\n  users: { ann@example.com: { tools: ['*'] } }\n",
  },
  MCP3018: {
    level: "warning",
    title: "Fallback user behind a reverse proxy on the same machine",
    text: "Requests from a reverse proxy on this machine come from loopback, as yours do. If the reverse proxy sends neither a user name nor `X-Forwarded-For`, every caller becomes the fallback user. Use `fallbackUser` only without a trusted proxy on loopback.",
    wrong:
      "upstreams:\n  files: { command: npx }\naccess: { mode: forwarded-user, trustedProxies: [127.0.0.1], fallbackUser: me }\n",
    right:
      "upstreams:\n  files: { command: npx }\naccess: { mode: forwarded-user, trustedProxies: ['10.1.2.0/24'], fallbackUser: me }\n",
  },
  MCP3019: {
    level: "warning",
    title: "All callers are counted as one",
    text: "Wrong credentials, registrations and sign-ins are limited per address. Behind a reverse proxy on the same machine all callers share its address, so one caller can use up the limit of all. Add the reverse proxy to `expose.http.trustedProxies`, and let it set `X-Forwarded-For`.",
    wrong:
      "upstreams:\n  files: { command: npx }\nexpose:\n  http: { publicUrl: https://mcp.example.com }\naccess: { mode: api-key, keys: { ci: { env: CI_KEY } } }\n",
    right:
      "upstreams:\n  files: { command: npx }\nexpose:\n  http: { publicUrl: https://mcp.example.com, trustedProxies: [127.0.0.1] }\naccess: { mode: api-key, keys: { ci: { env: CI_KEY } } }\n",
  },
} as const satisfies Record<string, RuleEntry>;
