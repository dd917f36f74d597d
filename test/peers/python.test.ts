/** The Python SDK, from PyPI in a folder of its own: its client before the proxy, its server behind it. */
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../fixtures/free-port.js";
import { type Running, start, startFixture } from "../fixtures/launch.js";
import { connect, LINES } from "./client.js";
import { oneUpstream, startProxy } from "./proxy.js";

const run = promisify(execFile);
const SDK = "mcp==2.3.0";

function python3(): string | undefined {
  try {
    const version = execFileSync("python3", ["-c", "import sys, venv, ensurepip; print(sys.version_info >= (3, 10))"]);
    return version.toString().trim() === "True" ? "python3" : undefined;
  } catch {
    return undefined;
  }
}

/** An interpreter with the SDK installed. */
async function environment(): Promise<string> {
  const folder = resolve(".cache/python-peer");
  const interpreter = join(folder, "bin/python");
  const done = join(folder, `installed-${SDK}`);
  if (existsSync(done)) return interpreter;
  mkdirSync(folder, { recursive: true });
  await run("python3", ["-m", "venv", folder]);
  await run(interpreter, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", SDK]);
  writeFileSync(done, "");
  return interpreter;
}

const found = python3();
const note = "Python SDK: there is no python3 of 3.10 or later with venv here";

if (found === undefined) test.skip(note);

describe.runIf(found !== undefined)("Python SDK", () => {
  let interpreter: string;
  const running: Running[] = [];
  const keep = (started: Running): Running => {
    running.push(started);
    return started;
  };
  beforeAll(async () => {
    interpreter = await environment();
    // The first time a package index is asked, which takes as long as it takes.
  }, 600_000);
  afterAll(async () => {
    for (const each of running) await each.stop();
  });

  describe.each(["legacy-fixture", "modern-fixture"])("client, %s behind the proxy", (fixture) => {
    test.each(["legacy", "auto"])("in mode %s", async (mode) => {
      const upstream = keep(await startFixture(fixture));
      const proxy = keep(await startProxy(oneUpstream({ url: upstream.url })));
      const { stdout } = await run(interpreter, [resolve("test/peers/python/peer_client.py"), mode, proxy.url]);
      expect(JSON.parse(stdout)).toMatchObject({
        tools: expect.arrayContaining(["echo"]),
        text: "This is a simple text response for testing.",
        progress: [
          [0, 100],
          [50, 100],
          [100, 100],
        ],
        greeted: "Hello, Ada!",
        sampled: "LLM response: Paris",
        resource: "This is the content of the static text resource.",
        prompt: "This is a simple prompt for testing.",
      });
    });
  });

  describe.each(["stdio", "streamable-http", "sse"])("server over %s", (transport) => {
    test.each(LINES)("for a client of %s", async (line) => {
      const program = resolve("test/peers/python/peer_server.py");
      let upstream: Record<string, unknown> = { command: interpreter, args: [program, "stdio"] };
      if (transport !== "stdio") {
        const port = await freePort();
        keep(
          await start(interpreter, [program, transport, String(port)], { announces: /Uvicorn running on (http:\S+)/ }),
        );
        upstream = { url: `http://127.0.0.1:${port}/${transport === "sse" ? "sse" : "mcp"}` };
      }
      const proxy = keep(await startProxy(oneUpstream(upstream)));
      const peer = await connect(line, { transport: "http", url: proxy.url });
      try {
        expect((await peer.tools()).map((tool) => tool.name).sort()).toEqual(["add", "count"]);
        expect((await peer.call("add", { a: 2, b: 40 })).structuredContent).toEqual({ result: 42 });
        await peer.call("count", { upto: 3 }, { onprogress: () => undefined });
        expect(peer.reports).toEqual([1, 3, 2, 3, 3, 3]);
        expect((await peer.read("peer://greeting/Ada")).contents[0].text).toBe("Hello, Ada!");
        expect((await peer.prompt("ask", { topic: "tea" })).messages[0].content.text).toBe("What about tea?");
      } finally {
        await peer.close();
      }
    });
  });
});
