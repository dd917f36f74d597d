import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { ask, assembled, caller } from "../fixtures/assembled.js";
import { json, rawHttp } from "../fixtures/raw-http.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** A balancer over three nodes that keep sessions of their own, which pins by cookie. */
async function balanced(more = "") {
  const nodes = [new Set<string>(), new Set<string>(), new Set<string>()] as const;
  let turn = 0;
  const raw = await rawHttp((request, response) => {
    const pinned = /(?:^|; )NODE=(\d)/.exec(request.headers.cookie ?? "")?.[1];
    const at = pinned === undefined ? turn++ % 3 : Number(pinned);
    const head = { "set-cookie": `NODE=${at}; Path=/; Max-Age=3600` };
    const sessions = nodes[at as 0 | 1 | 2];
    const { message, headers } = request;
    const session = String(headers["mcp-session-id"]);
    if (request.method === "GET") return void response.writeHead(405, head).end();
    if (message?.method === "server/discover")
      return json(response, { jsonrpc: "2.0", id: message.id, error: { code: -32601, message: "no" } }, 400, head);
    if (message?.method === "initialize") {
      const id = randomUUID();
      sessions.add(id);
      const result = {
        protocolVersion: "2025-11-25",
        capabilities: { tools: {} },
        serverInfo: { name: "raw", version: "1" },
      };
      return json(response, { jsonrpc: "2.0", id: message.id, result }, 200, { ...head, "mcp-session-id": id });
    }
    if (!sessions.has(session)) return void response.writeHead(404, head).end();
    if (request.method === "DELETE") return void response.writeHead(204, head).end();
    if (message?.id === undefined) return void response.writeHead(202, head).end();
    json(response, { jsonrpc: "2.0", id: message.id, result: { session } }, 200, head);
  });
  const proxy = await assembled(`upstreams:\n  raw: { url: "${raw.url}"${more} }\n`);
  open.push(raw, proxy);
  const asked = (method: string) => raw.seen.filter(({ message }) => message?.method === method);
  return {
    raw,
    proxy,
    asked,
    call: (who = caller("legacy")) => ask(proxy.view, who, "tools/call", { name: "t", arguments: {} }).answer,
  };
}

describe("cookies of an upstream", () => {
  it("pin every request of a link to the node that has its session", async () => {
    const { raw, call, asked, proxy } = await balanced();
    const who = caller("legacy");
    const sessions = new Set<unknown>();
    for (let i = 0; i < 12; i++) sessions.add(JSON.stringify((await call(who)).value));
    expect(sessions.size).toBe(1);
    expect(asked("initialize")).toHaveLength(1);
    await proxy.close();
    const inSession = raw.seen.filter(({ headers }) => headers["mcp-session-id"] !== undefined);
    expect(new Set(inSession.map(({ method }) => method))).toEqual(new Set(["POST", "GET", "DELETE"]));
    expect(new Set(inSession.map(({ headers }) => headers.cookie)).size).toBe(1);
    expect(inSession[0]?.headers.cookie).toMatch(/^NODE=\d$/);
  });

  it("give way to a Cookie of the file", async () => {
    const { raw, call } = await balanced(', headers: { Cookie: "NODE=1; own=1" }');
    await call();
    expect(new Set(raw.seen.map(({ headers }) => headers.cookie))).toEqual(new Set(["NODE=1; own=1"]));
  });
});
