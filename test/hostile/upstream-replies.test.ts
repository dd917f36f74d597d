import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { ProxyError } from "../../src/model/errors.js";
import { ask, askWhole, caller, failure } from "../fixtures/assembled.js";
import { behind as bed } from "../fixtures/behind.js";
import { json, legacyHello, modernHello, type RawHandler, type RawHttp } from "../fixtures/raw-http.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const behind = (handle: RawHandler, extra = ""): ReturnType<typeof bed> => bed(open, handle, extra);

const call = { name: "t", arguments: {} };
const calls = (raw: RawHttp): number => raw.seen.filter(({ message }) => message?.method === "tools/call").length;

/** A list that is passed on while it arrives: several chunks, well over the size of one. */
const MANY = Array.from({ length: 400 }, (_, at) => ({
  name: `tool-${at}`,
  description: "x".repeat(1000),
  inputSchema: { type: "object" },
}));

describe("lists that are longer than what is passed on while it arrives", () => {
  it.each(["legacy", "modern"])("are merged whole from a %s upstream", async (era) => {
    const { proxy } = await behind((request, response) => {
      if (era === "modern" ? modernHello(request, response) : legacyHello(request, response)) return;
      const result = { resultType: "complete", ttlMs: 0, cacheScope: "private", tools: MANY };
      json(response, { jsonrpc: "2.0", id: request.message?.id, result });
    }, '    tools: { ignore: ["tool-0"] }\n');
    const answer = await askWhole(proxy.view, caller("modern"), "tools/list");
    expect((answer.value as { tools: unknown[] }).tools).toHaveLength(399);
  });

  it("are merged whole from an event stream", async () => {
    const { proxy } = await behind((request, response) => {
      if (legacyHello(request, response)) return;
      const body = JSON.stringify({ jsonrpc: "2.0", id: request.message?.id, result: { tools: MANY } });
      response.writeHead(200, { "content-type": "text/event-stream" }).end(`data: ${body}\n\n`);
    }, '    tools: { ignore: ["tool-0"] }\n');
    const answer = await askWhole(proxy.view, caller("modern"), "tools/list");
    expect((answer.value as { tools: unknown[] }).tools).toHaveLength(399);
  });

  it("are kept for an upstream that starts with its first call", async () => {
    const { proxy } = await behind((request, response) => {
      if (legacyHello(request, response)) return;
      json(response, { jsonrpc: "2.0", id: request.message?.id, result: { tools: MANY } });
    }, "    start: lazy\n");
    const answer = await ask(proxy.view, caller("legacy"), "tools/list").answer;
    const chunks = [answer.bytes];
    for await (const chunk of answer.tail ?? []) chunks.push(chunk as Buffer);
    const { result } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { result: { tools: unknown[] } };
    expect(result.tools).toHaveLength(400);
  });

  it("say whole which arguments must stand in headers", async () => {
    const tools = [
      ...MANY,
      {
        name: "t",
        inputSchema: { type: "object", properties: { region: { type: "string", "x-mcp-header": "Region" } } },
      },
    ];
    const { raw, proxy } = await behind((request, response) => {
      if (modernHello(request, response)) return;
      const { message } = request;
      const found = message?.method === "tools/list" ? { tools } : { content: [] };
      json(response, {
        jsonrpc: "2.0",
        id: message?.id,
        result: { resultType: "complete", ttlMs: 0, cacheScope: "private", ...found },
      });
    });
    const listed = await ask(proxy.view, caller("modern"), "tools/list").answer;
    for await (const _ of listed.tail ?? []);
    await ask(proxy.view, caller("modern"), "tools/call", { name: "t", arguments: { region: "eu" } }).answer;
    expect(raw.seen.find(({ message }) => message?.method === "tools/call")?.headers["mcp-param-region"]).toBe("eu");
  });
});

