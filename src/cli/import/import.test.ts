import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { load } from "../../config/load.js";
import { clientEntries } from "./clients.js";
import { convert } from "./convert.js";

/** What one client file becomes. */
function imported(text: string) {
  const taken = new Set<string>();
  return clientEntries(text, "client.json").map((entry) => convert(entry, taken));
}

const one = (entry: unknown) => imported(JSON.stringify({ mcpServers: { a: entry } }))[0];

describe("places", () => {
  test.each([
    ["Claude, Cursor and others", '{ "mcpServers": { "a": { "command": "x" } } }'],
    [
      "VS Code's mcp.json, with comments and a trailing comma",
      '{ // mine\n "servers": { "a": { "command": "x", }, } }',
    ],
    ["VS Code's settings", '{ "editor.fontSize": 12, "mcp": { "servers": { "a": { "command": "x" } } } }'],
    ["Zed", '{ "context_servers": { "a": { "command": "x" } } }'],
    ["nothing but the map", '\ufeff{ "a": { "command": "x" } }'],
  ])("%s", (_, text) => expect(imported(text)).toMatchObject([{ name: "a", upstream: { command: "x" }, dropped: [] }]));

  test("comments and commas inside quotes are text", () => {
    const text = String.raw`{ // c "x"
      "mcpServers": { "a": { "command": "http://x/*,}", /* , */ "args": ["//", ",]", "a\",}",], }, /* z */ } , } // }`;
    expect(imported(text)[0]?.upstream).toEqual({ command: "http://x/*,}", args: ["//", ",]", 'a",}'] });
  });

  test("an entry that is none is lost alone", () => {
    const [first, second] = imported('{ "mcpServers": { "odd": { "foo": 1 }, "a": { "command": "x" } } }');
    expect(first).toMatchObject({
      name: "odd",
      upstream: undefined,
      dropped: ["no command and no URL"],
    });
    expect(second).toMatchObject({ name: "a", upstream: { command: "x" }, dropped: [] });
  });

  test("no such place, and no JSON", () => {
    expect(() => imported('{ "a": 1 }')).toThrow("client.json: found no mcpServers or servers");
    expect(() => imported('{\n "a": ')).toThrow(/^client\.json(:\d)?: invalid JSON$/);
  });
});

describe("entries", () => {
  test("Windsurf's URL, and VS Code's placeholders", () => {
    expect(
      one({ serverUrl: "https://a.example.com/mcp", headers: { "X-A": "${env:A} ${input:my-key}" } })?.upstream,
    ).toEqual({
      url: "https://a.example.com/mcp",
      headers: { "X-A": "${A} ${MY_KEY}" },
    });
  });

  test("what only the client knew is said to be missing", () => {
    const { upstream, changed } =
      one({ command: "x", args: ["${workspaceFolder}/a", "${input:my-key}", "${B}"] }) ?? {};
    expect(upstream).toEqual({ command: "x", args: ["${WORKSPACE_FOLDER}/a", "${MY_KEY}", "${B}"] });
    expect(changed).toEqual([
      "${workspaceFolder} became the environment variable WORKSPACE_FOLDER; set it",
      "${input:my-key} became the environment variable MY_KEY; set it",
    ]);
  });

  test("names become legal and stay apart", () => {
    const names = imported(
      '{ "mcpServers": { "My Files": {"command":"x"}, "my-files": {"command":"x"}, "a__b": {"command":"x"}, "": {"command":"x"} } }',
    );
    expect(names.map(({ name }) => name)).toEqual(["My-Files", "my-files-2", "a_b", "upstream"]);
    expect(names[0]?.changed).toEqual(['renamed from "My Files"']);
  });

  test("what is the client's own is dropped with a reason", () => {
    expect(one({ command: "x", autoApprove: ["y"], timeout: 60, mystery: 1 })?.dropped).toEqual([
      "timeout: 60 not imported: clients use different units; set timeouts",
      "autoApprove not imported: confirmation is up to the client",
      "mystery not imported: unknown key",
    ]);
  });

  test("tools that were switched off stay off", () => {
    expect(one({ command: "x", disabledTools: ["rm"], disabled: true })?.upstream).toEqual({
      command: "x",
      disabled: true,
      tools: { ignore: ["rm"] },
    });
  });

  test("secrets move out, references stay", () => {
    const { upstream, secrets } =
      one({ command: "x", env: { API_TOKEN: "hunter2hunter2", OTHER_TOKEN: "${T}", A: "b" } }) ?? {};
    expect(upstream).toEqual({
      command: "x",
      env: { API_TOKEN: { file: "secrets/a-env-API_TOKEN" }, OTHER_TOKEN: "${T}", A: "b" },
    });
    expect(secrets).toEqual([{ file: "secrets/a-env-API_TOKEN", text: "hunter2hunter2" }]);
  });
});

