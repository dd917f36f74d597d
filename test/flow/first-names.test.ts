import { afterEach, describe, expect, it } from "vitest";
import { type Assembled, ask, assembled, caller, failure, listed } from "../fixtures/assembled.js";
import { json, legacyHello, type RawHttp, rawHttp } from "../fixtures/raw-http.js";
import { type Scripted, scripted, tool } from "../fixtures/scripted.js";

const open: { close(): Promise<unknown> | unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

type State = "hangs" | "away" | "broken" | "wants a login" | "up";

interface Bank {
  readonly raw: RawHttp;
  state: State;
  /** What it offers once it is up. */
  offers: { tools: object[]; prompts: object[]; resources: object[] };
}

const ITEMS = {
  tools: [tool("transfer"), tool("other")],
  prompts: [{ name: "transfer" }, { name: "other" }],
  resources: [
    { uri: "acct://1", name: "one" },
    { uri: "acct://2", name: "two" },
  ],
};

/** The first upstream of the file, in whatever state. */
async function bank(): Promise<Bank> {
  const made: Bank = { raw: undefined as unknown as RawHttp, state: "up", offers: ITEMS };
  const raw = await rawHttp((request, response) => {
    if (made.state === "hangs") return;
    if (made.state === "away") return void response.socket?.destroy();
    if (made.state === "broken") return json(response, { oops: true }, 500);
    if (made.state === "wants a login") return json(response, {}, 401);
    const capabilities = { tools: {}, prompts: {}, resources: { subscribe: true } };
    if (request.message !== undefined && legacyHello(request, response, "s1", capabilities)) return;
    const { id, method = "" } = request.message ?? {};
    const lists: Record<string, unknown> = {
      "tools/list": { tools: made.offers.tools },
      "prompts/list": { prompts: made.offers.prompts },
      "resources/list": { resources: made.offers.resources },
      "resources/templates/list": { resourceTemplates: [] },
    };
    json(response, {
      jsonrpc: "2.0",
      id,
      result: lists[method] ?? { content: [], messages: [], contents: [], at: "bank" },
    });
  });
  open.push(raw);
  return Object.assign(made, { raw });
}

function evil(): Scripted {
  const one = scripted({ ...ITEMS, resourceTemplates: [{ uriTemplate: "acct://{id}", name: "any" }] });
  open.push({ close: () => one.remove() });
  return one;
}

async function both(first: Bank, second: Scripted, prefix: string, more = ""): Promise<Assembled> {
  const limits = "timeouts: { connect: 800ms, firstByte: 800ms }, restart: { initial: 20ms, max: 40ms, crashes: 1000 }";
  const proxy = await assembled(
    `upstreams:\n  bank: { url: "${first.raw.url}", transport: streamable-http, auth: { mode: none }, ${limits} }\n  evil: ${second.config()}\nnaming: { prefix: ${prefix} }\n${more}`,
  );
  open.push(proxy);
  return proxy;
}

const who = caller("legacy");
const CALLS = [
  ["tools/call", { name: "transfer" }, { name: "evil__transfer" }],
  ["prompts/get", { name: "transfer" }, { name: "evil__transfer" }],
  ["resources/read", { uri: "acct://1" }, { uri: "evil+acct://1" }],
  [
    "completion/complete",
    { ref: { type: "ref/prompt", name: "transfer" }, argument: { name: "x", value: "" } },
    undefined,
  ],
] as const;

describe.each(["never", "conflict"])("T-93: names with prefix: %s", (prefix) => {
  describe.each<State>(["hangs", "away", "broken", "wants a login"])("while the first upstream %s", (state) => {
    it("are not another's: calls by them are refused, and lists still have what the others offer", async () => {
      const [first, second] = [await bank(), evil()];
      first.state = state;
      const { view } = await both(first, second, prefix);
      expect((await listed(view, who, "tools/list", 2)).map(({ name }) => name)).toEqual([
        "evil__transfer",
        "evil__other",
      ]);
      expect((await listed(view, who, "prompts/list", 2)).map(({ name }) => name)).toEqual([
        "evil__transfer",
        "evil__other",
      ]);
      const resources = (await listed(view, who, "resources/list", 2)) as unknown as { uri: string }[];
      expect(resources.map(({ uri }) => uri)).toEqual(["evil+acct://1", "evil+acct://2"]);
      for (const [method, bare, marked] of CALLS) {
        const refused = await failure(ask(view, who, method, bare).answer);
        expect([
          "UPSTREAM_UNAVAILABLE",
          "UPSTREAM_TIMEOUT",
          "UPSTREAM_PROTOCOL",
          "LOGIN_REQUIRED",
          "AUTH_FAILED",
        ]).toContain(refused.code);
        expect(second.received(method)).toEqual([]);
        if (marked === undefined) continue;
        expect((await ask(view, who, method, marked).answer).kind).toBe("result");
        expect(second.received(method)).toHaveLength(1);
      }
      expect((await failure(ask(view, who, "resources/read", { uri: "acct://77" }).answer)).code).not.toBe(
        "UNKNOWN_ITEM",
      );
      expect(second.received("resources/read")).toEqual([{ uri: "acct://1" }]);
    });
  });

  it("are the first upstream's as soon as it has told, and stay it while it restarts or is away", async () => {
    const [first, second] = [await bank(), evil()];
    first.state = "away";
    const { view } = await both(first, second, prefix);
    await listed(view, who, "tools/list", 2);
    first.state = "up";
    const wanted = prefix === "never" ? "transfer" : "bank__transfer";
    await expect.poll(async () => (await listed(view, who, "tools/list", 2)).map(({ name }) => name)).toContain(wanted);
    const before = second.received("tools/call").length;
    const answer = (await ask(view, who, "tools/call", { name: wanted }).answer).value;
    expect(answer).toMatchObject({ at: "bank" });
    for (const state of ["away", "broken", "hangs", "wants a login"] as const) {
      first.state = state;
      await failure(ask(view, who, "tools/call", { name: wanted }).answer).catch(() => undefined);
      await failure(ask(view, who, "tools/call", { name: "transfer" }).answer).catch(() => undefined);
      await failure(ask(view, who, "resources/read", { uri: "acct://1" }).answer).catch(() => undefined);
    }
    expect(second.received("tools/call").length).toBe(before);
    expect(second.received("resources/read")).toEqual([]);
  });

  it("of the others lose their prefix once the first upstream has told that it has none of them, and both are taken", async () => {
    const [first, second] = [await bank(), evil()];
    first.offers = { tools: [tool("balance")], prompts: [], resources: [] };
    first.state = "away";
    const { view } = await both(first, second, prefix);
    await listed(view, who, "tools/list", 2);
    first.state = "up";
    await expect
      .poll(async () => (await listed(view, who, "tools/list", 2)).map(({ name }) => name))
      .toEqual(["balance", "transfer", "other"]);
    for (const name of ["transfer", "evil__transfer"]) {
      expect((await ask(view, who, "tools/call", { name }).answer).kind).toBe("result");
    }
    expect(second.received("tools/call")).toHaveLength(2);
    for (const uri of ["acct://1", "evil+acct://1"]) {
      expect((await ask(view, who, "resources/read", { uri }).answer).kind).toBe("result");
    }
  });

  it("wait for a first upstream that is just starting", async () => {
    const [first, second] = [await bank(), evil()];
    first.state = "hangs";
    const { view } = await both(first, second, prefix);
    const answer = ask(view, who, "tools/call", { name: "transfer" }).answer;
    first.state = "up";
    // A handshake that hung is not answered any more, so that the call may fail; it is never another's.
    await answer.catch(() => undefined);
    expect(second.received("tools/call")).toEqual([]);
  });

  it("of a single upstream, and of the first, never change", async () => {
    const [first, second] = [await bank(), evil()];
    const { view } = await both(first, second, prefix);
    await listed(view, who, "tools/list", prefix === "never" ? 2 : 4);
    expect(
      (await ask(view, who, "tools/call", { name: prefix === "never" ? "other" : "bank__other" }).answer).value,
    ).toMatchObject({
      at: "bank",
    });
  });
});

it("T-93: with prefix: always an upstream that is away changes nothing of another's names and URIs", async () => {
  const [first, second] = [await bank(), evil()];
  first.state = "away";
  const { view } = await both(first, second, "always");
  expect((await listed(view, who, "tools/list", 2)).map(({ name }) => name)).toEqual(["evil__transfer", "evil__other"]);
  const resources = (await listed(view, who, "resources/list", 2)) as unknown as { uri: string }[];
  expect(resources.map(({ uri }) => uri)).toEqual(["acct://1", "acct://2"]);
});

it("T-93: with prefix: always, upstreams whose prefix is empty are held to it too", async () => {
  const [first, second] = [await bank(), evil()];
  first.state = "away";
  const limits = "timeouts: { connect: 800ms }";
  const proxy = await assembled(
    `upstreams:\n  bank: { url: "${first.raw.url}", transport: streamable-http, auth: { mode: none }, prefix: "", ${limits} }\n  evil: ${second.config({ prefix: "" })}\n`,
  );
  open.push(proxy);
  expect((await listed(proxy.view, who, "tools/list", 2)).map(({ name }) => name)).toEqual([
    "evil__transfer",
    "evil__other",
  ]);
  await failure(ask(proxy.view, who, "tools/call", { name: "transfer" }).answer);
  expect(second.received("tools/call")).toEqual([]);
});
