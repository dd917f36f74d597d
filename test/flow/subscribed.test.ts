/** A subscription counts as a call: an upstream that runs only while it is needed is needed by who subscribed. */
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import type { Message } from "../../src/model/message.js";
import type { Listener, ListenFilter, Listening } from "../../src/model/view.js";
import { type Assembled, ask, assembled, caller } from "../fixtures/assembled.js";
import { behind } from "../fixtures/behind.js";
import { exposed, inSession, openSession } from "../fixtures/http-exposure.js";
import { json, legacyHello } from "../fixtures/raw-http.js";
import { type Scripted, scripted } from "../fixtures/scripted.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const LISTS = { tools: [], resources: [{ uri: "memo://1", name: "m" }] };
const CHANGES = { toolsListChanged: true, promptsListChanged: true, resourcesListChanged: true, taskIds: [] };
const wants = (...resourceSubscriptions: string[]): ListenFilter => ({ ...CHANGES, resourceSubscriptions });

interface Bed {
  readonly upstream: Scripted;
  readonly proxy: Assembled;
  readonly heard: Message[];
  listen(filter: ListenFilter): Promise<Listening>;
  /** The upstream says that what is subscribed to has changed, until the client hears of it. */
  hears(uri: string): Promise<void>;
}

async function bed(era: "legacy" | "modern", more: Record<string, unknown>, other = ""): Promise<Bed> {
  const upstream = scripted(LISTS);
  const proxy = await assembled(`upstreams:\n  one: ${upstream.config(more)}\n${other}`);
  open.push({ close: async () => upstream.remove() }, proxy);
  const who = caller(era);
  const heard: Message[] = [];
  const listener: Listener = {
    caller: who,
    notify: (message) => heard.push(message),
    logLevel: () => undefined,
    ended: () => undefined,
  };
  let edition = 0;
  const updates = (): unknown[] =>
    heard.filter(({ method }) => method === "notifications/resources/updated").map(({ value }) => value);
  return {
    upstream,
    proxy,
    heard,
    listen: (filter) => proxy.view.listen(listener, filter),
    hears: (uri) =>
      expect
        .poll(
          () => {
            upstream.write({ ...LISTS, instructions: `${++edition}` });
            return updates();
          },
          { timeout: 10_000, interval: 200 },
        )
        .toContainEqual({ uri }),
  };
}

it.each(["legacy", "modern"] as const)("starts a lazy upstream, for a %s client", async (era) => {
  const { upstream, listen, hears } = await bed(era, { start: "lazy" });
  const listening = await listen(wants());
  await delay(300);
  expect(upstream.running()).toEqual([]);
  await listening.update(wants("memo://1"));
  await expect.poll(() => upstream.received("resources/subscribe")).toEqual([{ uri: "memo://1" }]);
  await hears("memo://1");
});

it("starts a lazy upstream again that ended", async () => {
  const { upstream, listen, hears } = await bed("legacy", { start: "lazy", restart: { initial: "1ms", max: "10ms" } });
  await listen(wants("memo://1"));
  await expect.poll(() => upstream.received("resources/subscribe")).toHaveLength(1);
  process.kill(upstream.running()[0] as number, "SIGKILL");
  await expect.poll(() => upstream.received("resources/subscribe"), { timeout: 10_000 }).toHaveLength(2);
  await hears("memo://1");
});

it("keeps an upstream from being stopped for want of calls, and nothing else does", async () => {
  const { upstream, proxy, listen, hears } = await bed("legacy", { start: "lazy", idleStop: "200ms" });
  await ask(proxy.view, caller("legacy"), "resources/list").answer;
  const listening = await listen(wants("memo://1"));
  await expect.poll(() => upstream.received("resources/subscribe")).toHaveLength(1);
  await delay(1000);
  expect(upstream.running()).toHaveLength(1);
  await hears("memo://1");
  await listening.update(wants());
  await expect.poll(() => upstream.running(), { timeout: 10_000 }).toEqual([]);
});

it("is refused to a session where the upstream offers none, as the upstream itself would", async () => {
  const { proxy } = await behind(open, (request, response) => {
    if (!legacyHello(request, response)) json(response, { jsonrpc: "2.0", id: request.message?.id, result: {} });
  });
  const down = await exposed(proxy.assembly.views);
  open.push({ close: () => down.exposure.close({ graceMs: 0 }) });
  const session = await openSession(down);
  const subscribe = { jsonrpc: "2.0", id: 1, method: "resources/subscribe", params: { uri: "memo://1" } };
  // Until its link is open, nobody knows.
  await inSession(down, session, { jsonrpc: "2.0", id: 0, method: "tools/call", params: { name: "t" } });
  await expect
    .poll(async () => (await inSession(down, session, subscribe)).json.error)
    .toMatchObject({ code: -32601, message: expect.stringContaining("subscriptions") });
});
