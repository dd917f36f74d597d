/** One upstream's malformed items and capabilities, and the official clients that list everything through the built program. */
import { Client as ClientTwo, StreamableHTTPClientTransport as HttpTwo } from "@modelcontextprotocol/client";
import { Client as ClientOne } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as HttpOne } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { afterAll, describe, expect, test } from "vitest";
import type { Running } from "../fixtures/launch.js";
import { type Script, type Scripted, scripted, tool } from "../fixtures/scripted.js";
import { startProxy } from "./proxy.js";

const running: { stop(): unknown }[] = [];
afterAll(async () => {
  for (const one of running.reverse()) await one.stop();
});

function upstream(script: Script): Scripted {
  const made = scripted(script);
  running.push({ stop: made.remove });
  return made;
}

const RESOURCE = { name: "r", uri: "test://r" };
const good: Script = {
  tools: [tool("fine")],
  prompts: [{ name: "fine" }],
  resources: [RESOURCE],
  resourceTemplates: [{ name: "t", uriTemplate: "test://{x}" }],
};

async function proxyWith(bad: Script): Promise<Running> {
  const yaml = `upstreams:\n  good: ${upstream(good).config()}\n  bad: ${upstream(bad).config()}\nexpose: { http: { listen: "127.0.0.1:0" } }\n`;
  const proxy = await startProxy(yaml);
  running.push(proxy);
  return proxy;
}

/** What clients of both SDK lines list. Rejects where one of them refuses an answer. */
async function listedBy(url: string): Promise<Record<string, string[]>[]> {
  const info = { name: "lister", version: "1" };
  const one = new ClientOne(info);
  // The transport's optional members are typed without exactOptionalPropertyTypes.
  await one.connect(new HttpOne(new URL(url)) as Transport);
  const legacy = new ClientTwo(info, { versionNegotiation: { mode: "legacy" } });
  await legacy.connect(new HttpTwo(new URL(url)));
  const modern = new ClientTwo(info, { versionNegotiation: { mode: "auto" } });
  await modern.connect(new HttpTwo(new URL(url)));
  const found: Record<string, string[]>[] = [];
  for (const client of [one, legacy, modern]) {
    found.push({
      tools: (await client.listTools()).tools.map(({ name }) => name),
      prompts: (await client.listPrompts()).prompts.map(({ name }) => name),
      resources: (await client.listResources()).resources.map(({ uri }) => uri),
      templates: (await client.listResourceTemplates()).resourceTemplates.map(({ uriTemplate }) => uriTemplate),
    });
    await client.close();
  }
  return found;
}

test("malformed items are repaired or left out, the others stay, and the log names each once", async () => {
  const object = { type: "object" };
  const proxy = await proxyWith({
    tools: [
      { name: "empty", inputSchema: {} },
      { name: "missing" },
      { name: "null", inputSchema: null, description: null },
      { name: "list", inputSchema: { type: "object", properties: [], required: null } },
      { name: "text", inputSchema: "string" },
      { name: "number", inputSchema: { type: "object", properties: 7 } },
      { name: "output", inputSchema: object, outputSchema: 7, annotations: "none", _meta: [] },
      { name: 7, inputSchema: object },
    ],
    prompts: [
      { name: "nulls", description: null, arguments: null },
      { name: "argument", arguments: [{ description: "no name" }] },
    ],
    resources: [{ uri: "test://nulls", name: null, mimeType: null, description: null, size: "big" }],
    resourceTemplates: [{ uriTemplate: "test://nulls/{x}", name: "n", mimeType: null, annotations: { priority: 7 } }],
  });
  const lists = await listedBy(proxy.url);
  expect(lists).toHaveLength(3);
  for (const list of lists) {
    expect(list.tools?.sort()).toEqual([
      "bad__empty",
      "bad__list",
      "bad__missing",
      "bad__null",
      "bad__output",
      "good__fine",
    ]);
    expect(list.prompts?.sort()).toEqual(["bad__nulls", "good__fine"]);
    expect(list.resources?.sort()).toEqual(["test://nulls", "test://r"]);
    expect(list.templates?.sort()).toEqual(["test://nulls/{x}", "test://{x}"]);
  }
  const lines = proxy.stderr().split("\n");
  expect(lines.filter((line) => /item_malformed.*item=text\b.*inputSchema/.test(line))).toHaveLength(1);
  expect(lines.filter((line) => /item_repaired.*item=list\b.*properties/.test(line))).toHaveLength(1);
});

describe.each([null, [], "text", 7, true])("a capability that is %j", (value) => {
  test.each(["experimental", "logging", "tools", "completions"])(
    "as %s of one upstream does not keep official clients from connecting",
    async (member) => {
      const capabilities = { tools: {}, prompts: {}, resources: {}, [member]: value };
      const proxy = await proxyWith({ tools: [tool("x")], initialize: { capabilities, instructions: value } });
      for (const list of await listedBy(proxy.url)) expect(list.tools).toContain("good__fine");
      expect(proxy.stderr()).toContain("upstream.identity_malformed");
    },
  );
});
