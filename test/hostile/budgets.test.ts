import { connect, type Socket } from "node:net";
import { Writable } from "node:stream";
import { afterEach, describe, expect, test } from "vitest";
import { Backlog } from "../../src/exposure/backlog.js";
import { Budget, callBudget } from "../../src/exposure/budget.js";
import { BARE } from "../../src/exposure/framing.js";
import { Journals } from "../../src/exposure/journal.js";
import { Outflow } from "../../src/exposure/outflow.js";
import type { Access } from "../../src/model/access.js";
import { type BudgetName, budgetBytes } from "../../src/model/bounds.js";
import { ProxyError } from "../../src/model/errors.js";
import { principalOf } from "../../src/model/principal.js";
import { notification, result } from "../../src/wire/build.js";
import {
  inSession,
  JSON_HEADERS,
  modern,
  openSession,
  openStream,
  type Running,
  runHttp,
  SETTINGS,
  send,
} from "../fixtures/http-exposure.js";

const MIB = 1024 * 1024;
/** A small heap, so that its budgets are filled soon. */
const HEAP = 64 * MIB;

/** Whoever the key is called after. */
const BY_KEY: Access = {
  authenticate: ({ headers }) => principalOf("test", String(headers["x-api-key"] ?? "nobody")),
  close: async () => undefined,
};
const as = (who: string) => ({ "x-api-key": who });

const open: Running[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const running of open.splice(0)) await running.exposure.close({ graceMs: 0 });
});

async function running(limits: object = {}): Promise<Running> {
  const settings = { ...SETTINGS, heap: HEAP, limits: { ...SETTINGS.limits, sessionsPerPrincipal: 1e6, ...limits } };
  const made = await runHttp({ access: BY_KEY, settings });
  open.push(made);
  return made;
}

/** Sends a request's head and a part of its body; answers what came back so far. */
function half(port: number, who: string, bytes: number, announced: number): () => string {
  let said = "";
  const socket = connect(port, "127.0.0.1", () => {
    socket.write(
      `POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: ${who}\r\nContent-Type: application/json\r\n` +
        `Accept: application/json, text/event-stream\r\nContent-Length: ${announced}\r\n\r\n`,
    );
    socket.write(Buffer.alloc(bytes, " "));
  });
  socket.on("data", (chunk) => {
    said += chunk.toString();
  });
  socket.on("error", () => undefined);
  sockets.push(socket);
  return () => said;
}

const waitCall = (bytes: number) => ({
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name: "wait", arguments: { text: "x".repeat(bytes) } },
});

