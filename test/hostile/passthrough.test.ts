import { createHash } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import type { ProxyError } from "../../src/model/errors.js";
import { principalOf } from "../../src/model/principal.js";
import { ask, askWhole, assembled, caller } from "../fixtures/assembled.js";
import { json, legacyHello, type RawHttp, type RawRequest, rawHttp } from "../fixtures/raw-http.js";
import { oneUpstream, startProxy } from "../peers/proxy.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** An upstream whose every session sees a tool of its own name. */
async function perSession(): Promise<RawHttp> {
  let sessions = 0;
  const raw = await rawHttp((request: RawRequest, response) => {
    if (request.message?.method === "initialize") sessions++;
    if (legacyHello(request, response, `s${sessions}`)) return;
    const { id, method } = request.message ?? {};
    const session = String(request.headers["mcp-session-id"]);
    const result =
      method === "tools/list" ? { tools: [{ name: session, inputSchema: { type: "object" } }] } : { session };
    json(response, { jsonrpc: "2.0", id, result });
  });
  open.push(raw);
  return raw;
}

describe("T-57: headers and credentials of a client", () => {
  const KEY = "canary-key-0123456789abcdef0123456789abcdef";
  const HEADERS = {
    authorization: `Bearer ${KEY}`,
    cookie: "session=canary-cookie",
    "proxy-authorization": "Basic canary-proxy",
    "x-forwarded-user": "canary-user",
    "x-anything": "canary-x",
    "mcp-param-region": "canary-param",
    "last-event-id": "canary-event",
    forwarded: "for=canary-forwarded",
  };

  it("stays with the proxy: no header of it reaches an upstream, and no key", async () => {
    const raw = await perSession();
    const access = { mode: "api-key", keys: { ci: { sha256: createHash("sha256").update(KEY).digest("hex") } } };
    const proxy = await startProxy(
      oneUpstream({ url: raw.url, auth: { mode: "none" } }, { access, store: { type: "memory" } }),
    );
    open.push({ close: () => proxy.stop() });
    const post = (body: unknown, more: Record<string, string> = {}): Promise<Response> =>
      fetch(proxy.url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          accept: "application/json, text/event-stream",
          ...HEADERS,
          ...more,
        },
        body: JSON.stringify(body),
      });
    const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "c", version: "1" } };
    const hello = await post({ jsonrpc: "2.0", id: 1, method: "initialize", params });
    expect(hello.status).toBe(200);
    await hello.text();
    const session = hello.headers.get("mcp-session-id") ?? "";
    const call = { jsonrpc: "2.0", id: 2, method: "tools/call", params: { name: "t", arguments: {} } };
    const answer = await post(call, { "mcp-session-id": session });
    expect(await answer.text()).toContain('"session"');
    expect(raw.seen.some(({ message }) => message?.method === "tools/call")).toBe(true);
    const received = JSON.stringify(raw.seen.map(({ headers, text, url }) => [headers, text, url]));
    expect(received).not.toContain("canary");
    expect(received).not.toContain(session);
  });
});

describe("T-70: cached lists of one person", () => {
  it("is never another's, whoever asked first", async () => {
    const raw = await perSession();
    const proxy = await assembled(`upstreams:\n  raw:\n    url: ${raw.url}\n    tools: { ignore: [nothing] }\n`);
    open.push(proxy);
    const [alice, bob] = ["alice", "bob"].map((name) =>
      caller("legacy", { principal: principalOf("test", name), session: name }),
    );
    const names = async (who: typeof alice): Promise<string[]> => {
      const answer = await askWhole(proxy.view, who as NonNullable<typeof alice>, "tools/list");
      return (answer.value as { tools: { name: string }[] }).tools.map(({ name }) => name);
    };
    const first = await names(alice);
    const second = await names(bob);
    expect(first).not.toEqual(second);
    expect(await names(alice)).toEqual(first);
    expect(await names(bob)).toEqual(second);
    const foreign = await ask(proxy.view, bob as NonNullable<typeof bob>, "tools/call", {
      name: first[0],
      arguments: {},
    }).answer.then(
      () => "answered",
      (error: ProxyError) => error.message,
    );
    expect(foreign).toBe(`Unknown tool: ${first[0]}`);
  });

  it("has one page: a cursor, whoever made it up, is refused", async () => {
    const raw = await perSession();
    const proxy = await assembled(`upstreams:\n  raw:\n    url: ${raw.url}\n    tools: { ignore: [nothing] }\n`);
    open.push(proxy);
    const refused = await ask(proxy.view, caller("legacy"), "tools/list", { cursor: "made-up" }).answer.then(
      () => "answered",
      (error: ProxyError) => error.code,
    );
    expect(refused).toBe("INVALID_PARAMS");
    expect(JSON.stringify(raw.seen.map(({ text }) => text))).not.toContain("made-up");
  });
});
