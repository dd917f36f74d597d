import type { RuleEntry } from "./entry.js";

/** Rules about who may call. */
export const ACCESS_RULES = {
  MCP2007: {
    level: "error",
    title: "Unknown role",
    text: "A user or rule has a role that is not under `access.roles`.",
    wrong:
      "upstreams:\n  files: { command: npx }\naccess:\n  mode: none\n  users: { local: { roles: [admn] } }\n  roles: { admin: { tools: ['*'] } }\n",
    right:
      "upstreams:\n  files: { command: npx }\naccess:\n  mode: none\n  users: { local: { roles: [admin] } }\n  roles: { admin: { tools: ['*'] } }\n",
  },
  MCP2008: {
    level: "error",
    title: "Missing issuer",
    text: "Whom to trust is said in the file: `issuer`, as its discovery document spells it. Only `provider: google` has it without being told, and for upstreams also `github` and `slack`. A client registered beforehand (`oidc`, `client-secret`, `token-exchange`) is never shown to an issuer an upstream names.",
    wrong: "upstreams:\n  files: { command: npx }\naccess: { mode: oauth, provider: okta, clientId: proxy }\n",
    right:
      "upstreams:\n  files: { command: npx }\naccess: { mode: oauth, provider: okta, issuer: https://corp.okta.com, clientId: proxy }\n",
  },
  MCP3011: {
    level: "error",
    title: "Key not allowed in a list of access modes",
    text: "`any-of` lists ways of recognising callers. `none` there would let everybody in, a list in a list says nothing new, the proxy can be one authorization server (`oauth`) only, and `users`, `usersFile`, `roles` and `rules` stand beside `of`, where they count.",
    wrong: "upstreams:\n  files: { command: npx }\naccess:\n  mode: any-of\n  of: [{ mode: none }]\n",
    right:
      "upstreams:\n  files: { command: npx }\naccess:\n  mode: any-of\n  of: [{ mode: api-key, keys: { ci: { env: CI_KEY } } }]\n",
  },
  MCP3012: {
    level: "warning",
    title: "All addresses are trusted proxies",
    text: "`trustedProxies` covers every address, so whoever reaches the port can say in a header who they are.",
    wrong: "upstreams:\n  files: { command: npx }\naccess: { mode: forwarded-user, trustedProxies: ['0.0.0.0/0'] }\n",
    right: "upstreams:\n  files: { command: npx }\naccess: { mode: forwarded-user, trustedProxies: ['10.1.2.0/24'] }\n",
  },
  MCP3013: {
    level: "error",
    title: "Sign-in without a public URL",
    text: "Clients and identity providers are told where the proxy is. On anything but loopback that must be said by `expose.http.publicUrl`; it is never taken from a request.",
    wrong:
      "upstreams:\n  files: { command: npx }\nexpose:\n  http: { listen: '0.0.0.0:8080' }\naccess: { mode: oauth, provider: google, clientId: proxy }\n",
    right:
      "upstreams:\n  files: { command: npx }\nexpose:\n  http: { listen: '0.0.0.0:8080', publicUrl: https://mcp.example.com }\naccess: { mode: oauth, provider: google, clientId: proxy }\n",
  },
  MCP3014: {
    level: "warning",
    title: "Public address without access control",
    text: "A reverse proxy or tunnel brings requests of the whole internet to the address listened on, loopback or not. Set up `access`; or, where nginx, an access proxy or client certificates in front already ask who is calling, say so with `insecureAllowUnauthenticated: true`.",
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
    text: "With `access.mode: none` nobody says who they are, and everybody is `local`. Users of other names are nobody, and who is not among the users is refused. Choose another mode, or name `local`.",
    wrong:
      "upstreams:\n  files: { command: npx }\naccess:\n  mode: none\n  users: { ann@example.com: { tools: ['*'] } }\n",
    right: "upstreams:\n  files: { command: npx }\naccess:\n  mode: none\n  users: { local: { tools: ['*'] } }\n",
  },
  MCP3016: {
    level: "warning",
    title: "E-mail address that cannot match",
    text: "`users` or `rules` speak of e-mail addresses, and nothing the file names says any: with `forwarded-user` only `emailHeader` does. Name the header, where the reverse proxy sets or removes it on every request, or name users as `header` does.",
    wrong:
      "upstreams:\n  files: { command: npx }\naccess:\n  mode: forwarded-user\n  trustedProxies: ['10.1.2.0/24']\n  users: { ann@example.com: { tools: ['*'] } }\n",
    right:
      "upstreams:\n  files: { command: npx }\naccess:\n  mode: forwarded-user\n  trustedProxies: ['10.1.2.0/24']\n  users: { ann: { tools: ['*'] } }\n",
  },
  MCP3017: {
    level: "warning",
    title: "E-mail header that decides",
    text: "E-mail addresses grant something, and `emailHeader` says whose they are. A reverse proxy that sets `header` alone passes the client's own e-mail header on, and every user is then who they like. Set or remove the header on every request (docs/how-to/forwarded-user.md has the lines), then say so in an ignore comment.",
    wrong:
      "upstreams:\n  files: { command: npx }\naccess:\n  mode: forwarded-user\n  trustedProxies: ['10.1.2.0/24']\n  emailHeader: X-Forwarded-Email\n  users: { ann@example.com: { tools: ['*'] } }\n",
    right:
      "upstreams:\n  files: { command: npx }\naccess:\n  mode: forwarded-user\n  trustedProxies: ['10.1.2.0/24']\n  emailHeader: X-Forwarded-Email # mcp-proxy-ignore MCP3017: the front sets it on every request\n  users: { ann@example.com: { tools: ['*'] } }\n",
  },
  MCP3018: {
    level: "warning",
    title: "Fallback user behind a reverse proxy on the same machine",
    text: "A request of a reverse proxy on this machine comes from loopback, as yours does. Where the proxy names no user, and says nothing of having forwarded the request (`X-Forwarded-For`), the caller is the fallback user, whoever it is. Use `fallbackUser` without a trusted proxy on loopback.",
    wrong:
      "upstreams:\n  files: { command: npx }\naccess: { mode: forwarded-user, trustedProxies: [127.0.0.1], fallbackUser: me }\n",
    right:
      "upstreams:\n  files: { command: npx }\naccess: { mode: forwarded-user, trustedProxies: ['10.1.2.0/24'], fallbackUser: me }\n",
  },
  MCP3019: {
    level: "warning",
    title: "All callers are counted as one",
    text: "Wrong credentials, registrations and sign-ins are limited for each address. Behind a reverse proxy on the same machine every caller has its address, so one caller uses up what is there for all. Name the reverse proxy in `expose.http.trustedProxies`, and have it set `X-Forwarded-For`.",
    wrong:
      "upstreams:\n  files: { command: npx }\nexpose:\n  http: { publicUrl: https://mcp.example.com }\naccess: { mode: api-key, keys: { ci: { env: CI_KEY } } }\n",
    right:
      "upstreams:\n  files: { command: npx }\nexpose:\n  http: { publicUrl: https://mcp.example.com, trustedProxies: [127.0.0.1] }\naccess: { mode: api-key, keys: { ci: { env: CI_KEY } } }\n",
  },
} as const satisfies Record<string, RuleEntry>;
