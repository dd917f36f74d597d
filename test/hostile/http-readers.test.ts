import { connect, type Socket } from "node:net";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import {
  eventsOf,
  inSession,
  JSON_HEADERS,
  MODERN_META,
  modern,
  openSession,
  type Running,
  runHttp,
} from "../fixtures/http-exposure.js";
import { recordingLog } from "../fixtures/recording-log.js";
import { testWorld } from "../fixtures/test-world.js";

let running: Running;

afterEach(() => running.exposure.close({ graceMs: 0 }));

function modernCall(id: number, name: string, args: Record<string, unknown>) {
  return { jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: args, _meta: MODERN_META } };
}

function flood(id: number, args: Record<string, unknown>) {
  return modernCall(id, "flood", args);
}

/** A modern request whose reader takes nothing until `resume`. */
function stalled(message: { method: string; params: { name?: string } }): Socket {
  const body = JSON.stringify(message);
  const head = [
    "POST /mcp HTTP/1.1",
    `Host: 127.0.0.1:${running.port}`,
    ...Object.entries(JSON_HEADERS).map(([name, value]) => `${name}: ${value}`),
    "MCP-Protocol-Version: 2026-07-28",
    `Mcp-Method: ${message.method}`,
    ...(message.params.name === undefined ? [] : [`Mcp-Name: ${message.params.name}`]),
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  const socket = connect(running.port, "127.0.0.1", () => socket.write(`${head.join("\r\n")}\r\n\r\n${body}`));
  socket.on("error", () => undefined);
  return socket.pause();
}

/** Waits until the listener has dropped every connection. */
async function dropped(): Promise<void> {
  const { server } = running.exposure;
  const open = () => new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
  await expect.poll(open).toBe(0);
}

describe("T-104: readers that take nothing", () => {
  test("an upstream that does not pause: memory stays bounded, the stalled are cut off, others are served", async () => {
    running = await runHttp();
    const session = await openSession(running);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    for (let id = 0; id < 40; id++) {
      // More than the kernel takes for a reader that does not read.
      stalled(flood(id, { count: 300, size: 65_536 }));
      await inSession(running, session, { jsonrpc: "2.0", id, method: "ping" });
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    await dropped();
    expect(most).toBeLessThan(64 * 1024 * 1024);
    expect((await modern(running, "tools/list")).status).toBe(200);
  });

  test("an upstream that pauses when told is never cut off for it, only for a reader that stays away", async () => {
    running = await runHttp({ settings: { stallMs: 100, keepAliveMs: 50 } });
    stalled(flood(1, { count: 400, size: 65_536, polite: true }));
    await dropped();
    expect((await modern(running, "tools/list")).status).toBe(200);
  });

  test("subscriptions that nobody takes are cut off once too much waits, however fast it is told", async () => {
    const log = recordingLog();
    running = await runHttp({ world: testWorld({ log }) });
    const notifications = { resourceSubscriptions: ["a"] };
    const params = { notifications, _meta: MODERN_META };
    stalled({ jsonrpc: "2.0", id: 1, method: "subscriptions/listen", params } as Parameters<typeof stalled>[0]);
    await expect.poll(() => running.view.listeners.size).toBe(1);
    // More than the kernel takes for a reader that does not read.
    for (let told = 0; told < 3000 && running.view.listeners.size > 0; told++) {
      running.view.changed("notifications/resources/updated", { uri: "a", text: "x".repeat(10_000) });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(running.view.listeners.size).toBe(0);
    const cut = log.lines.filter(({ event }) => event === "client.slow_reader_disconnected");
    expect(cut.map(({ fields }) => fields)).toEqual([
      { principal: "local", endpoint: "/mcp", cause: expect.stringContaining("unread") },
    ]);
  });

  test("a body that nobody takes is cut off too", async () => {
    running = await runHttp({ settings: { stallMs: 100, keepAliveMs: 50 } });
    stalled(modernCall(1, "big", { bytes: 64 * 1024 * 1024 }));
    await dropped();
    expect((await modern(running, "tools/list")).status).toBe(200);
  });
});

test("T-23: clients that leave at any moment leave no call, socket or memory behind (property)", async () => {
  running = await runHttp({ settings: { upgradeAfterMs: 5, keepAliveMs: 5 } });
  const call = fc.constantFrom(
    modernCall(1, "echo", { text: "x" }),
    modernCall(1, "wait", {}),
    modernCall(1, "big", { bytes: 3_000_000 }),
    flood(1, { count: 20, size: 40_000 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(call, fc.nat({ max: 30 }), fc.boolean()), { maxLength: 30 }), async (visits) => {
      const left = visits.map(async ([message, after, abruptly]) => {
        const socket = stalled(message);
        socket.resume();
        await new Promise((resolve) => setTimeout(resolve, after));
        if (abruptly) socket.resetAndDestroy();
        else socket.destroy();
      });
      await Promise.all(left);
      await dropped();
      await expect.poll(() => running.view.waiting.size).toBe(0);
    }),
    { numRuns: 20 },
  );
  expect((await modern(running, "tools/list")).status).toBe(200);
});

test("T-104: a reader that stalls and drains at random gets every event once, in order (property)", async () => {
  running = await runHttp();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 20 }), async (pauses) => {
      const socket = stalled(flood(1, { count: 120, size: 40_000, polite: true }));
      const chunks: Buffer[] = [];
      let turn = 0;
      socket.on("data", (chunk) => {
        chunks.push(chunk);
        const pause = pauses[turn++ % pauses.length] as number;
        if (pause === 0) return;
        socket.pause();
        setTimeout(() => socket.resume(), pause / 10);
      });
      socket.resume();
      await expect.poll(() => Buffer.concat(chunks.slice(-2)).toString().endsWith("0\r\n\r\n")).toBe(true);
      socket.destroy();
      const text = Buffer.concat(chunks).toString();
      const body = unchunked(text.slice(text.indexOf("\r\n\r\n") + 4));
      const counts = eventsOf(body).map(({ data }) => JSON.parse(data.toString()).params?.data.count);
      expect(counts).toEqual([...Array.from({ length: 120 }, (_, at) => at), undefined]);
    }),
    { numRuns: 10 },
  );
});

/** A chunked body without its framing; ASCII only. */
function unchunked(text: string): string {
  let body = "";
  for (let at = 0; ; ) {
    const end = text.indexOf("\r\n", at);
    const size = Number.parseInt(text.slice(at, end), 16);
    if (size === 0) return body;
    body += text.slice(end + 2, end + 2 + size);
    at = end + 2 + size + 2;
  }
}