/** Bytes each budget lets be taken, after several times as many were asked of it. */
const FILLED: Record<BudgetName, (most: number) => number | Promise<number>> = {
  async bodies(most) {
    const { port } = await running();
    const count = (4 * most) / 1_000_000;
    const told = Array.from({ length: count }, (_, i) => half(port, `p${i % 5}`, 1_000_000, 1_000_001));
    const waiting = (): number => told.filter((said) => said() === "").length;
    await expect.poll(() => waiting() * 1_000_000).toBeLessThanOrEqual(most);
    expect(told.map((said) => said()).filter((said) => said !== "" && !/^HTTP\/1.1 (429|503) /.test(said))).toEqual([]);
    return waiting() * 1_000_000;
  },
  async calls(most) {
    const made = await running();
    const sessions = await Promise.all([0, 1, 2, 3, 4].map((i) => openSession(made, { headers: as(`p${i}`) })));
    let refused = 0;
    const count = Math.floor((3 * most) / 200_000);
    const calls = Array.from({ length: count }, async (_, i) => {
      const { status } = await inSession(made, sessions[i % 5] as string, waitCall(200_000), as(`p${i % 5}`));
      if (status === 429 || status === 503) refused++;
    });
    await expect.poll(() => made.view.waiting.size + refused, { timeout: 60_000 }).toBe(count);
    const taken = made.view.waiting.size * 200_000;
    made.view.release();
    await Promise.all(calls);
    return taken;
  },
  async sessions(most) {
    const made = await running();
    const declared = { experimental: { x: { text: "x".repeat(15_000) } } };
    let kept = 0;
    for (let i = 0; i < (3 * most) / 15_000 / 6; i++) {
      const params = { protocolVersion: "2025-11-25", capabilities: declared };
      const body = JSON.stringify({ jsonrpc: "2.0", id: i, method: "initialize", params });
      const { status } = await send(made, { headers: { ...JSON_HEADERS, ...as(`p${i % 5}`) }, body });
      if (status === 200) kept += 6 * 15_000;
      else expect([429, 503]).toContain(status);
    }
    return kept;
  },
  unread(most) {
    const backlog = new Backlog(most);
    const held = new Set<Outflow>();
    for (let i = 0; i < (4 * most) / 100_000; i++) {
      // Takes its first piece and never another.
      const out = new Writable({ write: () => undefined });
      out.on("error", () => undefined);
      const flow: Outflow = new Outflow(out, BARE, () => void out.destroy(), { backlog });
      held.add(flow);
      for (let j = 0; j < 10; j++) flow.send(result(Buffer.from("1"), { text: "x".repeat(10_000) }));
    }
    return [...held].reduce((sum, flow) => sum + flow.held, 0);
  },
  journals(most) {
    const budget = { bytes: 0, journals: 0, most };
    const message = notification("notifications/message", { data: "x".repeat(10_000) });
    for (let i = 0; i < (4 * most) / 1_000_000; i++) {
      const { outside } = new Journals(budget);
      for (let j = 0; j < 100; j++) outside.send(message);
    }
    return budget.bytes;
  },
};

describe("T-118: messages under way and kept for clients", () => {
  test.each(Object.keys(FILLED) as BudgetName[])("%s: hold their budget when more is asked of it", async (name) => {
    const most = budgetBytes(name, HEAP);
    const taken = await FILLED[name](most);
    expect(taken).toBeLessThanOrEqual(most);
    expect(taken).toBeGreaterThan(most / 8);
  });

  test("a budget follows the heap, and is never so small that nothing is served", () => {
    expect(budgetBytes("calls", 256 * MIB)).toBeLessThan(budgetBytes("calls", 512 * MIB));
    expect(budgetBytes("calls", 1)).toBeGreaterThanOrEqual(8 * MIB);
  });
});

