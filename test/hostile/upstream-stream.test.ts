/** The GET stream of a legacy upstream over Streamable HTTP, refused in the ways that are seen in the wild. */
import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { Listener } from "../../src/model/view.js";
import { ask, caller } from "../fixtures/assembled.js";
import { behind } from "../fixtures/behind.js";
import { json, legacyHello } from "../fixtures/raw-http.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const who = caller("legacy");
const call = { name: "t", arguments: {} };

describe("T-88: an upstream without a stream of its own", () => {
  // What Express says of a route that is not there; the specification asks for 405.
  it.each([404, 400, 501])("that says %i instead of 405 is used all the same", async (status) => {
    let [initialised, streams] = [0, 0];
    const { proxy } = await behind(open, (request, response) => {
      if (request.method === "GET") {
        streams++;
        response.writeHead(status, { "content-type": "text/html" }).end("Cannot GET /mcp");
        return;
      }
      if (request.message?.method === "initialize") initialised++;
      if (!legacyHello(request, response)) json(response, { jsonrpc: "2.0", id: request.message?.id, result: {} });
    });
    for (let round = 0; round < 3; round++) {
      expect((await ask(proxy.view, who, "tools/call", call).answer).kind).toBe("result");
      await expect.poll(() => streams).toBeGreaterThan(0);
    }
    expect(initialised).toBe(1);
  });
});

describe("T-88: an upstream that forgot the session of an open stream", () => {
  it.each([404, 400])("and says %i is initialised anew for those who only listen", async (status) => {
    let generation = 1;
    let streams: ServerResponse[] = [];
    const capabilities = { tools: { listChanged: true } };
    const { raw, proxy } = await behind(open, (request, response) => {
      const session = `s${generation}`;
      if (request.method === "GET") {
        if (request.headers["mcp-session-id"] !== session) {
          response.writeHead(status).end("Invalid session ID");
          return;
        }
        response.writeHead(200, { "content-type": "text/event-stream" }).write(`id: ${session}\ndata:\n\n`);
        streams.push(response);
        return;
      }
      if (!legacyHello(request, response, session, capabilities))
        json(response, { jsonrpc: "2.0", id: request.message?.id, result: {} });
    });
    const heard: (string | undefined)[] = [];
    const listener: Listener = {
      caller: who,
      notify: ({ method }) => heard.push(method),
      logLevel: () => undefined,
      ended: () => undefined,
    };
    await ask(proxy.view, who, "tools/call", call).answer;
    await proxy.view.listen(listener, {
      toolsListChanged: true,
      promptsListChanged: false,
      resourcesListChanged: false,
      resourceSubscriptions: [],
      taskIds: [],
    });
    await expect.poll(() => streams.length).toBe(1);

    generation = 2;
    heard.length = 0;
    const [lost] = streams;
    streams = [];
    lost?.end();
    await expect.poll(() => streams.length).toBe(1);
    await expect.poll(() => heard).toContain("notifications/tools/list_changed");
    expect(raw.seen.filter(({ message }) => message?.method === "initialize")).toHaveLength(2);
  });
});

it("T-87: a stream that ends as soon as it begins is opened at growing intervals", async () => {
  const at: number[] = [];
  const { proxy } = await behind(open, (request, response) => {
    if (request.method === "GET") {
      at.push(performance.now());
      response.writeHead(200, { "content-type": "text/event-stream" }).end(": nothing\n\n");
    } else if (!legacyHello(request, response)) json(response, { jsonrpc: "2.0", id: request.message?.id, result: {} });
  });
  await ask(proxy.view, who, "tools/call", call).answer;
  await expect.poll(() => at.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(4);
  const [, , third = 0, fourth = 0] = at;
  expect(fourth - third).toBeGreaterThanOrEqual(1900);
});
