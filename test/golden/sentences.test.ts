import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { check } from "../../src/config/load.js";
import { render } from "../../src/config/render.js";

const upstream = (keys: string): string => `upstreams:\n  a: ${keys}\n`;
const access = (keys: string): string => `${upstream("{ command: npx }")}access: ${keys}\n`;
const http = (keys: string): string => `${upstream("{ command: npx }")}expose: { http: ${keys} }\n`;

/** Sentences of `validate` that native readers chose; a file that leads to each. */
const SAID: readonly (readonly [text: string, file: string])[] = [
  ["upstreams.a.url is not an absolute http or https URL", upstream("{ url: example.com }")],
  [
    '"get[*" is not a valid pattern: only `*` and `?` are special',
    upstream('{ command: npx, tools: { include: ["get[*"] } }'),
  ],
  ['"x" is not a web origin (scheme://host[:port])', http("{ allowedOrigins: [x] }")],
  ['"a:1" is not a host name', http('{ allowedHosts: ["a:1"] }')],
  ['duplicate key "a" in upstreams (first used on line 2)', `${upstream("{ command: npx }")}  a: { command: uvx }\n`],
  ["upstreams.a.command looks like a shell command line, but no shell is used", upstream('{ command: "npx -y x" }')],
  ["put the arguments in args", upstream('{ command: "npx -y x" }')],
  ["expose.http.listen listens on the network without access control", http('{ listen: "0.0.0.0:8080" }')],
  ["upstreams.a.timeouts is empty; expected a map", upstream("{ command: npx, timeouts: }")],
  ["invalid variable reference ${a-b}", upstream('{ command: npx, env: { K: "${a-b}" } }')],
  ["use ${NAME} or ${NAME:-default}", upstream('{ command: npx, env: { K: "${a-b}" } }')],
  ["upstreams.a.env.API_KEY contains a literal secret", upstream("{ command: npx, env: { API_KEY: hunter2hunter2 } }")],
  ["keys must be plain strings", upstream("{ command: npx, env: { [x]: y } }")],
  ["upstreams.a.limits.queue: write this number in decimal: 16", upstream("{ command: npx, limits: { queue: 0x10 } }")],
  ["YAML tags such as !env are not supported", upstream("{ command: !env NPX }")],
  [
    'the pattern "file:*" refers to an unknown upstream "file"',
    access('{ mode: none, users: { local: { tools: ["file:*"] } } }'),
  ],
  ["access.keys.both: set exactly one of ", access("{ mode: api-key, keys: { both: { env: A, file: b } } }")],
  [
    'quote values that contain ": ", or check the indentation of the next line',
    `${upstream("{ command: npx }")}log: level: debug\n`,
  ],
  ["upstreams.a.include_tools is deprecated", upstream('{ command: npx, include_tools: ["x"] }')],
  ["use tools: { include: [...] }", upstream('{ command: npx, include_tools: ["x"] }')],
  ["upstreams.a.url sends credentials unencrypted", upstream("{ url: http://a.example.com/mcp }")],
  ["use https if the server offers it", upstream("{ url: http://a.example.com/mcp }")],
  [
    "auth.mode oidc already sends Authorization",
    upstream(
      "{ url: https://a.example.com/mcp, headers: { Authorization: x }, auth: { mode: oidc, clientId: x, issuer: https://i.example.com } }",
    ),
  ],
];

test.each(SAID)("validate says: %s", (text, file) => {
  const shown = check(file, "mcp-proxy.yaml").diagnostics.map(render).join("\n");
  expect(shown).toContain(text);
});

test("a file with too many aliases is reported with the limit", () => {
  const lines = ["x0: &x0 [1, 1, 1, 1, 1, 1, 1, 1, 1]"];
  for (let i = 1; i < 9; i += 1)
    lines.push(
      `x${i}: &x${i} [${Array(9)
        .fill(`*x${i - 1}`)
        .join(", ")}]`,
    );
  const shown = check(lines.join("\n"), "mcp-proxy.yaml").diagnostics.map(render).join("\n");
  expect(shown).toContain("too many values after expanding aliases (limit 50,000)");
});

test("a readable file with a secret is reported with its mode", () => {
  const file = upstream("{ command: npx, env: { API_KEY: hunter2hunter2 } }");
  const shown = check(file, "mcp-proxy.yaml", { mode: 0o644 }).diagnostics.map(render).join("\n");
  expect(shown).toContain("the file contains a secret and is readable by other users (mode 0644)");
});

/** Sentences of pages, help texts and the reference, and where each is. */
const WRITTEN: readonly (readonly [text: string, place: string])[] = [
  ["next attempt in", "src"],
  ["no reply to the MCP handshake within", "src"],
  ["no client is connected that could answer", "src"],
  ["to .gitignore", "src"],
  ["name an upstream or use --all", "src"],
  ["the file is invalid; keeping the previous configuration", "src"],
  ["not imported: confirmation is up to the client", "src"],
  ['"needs" : "need"} you to sign in', "src"],
  ["not working", "src"],
  ["Show sign-ins per upstream: user, expiry, last error.", "src"],
  ["Config file (default:", "src"],
  ["Print nothing on success.", "src"],
  ["Treat warnings as errors.", "src"],
  ["Explain a rule and how to fix its findings", "src"],
  ["independently.", "README.md"],
  ["builds a package with no dependencies", "README.md"],
  ["start immediately after the first run", "README.md"],
  ["without checking the credential", "docs/reference/config.md"],
  ["Selects this variant.", "docs/reference/config.md"],
  ["anyone listed in neither gets 403", "docs/reference/config.md"],
  ["a model may not find a tool it has to search for", "docs/how-to/choose-tools.md"],
  ["Callers behind the same address who already used a valid key there are not affected.", "docs/how-to/api-keys.md"],
  ["Its failure is reported, and it is retried.", "docs/how-to/when-an-upstream-crashes.md"],
  ["with jitter", "docs/how-to/when-an-upstream-crashes.md"],
  ["The new views take effect immediately.", "docs/how-to/reload-without-restart.md"],
  ["can impersonate any user", "docs/how-to/forwarded-user.md"],
  ["Check its health", "docs/how-to/run-in-docker.md"],
  ["Scripts cannot be started directly", "docs/how-to/run-on-windows.md"],
  ["## 2. Configure it", "docs/how-to/protect-with-oauth.md"],
  ["A firewall that filters 127.0.0.1 will break this.", "docs/how-to/troubleshooting.md"],
  ["someone attempted to spoof the header", "docs/reference/log.md"],
  ["the token was stolen or the client is faulty", "docs/reference/log.md"],
  ["User that cannot match", "docs/reference/rules.md"],
  ["# Use an existing token (API key, PAT)", "docs/how-to/sign-in-headers.md"],
];

const SOURCE = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => readFileSync(`src/${name}`, "utf8"))
  .join("\n");

test.each(WRITTEN)("a reader finds: %s (%s)", (text, place) => {
  expect(place === "src" ? SOURCE : readFileSync(place, "utf8")).toContain(text);
});