it("T-91: tools with invalid header annotations are left out, and the others stay", async () => {
  const annotated = (name: string, properties: object): object => ({
    name,
    inputSchema: { type: "object", properties },
  });
  const header = (value: unknown, type = "string"): object => ({ type, "x-mcp-header": value });
  const deep = `{"name":"deep","inputSchema":${'{"not":'.repeat(20_000)}{"x-mcp-header":"A"}${"}".repeat(20_000)}}`;
  const tools = [
    annotated("good", { region: header("Region") }),
    annotated("line-break", { region: header("Region\r\nX-Evil: 1") }),
    annotated("twice", { a: header("Region"), b: header("region") }),
    annotated("items", { list: { type: "array", items: header("Region") } }),
    annotated("object", { a: header("Region", "object") }),
    annotated("number", { a: header(7) }),
    annotated("plain", { a: { type: "string" } }),
  ];
  const text = [...tools.map((one) => JSON.stringify(one)), deep].join(",");
  const { proxy } = await behind((request, response) => {
    if (modernHello(request, response)) return;
    const id = JSON.stringify(request.message?.id);
    const result = `{"resultType":"complete","ttlMs":0,"cacheScope":"private","tools":[${text}]}`;
    response.writeHead(200, { "content-type": "application/json" });
    response.end(`{"jsonrpc":"2.0","id":${id},"result":${result}}`);
  }, '    tools: { ignore: ["none"] }\n');
  const answer = await askWhole(proxy.view, caller("modern"), "tools/list");
  expect((answer.value as { tools: { name: string }[] }).tools.map(({ name }) => name)).toEqual(["good", "plain"]);
});

describe("refusals with a JSON-RPC error of another id", () => {
  it.each([
    ["an id of its own", "server-error"],
    ["no id", undefined],
    ["a number nobody sent", 4711],
  ])("%s: they answer the request they refuse", async (_, id) => {
    const { proxy } = await behind((request, response) => {
      if (legacyHello(request, response)) return;
      json(
        response,
        { jsonrpc: "2.0", ...(id === undefined ? {} : { id }), error: { code: -32600, message: "no" } },
        406,
      );
    }, "    timeouts: { firstByte: 60s }\n");
    const settled = await ask(proxy.view, caller("legacy"), "tools/call", call).answer.then(
      (answer) => (answer.value as { code: number }).code,
      (error: ProxyError) => error.code,
    );
    expect([-32600, "UPSTREAM_UNAVAILABLE"]).toContain(settled);
  });

  it("so does one to the probe of the modern era", async () => {
    const { raw, proxy } = await behind((request, response) => {
      const { message } = request;
      if (message?.method === "server/discover") {
        const error = { code: -32600, message: "Bad Request: Missing session ID" };
        json(response, { jsonrpc: "2.0", id: "server-error", error }, 400);
      } else if (!legacyHello(request, response)) json(response, { jsonrpc: "2.0", id: message?.id, result: {} });
    }, "    timeouts: { connect: 60s }\n");
    await ask(proxy.view, caller("legacy"), "tools/call", call).answer;
    expect(calls(raw)).toBe(1);
  });
});

it("a refusal of the call itself that speaks of sessions is its answer, and costs nobody the session", async () => {
  const { raw, proxy } = await behind((request, response) => {
    if (legacyHello(request, response)) return;
    const error = { code: -32602, message: "session_name is missing" };
    json(response, { jsonrpc: "2.0", id: request.message?.id, error }, 400);
  });
  const answer = await ask(proxy.view, caller("legacy"), "tools/call", call).answer;
  expect((answer.value as { code: number }).code).toBe(-32602);
  expect(calls(raw)).toBe(1);
});

describe("a reply stream that broke and cannot be resumed", () => {
  const broken = (response: ServerResponse): void => {
    response.writeHead(200, { "content-type": "text/event-stream" }).write("retry: 100\nid: 1\ndata:\n\n");
    setTimeout(() => response.destroy(), 30);
  };
  it.each([401, 404, 405])("status %s to the GET: the call may have run, and is not sent again", async (status) => {
    const { raw, proxy } = await behind((request, response) => {
      if (request.method === "GET" && request.headers["last-event-id"] !== undefined) {
        response.writeHead(status).end();
      } else if (legacyHello(request, response)) return;
      else broken(response);
    });
    const error = await failure(ask(proxy.view, caller("legacy"), "tools/call", call).answer);
    expect(calls(raw)).toBe(1);
    expect(error.data?.executed).toBe("unknown");
  });
});

describe("cancelled before it could be sent", () => {
  it("while the link is opened: the upstream never sees it", async () => {
    let answerHello: (() => void) | undefined;
    const { raw, proxy } = await behind((request, response) => {
      if (request.message?.method === "initialize") answerHello = () => void legacyHello(request, response);
      else if (!legacyHello(request, response)) json(response, { jsonrpc: "2.0", id: request.message?.id, result: {} });
    });
    const asked = ask(proxy.view, caller("legacy"), "tools/call", call);
    await expect.poll(() => answerHello).toBeDefined();
    asked.cancel();
    answerHello?.();
    expect((await failure(asked.answer)).code).toBe("CANCELLED");
    await ask(proxy.view, caller("legacy"), "tools/list").answer;
    expect(calls(raw)).toBe(0);
  });
});
