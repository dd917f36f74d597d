/** Questions of session-based upstreams that cannot be put, as the client that called sees it. */
import { afterEach, describe, expect, it } from "vitest";
import { type Assembled, ask, assembled, caller, failure } from "../fixtures/assembled.js";
import { type Exposed, exposed, modern } from "../fixtures/http-exposure.js";
import { json, legacyHello, type RawHandler, type RawHttp, rawHttp } from "../fixtures/raw-http.js";
import { scripted, tool } from "../fixtures/scripted.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function bed(handle: RawHandler, extra = ""): Promise<{ raw: RawHttp; proxy: Assembled; down: Exposed }> {
  const raw = await rawHttp(handle);
  const proxy = await assembled(`upstreams: { raw: { url: "${raw.url}" } }\n${extra}`);
  const down = await exposed(proxy.assembly.views);
  open.push(raw, proxy, { close: () => down.exposure.close({ graceMs: 0 }) });
  return { raw, proxy, down };
}

const ERROR = { code: -32042, message: "Open a page first" };
const WANTED = { mode: "url", elicitationId: "e1", url: "https://example.com/a", message: "Open it" };
const wants =
  (data: unknown): RawHandler =>
  (request, response) => {
    if (!legacyHello(request, response))
      json(response, { jsonrpc: "2.0", id: request.message?.id, error: { ...ERROR, data } });
  };
const PAGE = { elicitation: { url: {} } };
const pages = {
  _meta: {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": PAGE,
  },
};
const call = { name: "t", arguments: {} };

describe("-32042 of an upstream, which 2026-07-28 does not have", () => {
  it("is a question to a client that can open pages, without elicitationId", async () => {
    const { down } = await bed(wants({ elicitations: [WANTED] }));
    const { json: said } = await modern(down, "tools/call", { ...call, ...pages });
    const { elicitationId: _, ...params } = WANTED;
    expect((said as { result: unknown }).result).toEqual({
      resultType: "input_required",
      inputRequests: { url1: { method: "elicitation/create", params } },
    });
  });

  it("says to any other client what it lacks", async () => {
    const { down } = await bed(wants({ elicitations: [WANTED] }));
    const { json: said, status } = await modern(down, "tools/call", call);
    expect(status).toBe(400);
    expect((said as { error: unknown }).error).toMatchObject({ code: -32021, data: { requiredCapabilities: PAGE } });
  });

  it.each([
    ["tools/call", call, undefined],
    ["completion/complete", { ref: { type: "ref/prompt", name: "p" }, argument: { name: "a", value: "" } }, [WANTED]],
  ])("is an error this revision has where %s cannot ask for it", async (method, params, elicitations) => {
    const { down } = await bed(wants({ elicitations }));
    const { json: said } = await modern(down, method, { ...params, ...pages });
    expect((said as { error: unknown }).error).toMatchObject({ ...ERROR, code: -32603 });
  });
});

it("a call whose user cannot be asked for want of room ends, here and upstream, and does not go on as if the user had said no", async () => {
  const { raw, proxy } = await bed((request, response) => {
    const { message } = request;
    if (message?.method === undefined && message?.id !== undefined) response.writeHead(202).end();
    else if (!legacyHello(request, response)) {
      const params = { message: "Who?", requestedSchema: { type: "object", properties: {} } };
      const question = { jsonrpc: "2.0", id: `ask-${message?.id}`, method: "elicitation/create", params };
      response.writeHead(200, { "content-type": "text/event-stream" }).write(`data: ${JSON.stringify(question)}\n\n`);
    }
  }, "questions: { perPrincipal: 1 }\n");
  const who = caller("modern", { asks: true });
  await ask(proxy.view, who, "tools/call", call).answer;
  const { code, message } = await failure(ask(proxy.view, who, "tools/call", call).answer);
  expect(code).toBe("RATE_LIMITED");
  expect(message).toContain("questions.perPrincipal");
  await expect.poll(() => raw.seen.filter((one) => one.message?.method === "notifications/cancelled")).toHaveLength(1);
});

describe("an upstream whose initialize answer is odd", () => {
  const hello =
    (result: object): RawHandler =>
    (request, response) => {
      if (request.message?.method === "initialize") {
        const usual = { protocolVersion: "2025-11-25", capabilities: {}, serverInfo: { name: "raw", version: "1" } };
        json(response, { jsonrpc: "2.0", id: request.message.id, result: { ...usual, ...result } });
      } else if (!legacyHello(request, response))
        json(response, { jsonrpc: "2.0", id: request.message?.id, result: {} });
    };

  it.each([null, [], "none", { tools: null, resources: true }])("capabilities %j", async (capabilities) => {
    const { proxy } = await bed(hello({ capabilities }));
    const who = caller("legacy");
    expect((await ask(proxy.view, who, "tools/call", call).answer).kind).toBe("result");
    const listener = { caller: who, notify: () => undefined, logLevel: () => undefined, ended: () => undefined };
    const wanted = { toolsListChanged: true, promptsListChanged: true, resourcesListChanged: true, taskIds: [] };
    const { honoured } = await proxy.view.listen(listener, { ...wanted, resourceSubscriptions: ["x://y"] });
    expect(honoured).toMatchObject({ toolsListChanged: false, resourceSubscriptions: [] });
  });

  it.each([5, "2025\r\nx: y", "", null])("protocolVersion %j, which is none", async (protocolVersion) => {
    const { proxy } = await bed(hello({ protocolVersion }));
    const { code, message } = await failure(ask(proxy.view, caller("legacy"), "tools/call", call).answer);
    expect(code).toBe("UPSTREAM_PROTOCOL");
    expect(message).toContain("protocolVersion");
  });
});

it("a question of which nobody can tell whose it is, is refused with a code of its own", async () => {
  const question = { id: "q", method: "roots/list" };
  const upstream = scripted({ tools: [tool("hang")] });
  open.push({ close: async () => upstream.remove() });
  const proxy = await assembled(`upstreams: { one: ${upstream.config()} }\n`);
  open.push(proxy);
  const who = caller("modern", { asks: true });
  const calls = [1, 2].map((id) => ask(proxy.view, who, "tools/call", { ...call, name: "hang" }, id));
  await expect.poll(() => upstream.received("tools/call")).toHaveLength(2);
  upstream.write({ tools: [tool("hang")], says: [question] });
  await expect
    .poll(() => upstream.received("(answer)"))
    .toMatchObject([{ id: "q", error: { code: -33013, data: { reason: "ambiguous_question" } } }]);
  for (const one of calls) {
    one.cancel();
    await failure(one.answer);
  }
});

it("an upstream that everybody shares asks nobody: the only call under way need not be the one it asks for", async () => {
  const upstream = scripted({ tools: [tool("hang")] });
  open.push({ close: async () => upstream.remove() });
  const proxy = await assembled(`upstreams: { one: ${upstream.config({ isolation: "shared" })} }\n`);
  open.push(proxy);
  const hanging = ask(proxy.view, caller("modern", { asks: true }), "tools/call", { ...call, name: "hang" });
  await expect.poll(() => upstream.received("tools/call")).toHaveLength(1);
  upstream.write({ tools: [tool("hang")], says: [{ id: "q", method: "roots/list" } as { method: string }] });
  await expect.poll(() => upstream.received("(answer)")).toMatchObject([{ id: "q", error: { code: -32601 } }]);
  hanging.cancel();
  await failure(hanging.answer);
});
