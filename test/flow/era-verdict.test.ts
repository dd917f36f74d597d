import { resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Assembled, ask, assembled, caller } from "../fixtures/assembled.js";
import { json, modernHello, type RawHandler, rawHttp } from "../fixtures/raw-http.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const ENVELOPE = "io.modelcontextprotocol/protocolVersion";
const LEGACY = ["2025-06-18", "2025-03-26", "2024-11-05"];

/** What a `tools/call` of a modern client comes to. */
async function called({ view }: Assembled): Promise<unknown> {
  const answer = await ask(view, caller("modern"), "tools/call", { name: "t", arguments: {} }).answer;
  return answer.kind === "error" ? answer.value : (answer.value as { content?: unknown }).content;
}

async function behind(handler: RawHandler) {
  const raw = await rawHttp(handler);
  const proxy = await assembled(`upstreams: { x: { url: "${raw.url}" } }`);
  open.push(raw, proxy);
  const methods = (): unknown[] => raw.seen.map(({ message }) => message?.method).filter((one) => one !== undefined);
  return { raw, proxy, methods };
}

/** A session-based server whose revisions are `LEGACY`; `discover` answers `server/discover`. */
const legacy =
  (discover: object): RawHandler =>
  (request, response) => {
    const { id, method, params } = request.message ?? {};
    const say = (answer: object, status = 200): void =>
      json(response, { jsonrpc: "2.0", id, ...answer }, status, { "mcp-session-id": "s" });
    if (request.method !== "POST") response.writeHead(405).end();
    else if (method === "server/discover") say(discover);
    else if (id === undefined) response.writeHead(202).end();
    else if ((params?._meta as Record<string, unknown> | undefined)?.[ENVELOPE] !== undefined)
      say({ error: { code: -32022, message: "not spoken here", data: { supported: LEGACY } } }, 400);
    else if (method === "initialize") {
      const serverInfo = { name: "raw", version: "1" };
      say({ result: { protocolVersion: params?.protocolVersion, capabilities: { tools: {} }, serverInfo } });
    } else say({ result: { content: "legacy" } });
  };

const description = (supportedVersions: unknown): object => ({
  result: { resultType: "complete", supportedVersions, capabilities: { tools: {} }, ttlMs: 0, cacheScope: "public" },
});
const refusal = (data: unknown): object => ({ error: { code: -32022, message: "not spoken here", data } });

describe("an answer to server/discover", () => {
  it.each([
    ["names legacy revisions only", description(LEGACY), "2025-06-18"],
    ["names an unknown revision only", description(["2099-01-01"]), "2025-11-25"],
    ["names no revision", description([]), "2025-11-25"],
    ["has null for the list", description(null), "2025-11-25"],
    ["refuses the revision and names legacy ones", refusal({ supported: LEGACY }), "2025-06-18"],
    ["refuses the revision and names none", refusal({ supported: [] }), "2025-11-25"],
    ["refuses the revision without a list", refusal(undefined), "2025-11-25"],
  ])("that %s leads to an initialize with a revision of that list", async (_, discover, offered) => {
    const { proxy, raw, methods } = await behind(legacy(discover));
    expect(await called(proxy)).toBe("legacy");
    expect(await called(proxy)).toBe("legacy");
    expect(methods()).toEqual([
      "server/discover",
      "initialize",
      "notifications/initialized",
      "tools/call",
      "tools/call",
    ]);
    expect(raw.seen.find(({ message }) => message?.method === "initialize")?.message?.params?.protocolVersion).toBe(
      offered,
    );
  });
});