describe("T-118: one caller with as much under way as it may have", () => {
  test("half-sent bodies: its next one is answered 429 with Retry-After, another caller and its own short calls are served", async () => {
    const made = await running();
    const told = Array.from({ length: 40 }, () => half(made.port, "greedy", 1_000_000, 1_000_001));
    await expect.poll(() => told.filter((said) => said() !== "").length).toBeGreaterThan(20);
    const refused = told.map((said) => said()).find((said) => said !== "") as string;
    expect(refused).toMatch(/^HTTP\/1.1 429 /);
    expect(refused).toContain("Retry-After: 1");
    expect(refused).toContain('"reason":"rate_limited"');
    const args = { name: "echo", arguments: { text: "x".repeat(700_000) } };
    expect((await modern(made, "tools/call", args, as("other"))).status).toBe(200);
    const short = { name: "echo", arguments: { text: "x" } };
    expect((await modern(made, "tools/call", short, as("greedy"))).status).toBe(200);
  });

  test("calls: the next one is answered with its id and Retry-After, another caller is served, and so is it when they are over", async () => {
    const made = await running();
    const greedy = as("greedy");
    const session = await openSession(made, { headers: greedy });
    const calls = Array.from({ length: 60 }, () => inSession(made, session, waitCall(500_000), greedy));
    const first = await Promise.race(calls);
    expect([first.status, first.json.id, first.json.error.data.reason]).toEqual([429, 1, "rate_limited"]);
    expect(first.headers["retry-after"]).toBe("1");
    const args = { name: "echo", arguments: { text: "x".repeat(500_000) } };
    expect((await modern(made, "tools/call", args, as("other"))).status).toBe(200);
    made.view.release();
    await Promise.all(calls);
    expect((await modern(made, "tools/call", args, greedy)).status).toBe(200);
  });

  test("calls whose clients went away count until they are over", async () => {
    const made = await running();
    const session = await openSession(made, { headers: as("greedy") });
    const headers = { ...JSON_HEADERS, ...as("greedy"), "mcp-session-id": session };
    for (let i = 0; i < 60; i++) {
      const call = openStream(made, headers, { body: waitCall(500_000) });
      call.catch(() => undefined);
    }
    await expect.poll(() => made.view.waiting.size).toBeGreaterThan(3);
    expect(made.view.waiting.size * 500_000).toBeLessThan(budgetBytes("calls", HEAP));
  });

  test("streams: one too many is answered 429, and there is room again when one closes", async () => {
    const made = await running({ streamsPerPrincipal: 3 });
    const get = async (who: string) => {
      const session = await openSession(made, { headers: as(who) });
      const headers = { accept: "text/event-stream", "mcp-session-id": session, ...as(who) };
      return openStream(made, headers);
    };
    const streams = [await get("greedy"), await get("greedy"), await get("greedy")];
    expect((await get("greedy")).status).toBe(429);
    expect((await modern(made, "subscriptions/listen", { notifications: {} }, as("greedy"))).status).toBe(429);
    const sse = { method: "GET", path: "/sse", headers: { accept: "text/event-stream", ...as("greedy") } };
    expect((await send(made, sse)).status).toBe(429);
    expect((await get("other")).status).toBe(200);
    streams[0]?.close();
    await expect.poll(async () => (await get("greedy")).status).toBe(200);
  });

  test("a body in pieces of one byte takes little more than its bytes", async () => {
    const made = await running();
    const socket = connect(made.port, "127.0.0.1");
    sockets.push(socket);
    let said = "";
    socket.on("data", (chunk) => {
      said += chunk.toString();
    });
    const text = JSON.stringify({
      jsonrpc: "2.0",
      id: 7,
      method: "ping",
      params: { _meta: { text: "x".repeat(60_000) } },
    });
    const session = await openSession(made);
    socket.write(
      `POST /mcp HTTP/1.1\r\nHost: localhost\r\nMcp-Session-Id: ${session}\r\nContent-Type: application/json\r\n` +
        `Accept: application/json, text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    socket.write(`${[...text].map((byte) => `1\r\n${byte}\r\n`).join("")}0\r\n\r\n`);
    await expect.poll(() => said).toContain('"id":7,"result":{}');
  });
});

describe("a budget", () => {
  test("leaves something for whoever comes next, however many take what they can get", () => {
    const budget = callBudget(1000);
    for (let i = 0; i < 5; i++) {
      let taken = 0;
      for (;;) {
        try {
          budget.take(`greedy ${i}`, 10);
          taken += 10;
        } catch (error) {
          expect(ProxyError.from(error).code).toBe("RATE_LIMITED");
          break;
        }
      }
      expect(taken).toBeGreaterThanOrEqual(Math.floor(1000 / 2 ** (i + 1) / 10) * 10);
    }
    expect(budget.used).toBeLessThan(1000);
    budget.take("late", 10);
  });

  test("is whole again when everything was given back, once or twice", () => {
    const budget = new Budget(100, { what: "calls", code: "RATE_LIMITED" });
    const leases = ["a", "b"].map((owner) => budget.take(owner, 30));
    for (const lease of [...leases, ...leases]) lease.release();
    expect(budget.used).toBe(0);
    expect(() => budget.take("a", 101)).toThrow(expect.objectContaining({ code: "OVERLOADED" }));
    budget.take("a", 100);
  });
});
