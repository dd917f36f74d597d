import type { RuleEntry } from "./entry.js";

/** 4xxx and 5xxx: names, addresses, and the quirks of others. */
export const NAME_RULES = {
  MCP4001: {
    level: "error",
    title: "Illegal name of an upstream",
    text: "Clients see the name in front of every tool, and accept few characters there: 1 to 32 letters, digits, `_` and `-`, a letter or digit first, no `__` (which separates the name from the tool).",
    wrong: "upstreams:\n  my.files: { command: npx }\n",
    right: "upstreams:\n  my-files: { command: npx }\n",
  },
  MCP4002: {
    level: "error",
    title: "Names that differ only in case",
    text: "People and some clients do not tell them apart.",
    wrong: "upstreams:\n  files: { command: npx }\n  Files: { command: uvx }\n",
    right: "upstreams:\n  files: { command: npx }\n  more-files: { command: uvx }\n",
  },
  MCP4003: {
    level: "error",
    title: "Illegal or reserved path of an endpoint",
    text: "A path begins with `/`, has no `/` at its end, no query, and none of the routes of the proxy itself: `/health`, `/ready`, `/metrics`, `/sse`, `/message`, `/v1`, `/.well-known`, `/oauth` and the like.",
    wrong: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { endpoints: { mcp/: {} } }\n",
    right: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { endpoints: { /mcp: {} } }\n",
  },
  MCP4004: {
    level: "error",
    title: "Illegal address to listen on",
    text: "`host:port` with a port from 0 to 65535: `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`; `:8080` is every address of the machine.",
    wrong: 'upstreams:\n  files: { command: npx }\nexpose:\n  http: { listen: "127.0.0.1:99999" }\n',
    right: 'upstreams:\n  files: { command: npx }\nexpose:\n  http: { listen: "127.0.0.1:9999" }\n',
  },
  MCP4005: {
    level: "error",
    title: "Illegal URL",
    text: "An absolute http or https URL without a fragment.",
    wrong: "upstreams:\n  notes: { url: notes.example.com/mcp }\n",
    right: "upstreams:\n  notes: { url: https://notes.example.com/mcp }\n",
  },
  MCP4006: {
    level: "error",
    title: "Public URL with a path",
    text: "Scheme, host and port, nothing after it: the paths are those of the routes. Where a reverse proxy shares the host with other programs, use `pathPrefix`.",
    wrong: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { publicUrl: https://example.com/tools }\n",
    right:
      "upstreams:\n  files: { command: npx }\nexpose:\n  http: { publicUrl: https://example.com, pathPrefix: /tools, trustedProxies: [127.0.0.1] }\naccess: { mode: api-key, keys: { ci: { env: CI_KEY } } }\n",
  },
  MCP4007: {
    level: "error",
    title: "Illegal host or origin",
    text: "`allowedHosts` are names without scheme, port or path; `allowedOrigins` are what browsers send: scheme, host and port without a path. There is no wildcard.",
    wrong: 'upstreams:\n  files: { command: npx }\nexpose:\n  http: { allowedOrigins: ["*"] }\n',
    right: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { allowedOrigins: [https://app.example.com] }\n",
  },
  MCP5001: {
    level: "warning",
    title: "URL of an HTTP+SSE server",
    text: "By convention, `/sse` at the end of a path is an HTTP+SSE endpoint, which `transport: streamable-http` cannot talk to. Leave `transport` out, and both are tried.",
    wrong: "upstreams:\n  notes: { url: https://notes.example.com/sse, transport: streamable-http }\n",
    right: "upstreams:\n  notes: { url: https://notes.example.com/sse }\n",
  },
} as const satisfies Record<string, RuleEntry>;