describe("a refusal of 2026-07-28 later on", () => {
  it("that names legacy revisions only opens a legacy session once, though server/discover still names the modern one", async () => {
    const { proxy, raw, methods } = await behind(legacy(description(["2026-07-28", ...LEGACY])));
    expect(await called(proxy)).toBe("legacy");
    expect(await called(proxy)).toBe("legacy");
    expect(methods().filter((method) => method === "initialize" || method === "server/discover")).toEqual([
      "server/discover",
      "initialize",
    ]);
    expect(raw.seen.find(({ message }) => message?.method === "initialize")?.message?.params?.protocolVersion).toBe(
      "2025-06-18",
    );
  });

  it("that names 2026-07-28 fails the call, and the link stays", async () => {
    const { proxy, methods } = await behind((request, response) => {
      const error = { code: -32022, message: "no", data: { supported: ["2026-07-28"] } };
      if (!modernHello(request, response)) json(response, { jsonrpc: "2.0", id: request.message?.id, error }, 400);
    });
    for (let at = 0; at < 2; at++) await expect(called(proxy)).rejects.toMatchObject({ code: "UPSTREAM_PROTOCOL" });
    expect(methods()).toEqual(["server/discover", "tools/call", "tools/call"]);
  });
});

describe("a program that starts slowly and answers both handshakes in one write", () => {
  it.each(["modern", "legacy", "both"])("is up at its first start: it speaks %s", async (eras) => {
    const args = JSON.stringify([resolve("test/fixtures/two-eras.mjs"), "1500", eras]);
    const proxy = await assembled(
      `upstreams: { x: { command: node, args: ${args}, timeouts: { connect: 3s }, restart: { crashes: 1 } } }`,
    );
    open.push(proxy);
    expect(await called(proxy)).toMatchObject([{ text: eras === "both" ? "modern" : eras }]);
  });
});

describe("a request of a server of 2026-07-28", () => {
  it.each([
    ["ping", { result: {} }],
    ["sampling/createMessage", { error: { code: -32601 } }],
    ["roots/list", { error: { code: -32601 } }],
    ["vendor/ask", { error: { code: -32601 } }],
  ])("%s within a call is answered at once", async (method, answered) => {
    let finish: (() => void) | undefined;
    const { proxy, raw } = await behind((request, response) => {
      const { id, method: asked } = request.message ?? {};
      if (modernHello(request, response)) return;
      if (asked !== "tools/call") {
        response.writeHead(202).end();
        finish?.();
        return;
      }
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`data: ${JSON.stringify({ jsonrpc: "2.0", id: "q", method, params: {} })}\n\n`);
      finish = () =>
        void response.end(
          `data: ${JSON.stringify({ jsonrpc: "2.0", id, result: { resultType: "complete", content: "done" } })}\n\n`,
        );
    });
    expect(await called(proxy)).toBe("done");
    expect(raw.seen.at(-1)?.message).toMatchObject({ id: "q", ...answered });
  });
});

describe("protocol of the file", () => {
  it.each([
    ["auto", "modern"],
    ["modern", "modern"],
    ["2026-07-28", "modern"],
    ["legacy", "legacy"],
    ["2025-06-18", "legacy"],
  ])("%s: a program of both eras is spoken to in the %s one", async (protocol, era) => {
    const args = JSON.stringify([resolve("test/fixtures/two-eras.mjs"), "0", "both"]);
    const proxy = await assembled(`upstreams: { x: { command: node, args: ${args}, protocol: ${protocol} } }`);
    open.push(proxy);
    expect(await called(proxy)).toMatchObject([{ text: era }]);
  });

  it("a legacy revision is offered to a server over HTTP, which is asked nothing of the other era", async () => {
    const raw = await rawHttp(legacy(description(["2026-07-28"])));
    const proxy = await assembled(`upstreams: { x: { url: "${raw.url}", protocol: 2025-03-26 } }`);
    open.push(raw, proxy);
    expect(await called(proxy)).toBe("legacy");
    const [first] = raw.seen;
    expect(first?.message).toMatchObject({ method: "initialize", params: { protocolVersion: "2025-03-26" } });
  });

  it("modern: no session is opened with a server that does not speak it", async () => {
    const raw = await rawHttp(legacy(description(LEGACY)));
    const proxy = await assembled(`upstreams: { x: { url: "${raw.url}", protocol: modern } }`);
    open.push(raw, proxy);
    await expect(called(proxy)).rejects.toMatchObject({ code: "UPSTREAM_PROTOCOL" });
    expect(raw.seen.every(({ message }) => message?.method === "server/discover")).toBe(true);
  });
});
