import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { type Assembled, ask, assembled, caller as callerOf } from "../fixtures/assembled.js";
import { EARLY, type EarlyUpstream, earlyUpstream } from "../fixtures/early-upstreams.js";
import { type HandClient, type Reached, reached, WAYS } from "../fixtures/hand-clients.js";
import { scripted } from "../fixtures/scripted.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

interface Bed {
  readonly upstream: EarlyUpstream;
  readonly down: Reached;
  readonly client: HandClient;
  readonly proxy: Assembled;
}

/** A proxy between the two, nothing said yet. */
async function bed(
  up: (typeof EARLY)[number],
  way: (typeof WAYS)[number],
  given: { upstream?: Record<string, unknown>; more?: string; questionMs?: number } = {},
): Promise<Bed> {
  const upstream = await earlyUpstream(up, given.upstream);
  open.push(upstream);
  const proxy = await assembled(`upstreams: { one: ${upstream.config} }\n${given.more ?? ""}`);
  open.push(proxy);
  const down = await reached(way, proxy.view, given.questionMs);
  open.push(down);
  return { upstream, down, client: down.client(), proxy };
}

const ROOTS = { roots: [{ uri: "file:///home" }] };
/** Long enough for what is said to have arrived everywhere: nothing here depends on how long it is. */
const MOMENT = 300;

/** Answers the newest of so many questions. */
async function answer(client: HandClient, count = 1): Promise<void> {
  const questions = () => client.heard().filter(({ method }) => method === "roots/list");
  await expect.poll(questions).toHaveLength(count);
  const question = questions().at(-1);
  await client.say({ id: question?.id, result: ROOTS });
}

const combinations = EARLY.flatMap((up) => WAYS.map((way) => [up, way] as const));

describe.each(combinations)(
  "a question right behind the handshake of an upstream over %s, client over %s",
  (up, way) => {
    it("waits for a client that is not ready yet, and is asked there", async () => {
      const { upstream, client } = await bed(up, way);
      await client.initialize();
      await expect.poll(() => upstream.asked()).toBe(1);
      await delay(MOMENT);
      await client.say({ method: "notifications/initialized" });
      await delay(MOMENT);
      await client.listen();
      await answer(client);
      await expect.poll(() => upstream.answers()).toEqual([{ id: "early", result: ROOTS }]);
    });
  },
);

const REFUSED = [
  {
    id: "early",
    error: { code: -32601, message: expect.stringMatching(/^no client is connected that could answer roots\/list/) },
  },
];
const GONE = [{ id: "early", error: { code: -32603, message: "The client disconnected" } }];
const WITHDRAWN = { method: "notifications/cancelled", params: { requestId: "early", reason: "never mind" } };

const anybody = callerOf("legacy");
/** Somebody on the same link as the clients, who cannot be asked. */
const BESIDE = {
  caller: {
    ...anybody,
    capabilities: { ...anybody.capabilities, raw: Buffer.from('{"roots":{"listChanged":true}}'), roots: true },
  },
  logLevel: () => undefined,
  ended: () => undefined,
};
const NOTHING = {
  toolsListChanged: false,
  promptsListChanged: false,
  resourcesListChanged: false,
  resourceSubscriptions: [],
  taskIds: [],
};

