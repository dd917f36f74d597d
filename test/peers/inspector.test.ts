/** The Inspector's command line, which wants Node 22, against the running proxy. */
import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Running, startFixture } from "../fixtures/launch.js";
import { node22, sideFolder } from "../fixtures/side-folder.js";
import { oneUpstream, startProxy, stdioProxy } from "./proxy.js";

const run = promisify(execFile);

describe.each(["legacy-fixture", "modern-fixture"])("Inspector's CLI, %s behind the proxy", (fixture) => {
  let upstream: Running;
  let proxy: Running;
  let inspect: (target: string[], ...args: string[]) => Promise<string>;
  beforeAll(async () => {
    const folder = await sideFolder("inspector", { "@modelcontextprotocol/inspector": "2.12.0" });
    const cli = join(folder, "node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js");
    const node = await node22();
    const env = { ...process.env, MCP_CATALOG_PATH: join(mkdtempSync(join(tmpdir(), "inspector-")), "mcp.json") };
    inspect = async (target, ...args) => (await run(node, [cli, "--cli", ...target, ...args], { env })).stdout;
    upstream = await startFixture(fixture);
    proxy = await startProxy(oneUpstream({ url: upstream.url }));
    // The first time a package index is asked, which takes as long as it takes.
  }, 600_000);
  afterAll(async () => {
    await proxy?.stop();
    await upstream?.stop();
  });

  test("lists and calls over Streamable HTTP", async () => {
    const target = [proxy.url, "--transport", "http"];
    expect(await inspect(target, "--method", "tools/list")).toContain("test_simple_text");
    const called = await inspect(
      target,
      "--method",
      "tools/call",
      "--tool-name",
      "echo",
      "--tool-arg",
      "message=hello",
    );
    expect(called).toContain("hello");
    expect(await inspect(target, "--method", "resources/read", "--uri", "test://static-text")).toContain("static text");
    expect(await inspect(target, "--method", "prompts/list")).toContain("test_simple_prompt");
  });

  test("lists and calls over stdio", async () => {
    const { command, args } = stdioProxy(JSON.stringify({ version: 1, upstreams: { fixture: { url: upstream.url } } }));
    const target = ["--transport", "stdio", "--", command, ...args];
    const before = ["--method", "tools/call", "--tool-name", "test_simple_text"];
    expect(await inspect([...before, ...target])).toContain("simple text response");
  });
});
