import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { ToolListChangedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { alive, childrenOf } from "../fixtures/processes.js";
import { type Scripted, scripted, tool } from "../fixtures/scripted.js";

const PROGRAM = resolve("dist/main.js");
let folder: string;
let file: string;
let one: Scripted;
let client: Client;
let transport: StdioClientTransport;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "mcp-proxy-stdio-"));
  file = join(folder, "mcp-proxy.yaml");
  one = scripted({ tools: [tool("read"), tool("write")] });
  config({});
  transport = new StdioClientTransport({
    command: process.execPath,
    args: [PROGRAM, "serve", "--stdio", "-c", file],
    stderr: "ignore",
  });
  client = new Client({ name: "stdio", version: "1.0.0" });
  await client.connect(transport);
});

afterEach(async () => {
  await client.close();
  one.remove();
  rmSync(folder, { recursive: true, force: true });
});

function config(tools: object): void {
  writeFileSync(
    file,
    `upstreams:\n  one: ${one.config({ tools })}\nreload: { watch: true, debounce: 20ms }\nstore: { type: memory }\n`,
  );
}

const names = async (): Promise<string[]> => (await client.listTools()).tools.map(({ name }) => name);

test.skipIf(process.platform !== "linux")(
  "a stdio client sees a changed file at once, on the same process of the upstream (Linux: /proc)",
  async () => {
    let changed = 0;
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
      changed += 1;
    });
    await expect.poll(names).toEqual(["read", "write"]);
    const before = [...childrenOf(transport.pid as number).keys()];
    config({ ignore: ["write"] });
    await expect.poll(names).toEqual(["read"]);
    await expect.poll(() => changed).toBeGreaterThan(0);
    await expect(client.callTool({ name: "write" })).rejects.toMatchObject({ code: -32602 });
    expect([...childrenOf(transport.pid as number).keys()]).toEqual(before);
  },
);

test.skipIf(process.platform !== "linux")(
  "T-95: a client that kills the proxy leaves no upstream behind (Linux: /proc)",
  async () => {
    await expect.poll(names).toEqual(["read", "write"]);
    const pids = [...childrenOf(transport.pid as number).keys()];
    expect(pids).toHaveLength(1);
    process.kill(transport.pid as number, "SIGKILL");
    await expect.poll(() => pids.some(alive)).toBe(false);
  },
);
