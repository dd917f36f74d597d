import { afterEach, describe, expect, it } from "vitest";
import { type Assembled, ask, assembled, caller } from "../fixtures/assembled.js";
import { freePort } from "../fixtures/free-port.js";
import { startFixture } from "../fixtures/launch.js";
import { json, legacyHello, modernHello, type RawHandler, rawHttp } from "../fixtures/raw-http.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** What a `tools/call` of a client of each era comes to. */
async function called({ view }: Assembled, tool: string): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  for (const era of ["legacy", "modern"] as const) {
    const answer = await ask(view, caller(era), "tools/call", { name: tool, arguments: {} }).answer;
    outcomes.push(answer.kind === "error" ? answer.value : (answer.value as { content?: unknown }).content);
  }
  return outcomes;
}

describe("an upstream that is exchanged for one of the other era, at the same address", () => {
  const text = [{ type: "text", text: "This is a simple text response for testing." }];
  const both = [text, text];

  it.each([
    ["legacy-fixture", "modern-fixture"],
    ["modern-fixture", "legacy-fixture"],
    ["modern-fixture", "legacy-fixture --json"],
  ])("%s, then %s: the next call is answered", async (first, then) => {
    const port = await freePort();
    const run = async (fixture: string) => {
      const [name = "", ...flags] = fixture.split(" ");
      const running = await startFixture(name, "--http", "--port", String(port), ...flags);
      open.push({ close: () => running.stop() });
      return running;
    };
    const before = await run(first);
    const proxy = await assembled(`upstreams:\n  x: { url: "${before.url}" }\n`);
    open.push(proxy);
    expect(await called(proxy, "test_simple_text")).toEqual(both);
    await before.stop();
    await run(then);
    expect(await called(proxy, "test_simple_text")).toEqual(both);
  });

  /** An upstream that a proxy met as `before`, and that is `after` from now on. */
  async function exchanged(before: RawHandler, after: RawHandler) {
    let now = before;
    const raw = await rawHttp((request, response) => now(request, response));
    const proxy = await assembled(`upstreams:\n  x: { url: "${raw.url}" }\n`);
    open.push(raw, proxy);
    await called(proxy, "t");
    now = after;
    return { proxy, raw };
  }

  const modern: RawHandler = (request, response) => {
    if (modernHello(request, response)) return;
    json(response, { jsonrpc: "2.0", id: request.message?.id, result: { resultType: "complete", content: "modern" } });
  };

  it.each([
    ["prose and 400", 400, "text/plain", "Invalid request: no session"],
    ["an empty 404", 404, "text/plain", ""],
    [
      "an error with an id of its own",
      400,
      "application/json",
      '{"jsonrpc":"2.0","id":"x","error":{"code":-32600,"message":"Missing session ID"}}',
    ],
  ])("a session-based one that refuses what has no session with %s", async (_, status, type, body) => {
    const { proxy } = await exchanged(modern, (request, response) => {
      if (
        request.method === "POST" &&
        request.message?.method !== "initialize" &&
        request.headers["mcp-session-id"] === undefined
      )
        response.writeHead(status, { "content-type": type }).end(body);
      else if (!legacyHello(request, response))
        json(response, { jsonrpc: "2.0", id: request.message?.id, result: { content: "legacy" } });
    });
    expect(await called(proxy, "t")).toEqual(["legacy", "legacy"]);
  });

  it("an error that only looks like it is the answer, and costs one question more", async () => {
    const error = { code: -32001, message: "of the tool's own" };
    const { proxy, raw } = await exchanged(modern, (request, response) => {
      if (!modernHello(request, response)) json(response, { jsonrpc: "2.0", id: request.message?.id, error });
    });
    expect(await called(proxy, "t")).toEqual([error, error]);
    const after = raw.seen.slice(-4).map(({ message }) => message?.method);
    expect(after).toEqual(["tools/call", "server/discover", "tools/call", "server/discover"]);
  });

  it("a session-based one may have the codes of the newer revision as its own", async () => {
    const error = { code: -32022, message: "of the tool's own" };
    const legacy =
      (result: object): RawHandler =>
      (request, response) => {
        if (legacyHello(request, response)) return;
        const answer = request.message?.method === "ping" ? { result: {} } : result;
        json(response, { jsonrpc: "2.0", id: request.message?.id, ...answer });
      };
    const { proxy, raw } = await exchanged(legacy({ result: { content: "legacy" } }), legacy({ error }));
    // For a client of 2026-07-28 the code would have the meaning it cannot have here.
    expect(await called(proxy, "t")).toEqual([error, { ...error, code: -32603 }]);
    expect(raw.seen.filter(({ message }) => message?.method === "tools/call")).toHaveLength(4);
  });
});
