import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { type Running, start, startFixture } from "./fixtures/launch.js";

/** Every file of examples/ is validated as it is, and run with nothing changed but the port. */
const PROGRAM = resolve("dist/main.js");
const files = [
  ...readdirSync("examples")
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => `examples/${name}`),
  "mcp-proxy.yaml.example",
];

let upstream: Running;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  upstream = await startFixture("legacy-fixture");
  // Inside the repository, so that npx finds the packages that are installed here.
  mkdirSync(".cache", { recursive: true });
  folder = mkdtempSync(resolve(".cache", "examples-"));
  mkdirSync(join(folder, ".cache", "example-files"), { recursive: true });
  env = { UPSTREAM_URL: upstream.url, UPSTREAM_AUTHORIZATION: "Bearer example" };
});

afterAll(async () => {
  await upstream.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Prepared {
  readonly path: string;
  readonly stdio: boolean;
  /** URL path → the names of the upstreams shown there. */
  readonly views: ReadonlyMap<string, string[]>;
}

/** The example with its address replaced by a free port of the loopback. */
function prepare(file: string): Prepared {
  const document = parseDocument(readFileSync(file, "utf8"));
  const stdio = document.hasIn(["expose", "stdio"]);
  if (!stdio) document.setIn(["expose", "http", "listen"], "127.0.0.1:0");
  const path = join(folder, file.replaceAll("/", "-"));
  writeFileSync(path, String(document));
  const { upstreams, mcpServers, expose } = document.toJS();
  const all = Object.keys({ ...upstreams, ...mcpServers });
  const endpoints: Record<string, { upstreams?: string[] }> = expose?.http?.endpoints ?? { "/mcp": {} };
  const prefix = expose?.http?.pathPrefix ?? "";
  return {
    path,
    stdio,
    views: new Map(Object.entries(endpoints).map(([at, view]) => [prefix + at, view.upstreams ?? all])),
  };
}

/** Whose tools a client sees; a single upstream keeps its names, of several each tool says whose it is. */
async function owners(client: Client, upstreams: string[]): Promise<string[]> {
  const { tools } = await client.listTools();
  const found =
    upstreams.length === 1 && tools.length > 0 ? upstreams : tools.map(({ name }) => name.split("__")[0] ?? "");
  return [...new Set(found)].sort();
}

describe.each(files)("%s", (file) => {
  it("is valid", () => {
    const done = spawnSync(process.execPath, [PROGRAM, "validate", "--strict", file], { encoding: "utf8" });
    expect(done.stdout + done.stderr).not.toMatch(/error\[|warning\[/);
    expect(done.status).toBe(0);
  });

  it("runs, and shows every upstream's tools where it says", async () => {
    const { path, stdio, views } = prepare(file);
    const proxy = stdio ? undefined : await start(process.execPath, [PROGRAM, "serve", "-c", path], { env });
    try {
      for (const [at, upstreams] of views) {
        const transport =
          proxy === undefined
            ? new StdioClientTransport({
                command: process.execPath,
                args: [PROGRAM, "serve", "--stdio", "-c", path],
                stderr: "ignore",
              })
            : new StreamableHTTPClientTransport(new URL(at, proxy.url));
        const client = new Client({ name: "examples", version: "1.0.0" });
        await client.connect(transport as Transport);
        // An upstream that is still starting is missing from the first list and in a later one.
        await expect.poll(() => owners(client, upstreams), { timeout: 60_000 }).toEqual([...upstreams].sort());
        await client.close();
      }
    } finally {
      await proxy?.stop();
    }
  });
});
