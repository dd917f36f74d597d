import type { ServerResponse } from "node:http";
import { PassThrough, Readable, Writable } from "node:stream";
import { afterEach, describe, expect, it, vi } from "vitest";
import { sessionBudget } from "../../src/exposure/budget.js";
import { BARE } from "../../src/exposure/framing.js";
import { Outflow } from "../../src/exposure/outflow.js";
import { LegacySession } from "../../src/exposure/session.js";
import { SessionTable } from "../../src/exposure/session-table.js";
import type { Credential, Credentials } from "../../src/model/credentials.js";
import type { ProxyError } from "../../src/model/errors.js";
import { Message } from "../../src/model/message.js";
import { LOCAL, principalOf } from "../../src/model/principal.js";
import type { Failure } from "../../src/model/transport.js";
import { HttpOrigin } from "../../src/net/http.js";
import { HttpTransport } from "../../src/transport/http.js";
import { scan } from "../../src/wire/scan.js";
import { ask, assembled, caller } from "../fixtures/assembled.js";
import { behind as bed } from "../fixtures/behind.js";
import { createEchoView } from "../fixtures/echo-view.js";
import { json, legacyHello, type RawHandler, type RawHttp, rawHttp } from "../fixtures/raw-http.js";
import { recordingLog } from "../fixtures/recording-log.js";
import { testWorld } from "../fixtures/test-world.js";

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const behind = (handle: RawHandler, extra = ""): ReturnType<typeof bed> => bed(open, handle, extra);

const call = { name: "t", arguments: {} };
const failed = (work: Promise<unknown>): Promise<ProxyError> =>
  work.then(
    () => {
      throw new Error("should have failed");
    },
    (error: ProxyError) => error,
  );

async function drained(tail: Readable | undefined): Promise<number> {
  let size = 0;
  for await (const chunk of tail as Readable) size += (chunk as Buffer).length;
  return size;
}

/** The start of a long result and nothing more. */
function begin(response: ServerResponse, id: unknown, events: boolean): void {
  response.writeHead(200, { "content-type": events ? "text/event-stream" : "application/json" });
  const head = `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{"content":[{"type":"text","text":"`;
  response.write(`${events ? "data: " : ""}${head}${"x".repeat(300_000)}`);
}

describe.each([
  ["JSON", false],
  ["an event stream", true],
])("a long result as %s", (_, events) => {
  it("whose connection breaks: its reader is told", async () => {
    let cut = (): unknown => undefined;
    const { proxy } = await behind((request, response) => {
      if (legacyHello(request, response)) return;
      begin(response, request.message?.id, events);
      cut = () => response.destroy();
    });
    const { tail } = await ask(proxy.view, caller("legacy"), "tools/call", call).answer;
    cut();
    await failed(drained(tail));
  });

  it("that goes silent: its reader is told, and the connection closed", async () => {
    let closed = false;
    const { proxy } = await behind((request, response) => {
      if (legacyHello(request, response)) return;
      response.once("close", () => {
        closed = true;
      });
      begin(response, request.message?.id, events);
    }, "    timeouts: { idle: 2s }\n");
    const { tail } = await ask(proxy.view, caller("legacy"), "tools/call", call).answer;
    await failed(drained(tail));
    await expect.poll(() => closed).toBe(true);
  });

  it("whose reader takes a rest for longer than that arrives whole", async () => {
    const { proxy } = await behind((request, response) => {
      if (legacyHello(request, response)) return;
      begin(response, request.message?.id, events);
      response.end(`${"x".repeat(3_000_000)}"}]}}${events ? "\n\n" : ""}`);
    }, "    timeouts: { idle: 1s }\n");
    const { tail } = await ask(proxy.view, caller("legacy"), "tools/call", call).answer;
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(await drained(tail)).toBeGreaterThan(3_000_000);
  });

  it("of an upstream that is stopped: its reader is told", async () => {
    const { proxy } = await behind((request, response) => {
      if (!legacyHello(request, response)) begin(response, request.message?.id, events);
    });
    const { tail } = await ask(proxy.view, caller("legacy"), "tools/call", call).answer;
    const told = failed(drained(tail));
    await proxy.assembly.close();
    await told;
  });
});

