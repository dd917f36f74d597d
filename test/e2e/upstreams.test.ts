import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from "@modelcontextprotocol/client";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ToolListChangedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type EchoUpstream, startEchoUpstream } from "../fixtures/echo-upstream.js";
import { type Running, start, startFixture } from "../fixtures/launch.js";
import { type Scripted, scripted, tool } from "../fixtures/scripted.js";
import { PROGRAM } from "../peers/proxy.js";

let folder: string;
let file: string;
let http: EchoUpstream;
let sse: Running;
let own: Scripted;
let proxy: Running | undefined;
let client: Client;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "mcp-proxy-upstreams-"));
  file = join(folder, "mcp-proxy.yaml");
  http = await startEchoUpstream();
  sse = await startFixture("legacy-fixture", "--sse");
  own = scripted({
    tools: [tool("search"), tool("get_page"), tool("delete_page"), tool("Get_Space")],
    prompts: [{ name: "ask", arguments: [{ name: "about" }] }],
    resources: [{ uri: "memo://1", name: "memo" }],
  });
  client = new Client({ name: "upstreams", version: "1" });
});
afterEach(async () => {
  await client.close();
  await proxy?.stop();
  proxy = undefined;
  await sse.stop();
  await http.close();
  own.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function serve(text: string): Promise<Running> {
  writeFileSync(file, text);
  proxy = await start(process.execPath, [PROGRAM, "serve", "--no-banner", "-c", file], { env: { STAGE: "test" } });
  await client.connect(new StreamableHTTPClientTransport(new URL(proxy.url)) as never);
  return proxy;
}

const names = async (): Promise<string[]> => (await client.listTools()).tools.map(({ name }) => name).sort();
const LISTEN = "expose: { http: { listen: 127.0.0.1:0 } }\nstore: { type: memory }\n";

/** The configuration file of a client, as it writes it: JSON with an `mcpServers` block, numbers among the arguments. */
function pasted(more: Record<string, unknown> = {}): string {
  const { command, args } = JSON.parse(own.config()) as { command: string; args: string[] };
  const servers = { own: { command, args: [...args, 8080], env: { LOG_LEVEL: "info", PORT: 8080 }, ...more } };
  return `"mcpServers": ${JSON.stringify(servers, undefined, 2)}\n`;
}

test("programs, Streamable HTTP with headers, HTTP+SSE and a client's own block stand behind one endpoint", async () => {
  await serve(`${pasted()}upstreams:
  http:
    url: ${http.url}
    transport: http
    headers: { X-Team: tools, X-Environment: "\${STAGE:-production}" }
  old:
    url: ${sse.url}
    transport: sse
    tools: { include: [echo] }
${LISTEN}`);
  await expect.poll(names).toEqual(expect.arrayContaining(["own__search", "own__Get_Space", "http__say", "old__echo"]));
  const odd = { nested: { arguments: { a: 1 } }, list: [1, 2.5, null], "": "empty", text: "ünï" };
  await client.callTool({ name: "own__search", arguments: odd });
  await client.callTool({ name: "own:search", arguments: { by: "another spelling" } });
  expect(own.received("tools/call")).toEqual([
    { name: "search", arguments: odd },
    { name: "search", arguments: { by: "another spelling" } },
  ]);
  expect(JSON.stringify(await client.callTool({ name: "old__echo", arguments: { message: "over SSE" } }))).toContain(
    "over SSE",
  );
  expect(
    JSON.stringify(await client.callTool({ name: "http__say", arguments: { who: "me", nonce: "over HTTP" } })),
  ).toContain("me over HTTP");
  const headers = http.headers.map((text) => JSON.parse(text) as Record<string, string>);
  expect(headers.length).toBeGreaterThan(1);
  for (const sent of headers) expect(sent).toMatchObject({ "x-team": "tools", "x-environment": "test" });
  const prompts = async () => (await client.listPrompts()).prompts.map(({ name }) => name);
  await expect.poll(prompts).toContain("own__ask");
  expect(await client.getPrompt({ name: "own__ask", arguments: { about: "it" } })).toMatchObject({ messages: [] });
  const resources = async () => (await client.listResources()).resources.map(({ uri }) => uri);
  await expect.poll(resources).toContain("memo://1");
  const { contents } = await client.readResource({ uri: "memo://1" });
  expect(contents).toMatchObject([{ uri: "memo://1", text: "read" }]);
});

test("the older list of what is shown and what is not: whole names, any case, both at once; what is hidden cannot be called", async () => {
  await serve(`${pasted({ include_tools: ["SEARCH", "get*"], ignore_tools: ["*space"] })}${LISTEN}`);
  await expect.poll(names).toEqual(["get_page", "search"]);
  await expect(client.callTool({ name: "delete_page" })).rejects.toMatchObject({ code: -32602 });
  expect(own.received("tools/call")).toEqual([]);
  expect(await names()).toEqual(["get_page", "search"]);
  // The second list came from memory.
  expect(own.received("tools/list")).toHaveLength(1);
});

test("where an endpoint shows one upstream as it is, the audit says which", async () => {
  await serve(`${pasted()}${LISTEN}audit: { path: ${JSON.stringify(join(folder, "audit.jsonl"))} }\n`);
  await client.callTool({ name: "search", arguments: {} });
  await client.getPrompt({ name: "ask", arguments: { about: "x" } }).catch(() => undefined);
  await client.readResource({ uri: "memo://1" }).catch(() => undefined);
  await client.listTools();
  const audited = (): string[][] =>
    readFileSync(join(folder, "audit.jsonl"), "utf8")
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, string>)
      .map(({ method, target, upstream }) => [method ?? "", target ?? "", upstream ?? ""]);
  await expect.poll(audited).toEqual(
    expect.arrayContaining([
      ["tools/call", "search", "own"],
      ["prompts/get", "ask", "own"],
      ["resources/read", "memo://1", "own"],
      ["tools/list", "", ""],
    ]),
  );
});

test("two tools in place of all: a client finds a tool, calls it, and the audit has the tool that was meant", async () => {
  const endpoints =
    "expose: { http: { listen: 127.0.0.1:0, endpoints: { /few: { metaTools: true } } } }\nstore: { type: memory }\n";
  const running = await serve(
    `${pasted()}${endpoints}audit: { path: ${JSON.stringify(join(folder, "audit.jsonl"))} }\n`,
  );
  expect(await names()).toEqual(["call_tool", "find_tools"]);
  const found = async (): Promise<string> =>
    JSON.stringify(await client.callTool({ name: "find_tools", arguments: { query: "space" } }));
  await expect.poll(found).toContain("Get_Space");
  const answer = await client.callTool({
    name: "call_tool",
    arguments: { name: "Get_Space", arguments: { key: "X" } },
  });
  expect(answer.content).toMatchObject([{ text: JSON.stringify({ name: "Get_Space", arguments: { key: "X" } }) }]);
  const modern = new ModernClient(
    { name: "upstreams", version: "1" },
    { versionNegotiation: { mode: { pin: "2026-07-28" } } },
  );
  await modern.connect(new ModernTransport(new URL(running.url)));
  const foundAgain = async (): Promise<string> =>
    JSON.stringify(await modern.callTool({ name: "find_tools", arguments: { query: "search" } }));
  await expect.poll(foundAgain).toContain('"search');
  const again = await modern.callTool({ name: "call_tool", arguments: { name: "search", arguments: { q: 1 } } });
  expect(JSON.stringify(again)).toContain("search");
  await modern.close();
  const audited = (): string[][] =>
    readFileSync(join(folder, "audit.jsonl"), "utf8")
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, string>)
      .filter(({ method, target }) => method === "tools/call" && target !== "find_tools")
      .map(({ target, upstream }) => [target ?? "", upstream ?? ""]);
  await expect.poll(audited).toEqual([
    ["Get_Space", "own"],
    ["search", "own"],
  ]);
});

