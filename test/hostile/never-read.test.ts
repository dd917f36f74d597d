import { connect } from "node:net";
import { afterEach, expect, it } from "vitest";
import { behind } from "../fixtures/behind.js";
import { exposed, inSession, JSON_HEADERS, MODERN_META, modern, openSession } from "../fixtures/http-exposure.js";
import { json, modernHello, type RawHandler } from "../fixtures/raw-http.js";

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** More than connections and the proxy hold of a result nobody reads. */
const LONG = "x".repeat(30_000_000);

/** An exposure in front of an upstream that answers every `tools/call` so; `running` counts the calls it has not got rid of. */
async function bed(answer: (name: unknown) => unknown) {
  const calls = { running: 0, seen: 0 };
  const handle: RawHandler = (request, response) => {
    const { message } = request;
    if (modernHello(request, response)) return;
    if (message?.method === "tools/list") {
      const result = { resultType: "complete", tools: [], ttlMs: 0, cacheScope: "private" };
      json(response, { jsonrpc: "2.0", id: message.id, result });
      return;
    }
    calls.running++;
    calls.seen++;
    response.once("close", () => calls.running--);
    const result = answer(message?.params?.name);
    if (result !== undefined) json(response, { jsonrpc: "2.0", id: message?.id, result });
  };
  const { proxy } = await behind(open, handle);
  const running = await exposed(proxy.assembly.views);
  open.push({ close: () => running.exposure.close({ graceMs: 0 }) });
  return { calls, port: running.port, running };
}

/** A POST as bytes. */
function post(port: number, body: unknown, headers: Record<string, string>): string {
  const text = JSON.stringify(body);
  const all = {
    Host: `127.0.0.1:${port}`,
    ...JSON_HEADERS,
    ...headers,
    "Content-Length": String(Buffer.byteLength(text)),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `POST /mcp HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${text}`;
}

const QUESTION = {
  resultType: "input_required",
  inputRequests: {
    q: {
      method: "elicitation/create",
      params: { mode: "form", message: LONG.slice(0, 12_000_000), requestedSchema: { type: "object", properties: {} } },
    },
  },
  requestState: "s",
};

it("a long question is looked at whole: no client is asked what it did not declare, and no connection is left", async () => {
  const { calls, running } = await bed(() => QUESTION);
  const refused = await modern(running, "tools/call", { name: "t", arguments: {} });
  expect(refused.json?.error?.data).toMatchObject({ requiredCapabilities: { elicitation: { form: {} } } });
  const session = await openSession(running);
  const message = { jsonrpc: "2.0", id: 3, method: "tools/call", params: { name: "t", arguments: {} } };
  const told = await inSession(running, session, message);
  expect(told.json.result).toMatchObject({ isError: true });
  expect(told.body).toContain("elicitation.form");
  expect(calls.seen).toBe(2);
  await expect.poll(() => calls.running).toBe(0);
});

it("T-23: a closed connection ends its pipelined calls that had not begun", async () => {
  const { calls, port } = await bed((name) =>
    name === "slow" ? undefined : { resultType: "complete", content: [{ type: "text", text: LONG }] },
  );
  const one = (id: number, name: string): string =>
    post(
      port,
      { jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: {}, _meta: MODERN_META } },
      { "MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": name },
    );
  const socket = connect(port, "127.0.0.1", () => socket.write(one(1, "slow") + one(2, "long") + one(3, "slow")));
  await expect.poll(() => calls.running).toBe(3);
  socket.destroy();
  await expect.poll(() => calls.running).toBe(0);
});
