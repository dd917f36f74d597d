/** npm's mcp-remote, which most desktop clients use for remote servers, against /mcp and /sse. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Running, startFixture } from "../fixtures/launch.js";
import { sideFolder } from "../fixtures/side-folder.js";
import { connect } from "./client.js";
import { oneUpstream, startProxy } from "./proxy.js";

describe.each(["legacy-fixture", "modern-fixture"])("mcp-remote, %s behind the proxy", (fixture) => {
  let upstream: Running;
  let proxy: Running;
  let remote: string;
  beforeAll(async () => {
    remote = join(await sideFolder("mcp-remote", { "mcp-remote": "0.15.1" }), "node_modules/mcp-remote/dist/proxy.js");
    upstream = await startFixture(fixture);
    const expose = { http: { listen: "127.0.0.1:0", legacySse: true } };
    proxy = await startProxy(oneUpstream({ url: upstream.url }, { expose }));
    // The first time a package index is asked, which takes as long as it takes.
  }, 600_000);
  afterAll(async () => {
    await proxy?.stop();
    await upstream?.stop();
  });

  test.each([
    ["/mcp", "http-only"],
    ["/sse", "sse-only"],
    ["/mcp", "http-first"],
    ["/sse", "http-first"],
  ])("%s with %s", async (path, transport) => {
    const url = proxy.url.replace(/\/mcp$/, path);
    const args = [remote, url, "--allow-http", "--transport", transport];
    const peer = await connect("SDK 1.x", { transport: "stdio", command: process.execPath, args });
    try {
      expect((await peer.tools()).map((tool) => tool.name)).toContain("echo");
      expect((await peer.call("echo", { message: "far" })).content[0].text).toBe("far");
      expect((await peer.read("test://static-text")).contents[0].text).toContain("static text");
    } finally {
      await peer.close();
    }
  });
});
