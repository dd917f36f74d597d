import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Assembled, assembled } from "../fixtures/assembled.js";
import { type Exposed, exposed, inSession, modern, openSession } from "../fixtures/http-exposure.js";
import { json, legacyHello, type RawHttp, rawHttp } from "../fixtures/raw-http.js";

/** From what one read of a socket brings to what is passed on while it arrives. */
const SIZES = [100, 7_900, 8_300, 40_000, 65_000, 66_000, 90_000, 98_000, 99_000, 300_000];
/** Shorter than the upstream's own id, as long, a little longer, and longer than there is room for. */
const IDS = [1, 12345678, "a", "x".repeat(60), "y".repeat(70), "z".repeat(300)];

describe.each([
  ["JSON", "in front"],
  ["JSON", "behind"],
  ["events", "in front"],
  ["events", "behind"],
] as const)("results of any size have their own client's id: %s, the upstream's id %s", (form, where) => {
  let raw: RawHttp;
  let proxy: Assembled;
  let running: Exposed;

  beforeAll(async () => {
    raw = await rawHttp((request, response) => {
      if (legacyHello(request, response)) return;
      if (request.message?.method === "tools/list") {
        json(response, { jsonrpc: "2.0", id: request.message.id, result: { tools: [] } });
        return;
      }
      const { id, params } = request.message as { id: number; params: { name: string; arguments: { size: number } } };
      const text = `${params.name} `.repeat(params.arguments.size / (params.name.length + 1));
      const result = { content: [{ type: "text", text }] };
      const answer = where === "in front" ? { jsonrpc: "2.0", id, result } : { result, jsonrpc: "2.0", id };
      const body = JSON.stringify(answer);
      const events = form === "events";
      response.writeHead(200, { "content-type": events ? "text/event-stream" : "application/json" });
      response.end(events ? `event: message\ndata: ${body}\n\n` : body);
    });
    proxy = await assembled(`upstreams:\n  raw: { url: "${raw.url}" }\n`);
    running = await exposed(proxy.assembly.views);
  });
  afterAll(async () => {
    await running.exposure.close({ graceMs: 0 });
    await proxy.close();
    await raw.close();
  });

  const want = SIZES.flatMap((size) => IDS.map((id, at) => ({ id, size, name: `tool-${at}-${size}` })));
  const textOf = (name: string, size: number): string => `${name} `.repeat(size / (name.length + 1));

  it("of the session-based era, all at once", async () => {
    const session = await openSession(running);
    const replies = await Promise.all(
      want.map(({ id, size, name }) =>
        inSession(running, session, {
          jsonrpc: "2.0",
          id,
          method: "tools/call",
          params: { name, arguments: { size } },
        }),
      ),
    );
    for (const [at, { id, size, name }] of want.entries()) {
      const { json: whole, body } = replies[at] as { json: unknown; body: string };
      const text = textOf(name, size);
      const said = (whole ?? JSON.parse(/^data: (\{.*)$/m.exec(body)?.[1] ?? "{}")) as Record<string, unknown>;
      expect(said.id, `${size} bytes`).toBe(id);
      expect(said.result).toEqual({ content: [{ type: "text", text }] });
    }
  });

  it("of the stateless era, all at once", async () => {
    const replies = await Promise.all(
      want.map(({ id, size, name }) => modern(running, "tools/call", { name, arguments: { size } }, {}, id)),
    );
    for (const [at, { id, size, name }] of want.entries()) {
      const said = replies[at]?.json as { id: unknown; result: { content: unknown } };
      expect(said.id, `${size} bytes`).toBe(id);
      expect(said.result.content).toEqual([{ type: "text", text: textOf(name, size) }]);
    }
  });
});