it("a stream that stays open behind its answer does not keep its connection", async () => {
  let closed = 0;
  const { proxy } = await behind((request, response) => {
    if (legacyHello(request, response)) return;
    response.once("close", () => closed++);
    const answer = { jsonrpc: "2.0", id: request.message?.id, result: { content: [] } };
    response.writeHead(200, { "content-type": "text/event-stream" }).write(`data: ${JSON.stringify(answer)}\n\n`);
  });
  await ask(proxy.view, caller("legacy"), "tools/call", call).answer;
  await expect.poll(() => closed).toBe(1);
});

it("nor does the rest of a broken stream that stays open behind its answer", async () => {
  let id: unknown;
  let closed = 0;
  const { proxy } = await behind((request, response) => {
    const resumed = request.headers["last-event-id"] !== undefined;
    if (!resumed && legacyHello(request, response)) return;
    response.writeHead(200, { "content-type": "text/event-stream" });
    if (!resumed) {
      id = request.message?.id;
      response.end("id: 1\nretry: 100\ndata:\n\n");
      return;
    }
    response.once("close", () => closed++);
    response.write(`data: ${JSON.stringify({ jsonrpc: "2.0", id, result: { content: [] } })}\n\n`);
  });
  await ask(proxy.view, caller("legacy"), "tools/call", call).answer;
  await expect.poll(() => closed).toBe(1);
});

it("a reader that leaves ends a long result whose upstream has stalled", async () => {
  const tail = new Readable({ read: () => undefined });
  const out = new Writable({ write: (_chunk, _encoding, done) => done() });
  const { kind, id, method, body, members, bytes } = scan(Buffer.from('{"jsonrpc":"2.0","id":1,"result":{}}'));
  const flow = new Outflow(out, BARE, () => out.destroy());
  flow.send(new Message(bytes, { kind, id, method, body, members }, tail));
  tail.push("x");
  await new Promise((resolve) => setImmediate(resolve));
  out.destroy();
  await expect.poll(() => tail.destroyed).toBe(true);
});

describe("a request that is given up while it waits for a credential", () => {
  const credential: Credential = { headers: [] };

  async function transport(credentials: Omit<Credentials, "close">): Promise<{
    link: HttpTransport;
    raw: RawHttp;
    failures: Failure[];
  }> {
    const raw = await rawHttp((request, response) => {
      if (request.headers.authorization === undefined && request.url === "/refuses") response.writeHead(401).end();
      else json(response, { jsonrpc: "2.0", id: request.message?.id, result: {} });
    }, "/refuses");
    const origin = new HttpOrigin({ origin: new URL(raw.url).origin });
    const failures: Failure[] = [];
    const link = new HttpTransport({
      upstream: "raw",
      origin,
      path: "/refuses",
      headers: [],
      principal: LOCAL,
      credentials: { ...credentials, close: async () => undefined },
      maxBytes: 1_000_000,
      idle: 0,
      abortCancels: true,
      log: recordingLog(),
    });
    await link.open({
      message: () => undefined,
      activity: () => undefined,
      failed: (_id, failure) => failures.push(failure),
      closed: () => undefined,
    });
    open.push(raw, origin, link);
    return { link, raw, failures };
  }
  const out = {
    bytes: Buffer.from('{"jsonrpc":"2.0","id":7,"method":"tools/call"}'),
    id: 7,
    headers: [],
    whole: false,
  };

  /** The requests that arrived once one that was sent behind them has. */
  async function idsBehind(link: HttpTransport, raw: RawHttp): Promise<unknown[]> {
    const marked = { ...out, id: 8, bytes: Buffer.from('{"jsonrpc":"2.0","id":8,"method":"tools/call"}') };
    link.send(marked);
    const ids = (): unknown[] => raw.seen.map(({ message }) => message?.id);
    await expect.poll(ids).toContain(8);
    return [...new Set(ids())];
  }

  it("is never sent: the first", async () => {
    let give: (credential: Credential) => void = () => undefined;
    const coming = new Promise<Credential>((resolve) => {
      give = resolve;
    });
    const { link, raw } = await transport({ current: () => coming, renew: async () => credential });
    link.send(out);
    link.abort(7);
    give(credential);
    expect(await idsBehind(link, raw)).toEqual([8]);
  });

  it("is never sent again: after a refusal", async () => {
    let give: (credential: Credential) => void = () => undefined;
    let asked = false;
    const { link, raw } = await transport({
      current: () => credential,
      renew: () => {
        asked = true;
        return new Promise((resolve) => {
          give = resolve;
        });
      },
    });
    link.send(out);
    await expect.poll(() => asked).toBe(true);
    link.abort(7);
    give({ headers: ["authorization", "Bearer new"] });
    expect(await idsBehind(link, raw)).toEqual([7, 8]);
  });
});