describe("mcp-remote is unwrapped", () => {
  test("with everything it can say", () => {
    const { upstream, dropped, secrets } =
      one({
        command: "/usr/local/bin/npx",
        args: [
          ...["-y", "mcp-remote@0.1.18", "https://a.example.com/sse", "3334", "--transport", "sse-only", "--debug"],
          ...[
            "--header",
            "Authorization:${AUTH_HEADER}",
            "--ignore-tool",
            "delete*",
            "--resource",
            "https://a.example.com/",
          ],
          ...[
            "--static-oauth-client-info",
            '{"client_id":"abc","client_secret":"hunter2hunter2"}',
            "--host",
            "127.0.0.1",
          ],
        ],
        env: { AUTH_HEADER: "Bearer hunter2hunter2" },
      }) ?? {};
    expect(upstream).toEqual({
      url: "https://a.example.com/sse",
      transport: "sse-only",
      headers: { Authorization: { file: "secrets/a-headers-Authorization" } },
      auth: {
        mode: "auto",
        resource: "https://a.example.com/",
        clientId: "abc",
        clientSecret: { file: "secrets/a-auth-clientSecret" },
      },
      tools: { ignore: ["delete*"] },
    });
    expect(secrets?.map(({ text }) => text)).toEqual(["Bearer hunter2hunter2", "hunter2hunter2"]);
    expect(dropped?.map((text) => text.split(/[: ]/)[0])).toEqual(["3334", "--debug", "--host"]);
    expect(load(stringify({ upstreams: { a: upstream } }), "x.yaml").diagnostics).toEqual([]);
  });

  test("other programs are left alone", () => {
    expect(one({ command: "npx", args: ["-y", "mcp-remote-files", "https://x"] })?.upstream).toMatchObject({
      command: "npx",
    });
  });
});

describe("authful-mcp-proxy is unwrapped", () => {
  test("with its variables and its options", () => {
    const { upstream, changed, dropped, secrets } =
      one({
        command: "uvx",
        args: ["authful-mcp-proxy@latest", "https://a.example.com/mcp", "--oidc-scopes", "openid profile", "--silent"],
        env: {
          OIDC_ISSUER_URL: "https://auth.example.com",
          OIDC_CLIENT_ID: "abc",
          OIDC_CLIENT_SECRET: "hunter2hunter2",
          OIDC_SCOPES: "openid",
        },
      }) ?? {};
    expect(upstream).toEqual({
      url: "https://a.example.com/mcp",
      auth: {
        mode: "client-secret",
        issuer: "https://auth.example.com",
        clientId: "abc",
        clientSecret: { file: "secrets/a-auth-clientSecret" },
        scopes: ["openid", "profile"],
      },
    });
    expect([changed, dropped]).toEqual([["removed authful-mcp-proxy: the proxy connects to the address directly"], []]);
    expect(secrets?.map(({ text }) => text)).toEqual(["hunter2hunter2"]);
    expect(load(stringify({ upstreams: { a: upstream } }), "x.yaml").diagnostics).toEqual([]);
  });

  test("with a public client, and its URL in a variable", () => {
    const env = { MCP_BACKEND_URL: "https://a.example.com/mcp", OIDC_ISSUER_URL: "https://i.example.com" };
    const args = ["run", "authful-mcp-proxy", "--oidc-client-id=abc", "--new-option"];
    expect(one({ command: "/usr/bin/uv", args, env })).toMatchObject({
      upstream: {
        url: "https://a.example.com/mcp",
        auth: { mode: "oidc", issuer: "https://i.example.com", clientId: "abc" },
      },
      dropped: ["--new-option not supported by mcp-proxy"],
    });
  });

  test("what does not say enough stays a program", () => {
    const entry = { command: "uvx", args: ["authful-mcp-proxy", "https://a.example.com/mcp"] };
    expect(one(entry)?.upstream).toEqual(entry);
  });
});
