import type { RuleEntry } from "./entry.js";

/** 3xxx: what would open a door or leave a key under the mat. */
export const SECURITY_RULES = {
  MCP3001: {
    level: "warning",
    title: "Secret in plain text",
    text: "Config files are copied, committed and pasted into issues. Use a reference to the secret: `{ env: NAME }`, `{ file: path }`, or `${NAME}` within a text.",
    wrong: "upstreams:\n  files: { command: npx, env: { API_KEY: hunter2hunter2 } }\n",
    right: "upstreams:\n  files: { command: npx, env: { API_KEY: { env: API_KEY } } }\n",
  },
  MCP3002: {
    level: "error",
    title: "No access control on a network address",
    text: "Anyone who can reach the port can use every upstream with the credentials in this file. Listen on loopback, set up `access`, or, on a trusted network, set `insecureAllowUnauthenticated: true`.",
    wrong: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { listen: 0.0.0.0:8080 }\n",
    right: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { listen: 127.0.0.1:8080 }\n",
  },
  MCP3003: {
    level: "error",
    title: "Public URL without TLS",
    text: "Tokens would cross the network unencrypted. Use plain http on loopback only.",
    wrong: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { publicUrl: http://mcp.example.com }\n",
    right:
      "upstreams:\n  files: { command: npx }\nexpose:\n  http: { publicUrl: https://mcp.example.com, trustedProxies: [127.0.0.1] }\naccess: { mode: api-key, keys: { ci: { env: CI_KEY } } }\n",
  },
  MCP3004: {
    level: "error",
    title: "User name or password in a URL",
    text: "URLs appear in logs and pages. Send credentials in a header that refers to a secret.",
    wrong: "upstreams:\n  notes: { url: https://me:pass@notes.example.com/mcp }\n",
    right:
      "upstreams:\n  notes: { url: https://notes.example.com/mcp, headers: { Authorization: { env: NOTES_AUTHORIZATION } } }\n",
  },
  MCP3005: {
    level: "error",
    title: "Illegal header",
    text: "A header name is a token (RFC 9110, section 5.1). A header value is printable ASCII without line breaks and without a space at either end. A line break in a value would start another header.",
    wrong: 'upstreams:\n  notes: { url: https://notes.example.com/mcp, headers: { X-Note: "a\\r\\nX-Evil: 1" } }\n',
    right: "upstreams:\n  notes: { url: https://notes.example.com/mcp, headers: { X-Note: a } }\n",
  },
  MCP3006: {
    level: "error",
    title: "Illegal environment variable",
    text: "The name of an environment variable must not be empty or contain `=`.",
    wrong: "upstreams:\n  files: { command: npx, env: { A=B: c } }\n",
    right: "upstreams:\n  files: { command: npx, env: { A: b } }\n",
  },
  MCP3007: {
    level: "error",
    title: "Reserved header",
    text: "The transport sets Host, Content-Length, Accept, Mcp-Session-Id and similar headers, and `auth` sets Authorization if it signs in. A second value would contradict the first. A header may occur only once, in any case.",
    wrong: "upstreams:\n  notes: { url: https://notes.example.com/mcp, headers: { Host: other.example.com } }\n",
    right: "upstreams:\n  notes: { url: https://other.example.com/mcp }\n",
  },
  MCP3008: {
    level: "warning",
    title: "Upstream without TLS",
    text: "Calls, results and credentials cross the network unencrypted. Use https if the server offers it. On a trusted network, silence this warning with an ignore comment.",
    wrong: "upstreams:\n  notes: { url: http://notes.example.com/mcp }\n",
    right: "upstreams:\n  notes: { url: https://notes.example.com/mcp }\n",
  },
  MCP3009: {
    level: "warning",
    title: "Readable file with secrets",
    text: "The file contains a secret, and its permissions let other users of the machine read it. Run `chmod 600` on it, or better, move the secret out (MCP3001).",
  },
  MCP3010: {
    level: "warning",
    title: "Shell syntax in a command",
    text: "`command` is the name of one program, and no shell reads it. Put each argument into `args`.",
    wrong: 'upstreams:\n  files: { command: "npx -y some-mcp" }\n',
    right: "upstreams:\n  files: { command: npx, args: [-y, some-mcp] }\n",
  },
} as const satisfies Record<string, RuleEntry>;
