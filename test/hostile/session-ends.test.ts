/** Sessions that end while something is under way: nobody waits for ever, and nothing counts as under way that is over. */
import { afterEach, expect, it } from "vitest";
import { inSession, JSON_HEADERS, openSession, type Running, runHttp, send } from "../fixtures/http-exposure.js";

let running: Running;
afterEach(() => running.exposure.close({ graceMs: 0 }));

const wait = { jsonrpc: "2.0", id: "mine", method: "tools/call", params: { name: "wait" } };

it("T-98: DELETE ends the calls of its session with an error, as JSON and on a stream", async () => {
  for (const upgradeAfterMs of [60_000, 1]) {
    running = await runHttp({ settings: { upgradeAfterMs } });
    const session = await openSession(running);
    const call = inSession(running, session, wait);
    await expect.poll(() => running.view.waiting.size).toBe(1);
    if (upgradeAfterMs === 1) await expect.poll(() => running.exposure.load().streams).toBe(1);
    await send(running, { method: "DELETE", headers: { "mcp-session-id": session } });
    const { body } = await call;
    expect(body).toContain('"id":"mine"');
    expect(body).toContain('"code":-33017');
    expect(running.view.cancelled).toEqual(["The session ended"]);
    await expect.poll(() => running.exposure.load()).toEqual({ sessions: 0, inFlight: 0, streams: 0 });
    await running.exposure.close({ graceMs: 0 });
  }
});

it("T-98: an HTTP+SSE client that leaves during a call leaves no call under way", async () => {
  running = await runHttp();
  const gone = new AbortController();
  const stream = await fetch(`${running.url}/sse`, { headers: { accept: "text/event-stream" }, signal: gone.signal });
  const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
  const announced = Buffer.from((await reader.read()).value ?? []).toString();
  const path = /data: (\S+)/.exec(announced)?.[1] as string;
  const say = (message: unknown): Promise<unknown> =>
    send(running, { path, headers: JSON_HEADERS, body: JSON.stringify(message) });
  const hello = { protocolVersion: "2024-11-05", capabilities: {}, clientInfo: { name: "test", version: "0" } };
  await say({ jsonrpc: "2.0", id: 0, method: "initialize", params: hello });
  await say({ jsonrpc: "2.0", method: "notifications/initialized" });
  await say(wait);
  await expect.poll(() => running.view.waiting.size).toBe(1);
  gone.abort();
  await expect.poll(() => running.exposure.load()).toEqual({ sessions: 0, inFlight: 0, streams: 0 });
});