describe("sessions with a link of their own", () => {
  it("that end while it is opened leave none behind", async () => {
    let hello: (() => void) | undefined;
    const { raw, proxy } = await behind((request, response) => {
      if (request.message?.method === "initialize") hello = () => void legacyHello(request, response);
      else if (!legacyHello(request, response)) json(response, { jsonrpc: "2.0", id: request.message?.id, result: {} });
    }, "    isolation: session\n");
    const who = caller("legacy", { session: "gone" });
    const refused = failed(ask(proxy.view, who, "tools/call", call).answer);
    await expect.poll(() => hello).toBeDefined();
    proxy.view.forget(who);
    hello?.();
    expect((await refused).code).toBe("CANCELLED");
    await expect.poll(() => raw.seen.some(({ method }) => method === "DELETE")).toBe(true);
  });
});

it("an ear that one of two upstreams refuses is not left at the other", async () => {
  const subscribed: string[] = [];
  const upstream = (name: string, refuses: boolean): Promise<RawHttp> =>
    rawHttp((request, response) => {
      const capabilities = { resources: { subscribe: true } };
      const { message } = request;
      if (legacyHello(request, response, name, capabilities)) return;
      if (message?.method?.endsWith("subscribe")) subscribed.push(`${name} ${message.method}`);
      const error = { code: -32602, message: "no" };
      const refused = refuses && message?.method === "resources/subscribe";
      json(response, { jsonrpc: "2.0", id: message?.id, ...(refused ? { error } : { result: { resources: [] } }) });
    });
  const takes = await upstream("takes", false);
  const refuses = await upstream("refuses", true);
  const proxy = await assembled(`upstreams:\n  takes: { url: "${takes.url}" }\n  refuses: { url: "${refuses.url}" }\n`);
  open.push(takes, refuses, proxy);
  const who = caller("modern");
  await ask(proxy.view, who, "resources/list").answer;
  const listener = { caller: who, notify: () => undefined, logLevel: () => undefined, ended: () => undefined };
  const wants = {
    toolsListChanged: false,
    promptsListChanged: false,
    resourcesListChanged: false,
    resourceSubscriptions: ["x://one"],
    taskIds: [],
  };
  await expect(proxy.view.listen(listener, wants)).rejects.toThrow();
  await expect.poll(() => subscribed).toContain("takes resources/unsubscribe");
});

it("a session carries what its principal showed last", async () => {
  const table = new SessionTable({ sessionsPerPrincipal: 1, sessionIdleMs: 1000 }, recordingLog(), sessionBudget(1e6));
  const first = principalOf("idp", "ada", "ada", { groups: ["admin"] });
  const view = createEchoView();
  const session = new LegacySession({
    id: "s",
    principal: first,
    endpoint: "/mcp",
    view,
    world: testWorld(),
    outside: { emit: () => true, onDrain: (listener) => listener() },
    questionMs: 1000,
  });
  table.add({ session, journals: undefined, lastSeen: 0 });
  const said = new PassThrough();
  const way = {
    shared: false,
    emit: () => true,
    onDrain: (listener: () => void) => listener(),
    answer: (message: Message) => void said.write(message.bytes),
    cancelled: () => undefined,
  };
  const hello = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "0" } };
  const request = (id: number, method: string, params: unknown): Message =>
    scan(Buffer.from(JSON.stringify({ jsonrpc: "2.0", id, method, params })));
  session.accept(request(1, "initialize", hello), way);
  await expect.poll(() => session.revision).toBe("2025-11-25");
  const later = principalOf("idp", "ada", "ada", { groups: [] });
  table.find("s", later, "/mcp");
  const seen = vi.spyOn(view, "handle");
  session.accept(request(2, "tools/list", {}), way);
  expect(seen.mock.calls[0]?.[0].caller.principal).toBe(later);
  table.close();
});
