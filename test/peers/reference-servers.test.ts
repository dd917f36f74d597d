/** The project's own reference servers behind one proxy, for a client of each SDK line. */
import { mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { ListRootsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { modern } from "../fixtures/http-exposure.js";
import type { Running } from "../fixtures/launch.js";
import { connect, LINES, type Peer } from "./client.js";
import { startProxy, stdioProxy } from "./proxy.js";

const { resolve } = createRequire(import.meta.url);
const entry = (name: string): string => join(resolve(`${name}/package.json`), "../dist/index.js");
const folder = realpathSync(mkdtempSync(join(tmpdir(), "reference-")));
const HELLO = join(folder, "hello.txt");

describe("server-everything and server-filesystem behind one endpoint", () => {
  let proxy: Running;
  beforeAll(async () => {
    writeFileSync(HELLO, "Hello from a file.");
    const node = process.execPath;
    proxy = await startProxy(
      JSON.stringify({
        version: 1,
        upstreams: {
          everything: { command: node, args: [entry("@modelcontextprotocol/server-everything"), "stdio"] },
          files: { command: node, args: [entry("@modelcontextprotocol/server-filesystem"), folder] },
        },
        expose: { http: { listen: "127.0.0.1:0" } },
      }),
    );
  });
  afterAll(() => proxy?.stop());

  for (const line of LINES) {
    describe(`client ${line}`, () => {
      let peer: Peer;
      beforeAll(async () => {
        peer = await connect(line, { transport: "http", url: proxy.url });
      });
      afterAll(() => peer?.close());

      test("lists the tools of both, each under its server's name", async () => {
        const listed = async () => (await peer.tools()).map((tool) => tool.name as string);
        // One that starts slowly is missing from the first list and in a later one.
        await expect.poll(listed).toEqual(expect.arrayContaining(["everything__echo", "files__read_text_file"]));
        const names = await listed();
        expect(names.every((name) => name.startsWith("everything__") || name.startsWith("files__"))).toBe(true);
      });
      test("calls a tool of each", async () => {
        const echoed = await peer.call("everything__echo", { message: "through" });
        expect(echoed.content[0].text).toBe("Echo: through");
        const file = await peer.call("files__read_text_file", { path: HELLO });
        expect(file.content[0].text).toBe("Hello from a file.");
      });
      test("gets a prompt and reads a resource", async () => {
        await expect.poll(async () => (await peer.prompts()).map(({ name }) => name)[0]).toMatch(/^everything__/);
        await expect.poll(async () => (await peer.resources()).length).toBeGreaterThan(0);
        const [resource] = await peer.resources();
        expect((await peer.read(resource.uri)).contents[0].uri).toBe(resource.uri);
      });
    });
  }
});

describe("server-filesystem, which asks for the client's roots as soon as it is initialized", () => {
  const files = { command: process.execPath, args: [entry("@modelcontextprotocol/server-filesystem")] };
  const upstreams = { files };

  test.each(["http", "sse", "stdio"] as const)("gets those of a client over %s", async (transport) => {
    const client = new Client({ name: "test", version: "0" }, { capabilities: { roots: {} } });
    client.setRequestHandler(ListRootsRequestSchema, () => ({ roots: [{ uri: pathToFileURL(folder).href }] }));
    let proxy: Running | undefined;
    try {
      if (transport === "stdio") {
        await client.connect(new StdioClientTransport(stdioProxy(JSON.stringify({ version: 1, upstreams }))));
      } else {
        const http = { listen: "127.0.0.1:0", legacySse: true };
        proxy = await startProxy(JSON.stringify({ version: 1, upstreams, expose: { http } }));
        const url = new URL(proxy.url);
        const sse = new URL("/sse", url);
        const way = transport === "http" ? new StreamableHTTPClientTransport(url) : new SSEClientTransport(sse);
        await client.connect(way as Transport);
      }
      const allowed = async (): Promise<string> =>
        JSON.stringify(await client.callTool({ name: "list_allowed_directories", arguments: {} }));
      await expect.poll(allowed).toContain(folder);
    } finally {
      await client.close();
      await proxy?.stop();
    }
  });

  test("answers a stateless client without roots whose call is what started it", async () => {
    const lazily = { ...files, args: [...files.args, folder], start: "lazy" };
    const http = { listen: "127.0.0.1:0" };
    const proxy = await startProxy(JSON.stringify({ version: 1, upstreams: { files: lazily }, expose: { http } }));
    try {
      const port = Number(new URL(proxy.url).port);
      const answer = await modern({ port }, "tools/call", { name: "list_allowed_directories", arguments: {} });
      expect(answer.body).toContain(folder);
      expect(answer.status).toBe(200);
    } finally {
      await proxy.stop();
    }
  });
});
