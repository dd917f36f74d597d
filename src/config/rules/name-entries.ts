import type { RuleEntry } from "./entry.js";

/** 4xxx and 5xxx: names, addresses, and the quirks of others. */
export const NAME_RULES = {
  MCP4001: {
    level: "error",
    title: "Illegal name of an upstream",
    text: "Clients see the name in front of every tool, and accept few characters there. Use 1 to 32 letters, digits, `_` and `-`; begin with a letter or digit; avoid `__`, which separates the name from the tool.",
    wrong: "upstreams:\n  my.files: { command: npx }\n",
    right: "upstreams:\n  my-files: { command: npx }\n",
  },
  MCP4002: {
    level: "error",
    title: "Names that differ only in case",
    text: "People and some clients cannot tell such names apart.",
    wrong: "upstreams:\n  files: { command: npx }\n  Files: { command: uvx }\n",
    right: "upstreams:\n  files: { command: npx }\n  more-files: { command: uvx }\n",
  },
  MCP4003: {
    level: "error",
    title: "Illegal or reserved path of an endpoint",
    text: "A path begins with `/`, does not end with `/`, and has no query. The proxy reserves `/health`, `/ready`, `/metrics`, `/sse`, `/message`, `/v1`, `/.well-known`, `/oauth` and similar routes.",
    wrong: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { endpoints: { mcp/: {} } }\n",
    right: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { endpoints: { /mcp: {} } }\n",
  },
  MCP4004: {
    level: "error",
    title: "Illegal address to listen on",
    text: "Write `host:port` with a port from 0 to 65535: `127.0.0.1:8080`, `[::1]:8080` or `localhost:8080`. `:8080` means every address of the machine.",
    wrong: 'upstreams:\n  files: { command: npx }\nexpose:\n  http: { listen: "127.0.0.1:99999" }\n',
    right: 'upstreams:\n  files: { command: npx }\nexpose:\n  http: { listen: "127.0.0.1:9999" }\n',
  },
  MCP4005: {
    level: "error",
    title: "Illegal URL",
    text: "A URL must be absolute, with http or https, and without a fragment.",
    wrong: "upstreams:\n  notes: { url: notes.example.com/mcp }\n",
    right: "upstreams:\n  notes: { url: https://notes.example.com/mcp }\n",
  },
  MCP4006: {
    level: "error",
    title: "Public URL with a path",
    text: "`publicUrl` has a scheme, host and port only; the routes add their paths. If a reverse proxy shares the host with other programs, use `pathPrefix`.",
    wrong: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { publicUrl: https://example.com/tools }\n",
    right:
      "upstreams:\n  files: { command: npx }\nexpose:\n  http: { publicUrl: https://example.com, pathPrefix: /tools, trustedProxies: [127.0.0.1] }\naccess: { mode: api-key, keys: { ci: { env: CI_KEY } } }\n",
  },
  MCP4007: {
    level: "error",
    title: "Illegal host or origin",
    text: "Entries of `allowedHosts` are names without scheme, port or path. Entries of `allowedOrigins` are web origins as browsers send them: scheme, host and port without a path. Wildcards are not supported.",
    wrong: 'upstreams:\n  files: { command: npx }\nexpose:\n  http: { allowedOrigins: ["*"] }\n',
    right: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { allowedOrigins: [https://app.example.com] }\n",
  },
  MCP5001: {
    level: "warning",
    title: "URL of an HTTP+SSE server",
    text: "By convention, a path that ends with `/sse` is an HTTP+SSE endpoint, which `transport: streamable-http` does not support. Remove `transport`, and the proxy tries both.",
    wrong: "upstreams:\n  notes: { url: https://notes.example.com/sse, transport: streamable-http }\n",
    right: "upstreams:\n  notes: { url: https://notes.example.com/sse }\n",
  },
} as const satisfies Record<string, RuleEntry>;
