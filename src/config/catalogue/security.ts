import type { RuleEntry } from "./entry.js";

/** 3xxx: what would open a door or leave a key under the mat. */
export const SECURITY_RULES = {
  MCP3001: {
    level: "warning",
    title: "Secret in plain text",
    text: "Files are copied, committed and pasted into issues. Refer to the secret: `{ env: NAME }`, `{ file: path }`, or `${NAME}` inside a text.",
    wrong: "upstreams:\n  files: { command: npx, env: { API_KEY: hunter2hunter2 } }\n",
    right: "upstreams:\n  files: { command: npx, env: { API_KEY: { env: API_KEY } } }\n",
  },
  MCP3002: {
    level: "error",
    title: "No access control on a network address",
    text: "Whoever reaches the port could use every upstream with the credentials in this file. Listen on loopback, set up `access`, or, on a network you trust, say `insecureAllowUnauthenticated: true`.",
    wrong: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { listen: 0.0.0.0:8080 }\n",
    right: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { listen: 127.0.0.1:8080 }\n",
  },
  MCP3003: {
    level: "error",
    title: "Public URL without TLS",
    text: "Tokens would cross the network readable. Plain http is for loopback only.",
    wrong: "upstreams:\n  files: { command: npx }\nexpose:\n  http: { publicUrl: http://mcp.example.com }\n",
    right:
      "upstreams:\n  files: { command: npx }\nexpose:\n  http: { publicUrl: https://mcp.example.com, trustedProxies: [127.0.0.1] }\naccess: { mode: api-key, keys: { ci: { env: CI_KEY } } }\n",
  },
  MCP3004: {
    level: "error",
    title: "User name or password in a URL",
    text: "URLs end up in logs and pages. Send credentials as a header from a secret.",
    wrong: "upstreams:\n  notes: { url: https://me:pass@notes.example.com/mcp }\n",
    right:
      "upstreams:\n  notes: { url: https://notes.example.com/mcp, headers: { Authorization: { env: NOTES_AUTHORIZATION } } }\n",
  },
  MCP3005: {
    level: "error",
    title: "Illegal header",
    text: "A header's name is a token (RFC 9110, section 5.1); its value has no line break, no control character, nothing beyond ASCII and no blank at either end. A line break in a value would start a header of its own.",
    wrong: 'upstreams:\n  notes: { url: https://notes.example.com/mcp, headers: { X-Note: "a\\r\\nX-Evil: 1" } }\n',
    right: "upstreams:\n  notes: { url: https://notes.example.com/mcp, headers: { X-Note: a } }\n",
  },
  MCP3006: {
    level: "error",
    title: "Illegal environment variable",
    text: "The name of an environment variable is not empty and has no `=` in it.",
    wrong: "upstreams:\n  files: { command: npx, env: { A=B: c } }\n",
    right: "upstreams:\n  files: { command: npx, env: { A: b } }\n",
  },
  MCP3007: {
    level: "error",
    title: "Reserved header",
    text: "The transport sets Host, Content-Length, Accept, Mcp-Session-Id and their like itself, and `auth` sets Authorization where it signs in; a second value would contradict the first. No header may stand twice in different case.",
    wrong: "upstreams:\n  notes: { url: https://notes.example.com/mcp, headers: { Host: other.example.com } }\n",
    right: "upstreams:\n  notes: { url: https://other.example.com/mcp }\n",
  },
  MCP3008: {
    level: "warning",
    title: "Upstream without TLS",
    text: "What is called, answered and shown as credentials crosses the network readable. Fine on a network of your own: then say so in an ignore comment.",
    wrong: "upstreams:\n  notes: { url: http://notes.example.com/mcp }\n",
    right: "upstreams:\n  notes: { url: https://notes.example.com/mcp }\n",
  },
  MCP3009: {
    level: "warning",
    title: "Readable file with secrets",
    text: "The file has a secret written into it and its permissions let other users of the machine read it: `chmod 600`, or better, move the secret out (MCP3001).",
  },
  MCP3010: {
    level: "warning",
    title: "Shell syntax in a command",
    text: "`command` is the name of one program and is never given to a shell; what follows goes to `args`, one by one.",
    wrong: 'upstreams:\n  files: { command: "npx -y some-mcp" }\n',
    right: "upstreams:\n  files: { command: npx, args: [-y, some-mcp] }\n",
  },
} as const satisfies Record<string, RuleEntry>;