test.skipIf(process.platform === "win32")(
  "an upstream that is added while clients are there appears among the others, and one that goes is gone; nobody reconnects",
  async () => {
    const config = (more: string): string =>
      `${pasted()}upstreams:\n  none: { command: x, disabled: true }\n${more}${LISTEN}`;
    const running = await serve(config(""));
    await expect.poll(names).toContain("search");
    let heard = 0;
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
      heard += 1;
    });
    for (const [text, there] of [
      [config(`  http: { url: "${http.url}" }\n`), true],
      [config(""), false],
    ] as const) {
      const before = heard;
      writeFileSync(file, text);
      process.kill(running.pid, "SIGHUP");
      await expect.poll(() => heard).toBeGreaterThan(before);
      await expect.poll(async () => (await names()).some((name) => name.startsWith("http__"))).toBe(there);
      const search = there ? "own__search" : "search";
      expect((await client.callTool({ name: search })).isError ?? false).toBe(false);
    }
    // Of those that declare what this client can do, which is nothing: the proxy's own, made beforehand, may still be on its way.
    const handshakes = own.received("initialize") as { readonly capabilities: object }[];
    expect(handshakes.filter(({ capabilities }) => Object.keys(capabilities).length === 0)).toHaveLength(1);
  },
);

test("a required upstream that sleeps until somebody calls does not keep the callers away", async () => {
  const lazy = own.config({ required: true, start: "lazy" });
  const idle = own.config({ required: true, idleStop: "100ms" });
  writeFileSync(file, `${LISTEN}upstreams:\n  lazy: ${lazy}\n  idle: ${idle}\n`);
  proxy = await start(process.execPath, [PROGRAM, "serve", "--no-banner", "-c", file]);
  const ask = async (path: string) => {
    const answer = await fetch(new URL(path, proxy?.url));
    return [answer.status, await answer.json()] as const;
  };
  const asleep = { lazy: { state: "idle" }, idle: { state: "idle", era: "legacy" } };
  await expect.poll(async () => (await ask("/health"))[1], { timeout: 15_000 }).toMatchObject({ servers: asleep });
  expect(await ask("/ready")).toEqual([200, { ready: true }]);
});