describe.each(EARLY)("a question right behind the handshake of an upstream over %s", (up) => {
  it.each(WAYS)("is refused in the end to a client over %s that never gets ready", async (way) => {
    const { upstream, client } = await bed(up, way, { more: "questions: { timeout: 1s }" });
    await client.initialize();
    await expect.poll(upstream.answers).toEqual(REFUSED);
  });

  it("is refused in the end to a client that never opens its stream, and not asked behind that", async () => {
    const { upstream, client } = await bed(up, "http", { questionMs: 500 });
    await client.initialize();
    await client.say({ method: "notifications/initialized" });
    await expect.poll(upstream.answers).toEqual(REFUSED);
    await client.listen();
    upstream.say({ method: "notifications/vendor" });
    await expect.poll(() => client.heard().map(({ method }) => method)).toContain("notifications/vendor");
    expect(client.heard().map(({ method }) => method)).not.toContain("roots/list");
  });

  it.each(["sse", "stdio"] as const)("is refused when the client over %s leaves while it is asked", async (way) => {
    const { upstream, client } = await bed(up, way);
    await client.initialize();
    await client.say({ method: "notifications/initialized" });
    await expect.poll(() => client.heard().map(({ method }) => method)).toContain("roots/list");
    await client.leave();
    await expect.poll(upstream.answers).toEqual(GONE);
  });

  it("is refused when the client leaves before it opens its stream", async () => {
    const { upstream, client } = await bed(up, "http", { more: "questions: { timeout: 1s }" });
    await client.initialize();
    await client.say({ method: "notifications/initialized" });
    await expect.poll(() => upstream.asked()).toBe(1);
    await delay(MOMENT);
    await client.leave();
    // On a slow day it comes when the client has left already.
    await expect.poll(upstream.answers).toHaveLength(1);
    expect([GONE, REFUSED]).toContainEqual(upstream.answers());
  });

  it("is not asked once its upstream has withdrawn it", async () => {
    const { upstream, client, proxy } = await bed(up, "http");
    await client.initialize();
    await expect.poll(() => upstream.asked()).toBe(1);
    const heard: unknown[] = [];
    await proxy.view.listen({ ...BESIDE, notify: ({ method }) => heard.push(method) }, NOTHING);
    upstream.say(WITHDRAWN, { method: "notifications/vendor" });
    // What is said behind the withdrawal has arrived, so it counts.
    await expect.poll(() => heard).toContain("notifications/vendor");
    await client.say({ method: "notifications/initialized" });
    await client.listen();
    upstream.say({ method: "notifications/vendor" });
    await expect.poll(() => client.heard().map(({ method }) => method)).toContain("notifications/vendor");
    expect(client.heard().map(({ method }) => method)).not.toContain("roots/list");
    expect(upstream.answers()).toEqual([]);
  });

  it.each(WAYS)("is taken back from the client over %s when its upstream withdraws it", async (way) => {
    const { upstream, client } = await bed(up, way);
    await client.initialize();
    await client.say({ method: "notifications/initialized" });
    await client.listen();
    await expect.poll(() => client.heard().map(({ method }) => method)).toContain("roots/list");
    const question = client.heard().find(({ method }) => method === "roots/list");
    upstream.say(WITHDRAWN);
    await expect
      .poll(() => client.heard())
      .toContainEqual({
        jsonrpc: "2.0",
        method: "notifications/cancelled",
        params: { requestId: question?.id },
      });
    expect(upstream.answers()).toEqual([]);
  });

  it("is taken back from the client when the link ends", async () => {
    const { upstream, proxy, client } = await bed(up, "http");
    await client.initialize();
    await client.say({ method: "notifications/initialized" });
    await client.listen();
    await expect.poll(() => client.heard().map(({ method }) => method)).toContain("roots/list");
    await proxy.close();
    await expect.poll(() => client.heard().map(({ method }) => method)).toContain("notifications/cancelled");
    expect(upstream.answers()).toEqual([]);
  });

  it("is refused at once where everybody shares the link: it declared nothing", async () => {
    const { upstream, client } = await bed(up, "http", { upstream: { isolation: "shared" } });
    await client.initialize();
    await expect.poll(upstream.answers).toEqual(REFUSED);
  });
});

it.each(WAYS)("a question right before the answer of the only call is asked of its client over %s", async (way) => {
  const { upstream, client } = await bed("sse", way);
  await client.initialize();
  await client.say({ method: "notifications/initialized" });
  await client.listen();
  await answer(client);
  await client.say({ id: 1, method: "tools/call", params: { name: "ask" } });
  await answer(client, 2);
  await expect.poll(upstream.answers).toEqual([
    { id: "early", result: ROOTS },
    { id: "late", result: ROOTS },
  ]);
});

it.each(EARLY)(
  "a question of an upstream over %s is refused at once where a stateless client opened the link",
  async (up) => {
    const { upstream, proxy } = await bed(up, "http");
    const params = { name: "t", arguments: {} };
    await ask(proxy.view, callerOf("modern", { asks: true }), "tools/call", params).answer;
    await expect.poll(upstream.answers).toEqual(REFUSED);
  },
);

it.each(EARLY)(
  "a question of an upstream over %s costs a stateless client that cannot be asked nothing: its call opened the link",
  async (up) => {
    const { upstream, proxy } = await bed(up, "http");
    const call = ask(proxy.view, callerOf("modern"), "tools/call", { name: "t", arguments: {} });
    expect((await call.answer).kind).toBe("result");
    await expect.poll(upstream.answers).toMatchObject([{ id: "early", error: { code: -32601 } }]);
  },
);

it("a question right behind a handshake of its own accord goes to nobody where several sessions come back to the link", async () => {
  const { upstream, down, client } = await bed("stdio", "http", {});
  const other = down.client();
  await client.initialize();
  await client.say({ method: "notifications/initialized" });
  await client.listen();
  await answer(client);
  await other.initialize();
  await other.say({ method: "notifications/initialized" });
  await other.listen();
  await client.say({ id: 1, method: "tools/call", params: { name: "crash" } });
  await expect.poll(upstream.asked).toBe(2);
  await expect.poll(upstream.answers).toEqual([{ id: "early", result: ROOTS }, ...REFUSED]);
  expect(client.heard().filter(({ method }) => method === "roots/list")).toHaveLength(1);
  expect(other.heard().filter(({ method }) => method === "roots/list")).toHaveLength(0);
});

it("questions right behind the handshake wait within bounds: the hundred and first is refused at once", async () => {
  const asks = Array.from({ length: 150 }, (_, id) => ({ id, method: "roots/list" }));
  const upstream = scripted({ asks });
  open.push({ close: async () => upstream.remove() });
  const proxy = await assembled(`upstreams: { one: ${upstream.config()} }`);
  open.push(proxy);
  const down = await reached("stdio", proxy.view);
  open.push(down);
  const client = down.client();
  await client.initialize();
  const refused = (): unknown[] => upstream.received("(answer)").map((answer) => (answer as { id: unknown }).id);
  const rest = asks.slice(100).map(({ id }) => id);
  await expect.poll(refused).toEqual(rest);
  await client.say({ method: "notifications/initialized" });
  await expect.poll(() => client.heard().filter(({ method }) => method === "roots/list")).toHaveLength(100);
  expect(refused()).toEqual(rest);
});
