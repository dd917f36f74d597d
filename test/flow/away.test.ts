/** An upstream over HTTP that is deployed anew: away for a while, and back before anybody would try a program again. */
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { type Assembled, ask, assembled, caller } from "../fixtures/assembled.js";

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** An HTTP+SSE and a Streamable HTTP upstream in one, on a port that stays the same. */
async function upstream(port: number): Promise<Server> {
  let events: ServerResponse | undefined;
  const listener = createServer((request, response) => {
    if (request.method === "GET" && request.url === "/sse") {
      events = response.writeHead(200, { "content-type": "text/event-stream" });
      events.write("event: endpoint\ndata: /messages\n\n");
      return;
    }
    if (request.method !== "POST") {
      response.writeHead(405).end();
      return;
    }
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      const { id, method } = JSON.parse(text) as { id?: number; method: string };
      const hello = { protocolVersion: "2024-11-05", capabilities: {}, serverInfo: { name: "u", version: "1" } };
      const error = { code: -32601, message: "Method not found" };
      const said = method === "server/discover" ? { error } : { result: method === "initialize" ? hello : {} };
      const answer = JSON.stringify({ jsonrpc: "2.0", id, ...said });
      if (request.url === "/mcp" && id !== undefined) {
        response.writeHead(200, { "content-type": "application/json" }).end(answer);
        return;
      }
      response.writeHead(202).end();
      if (id !== undefined) events?.write(`data: ${answer}\n\n`);
    });
  });
  await new Promise<void>((resolve) => listener.listen(port, "127.0.0.1", resolve));
  return listener;
}

const stop = async (listener: Server): Promise<void> => {
  const gone = new Promise((resolve) => listener.close(resolve));
  listener.closeAllConnections();
  await gone;
};
const who = caller("legacy");
const outcome = ({ view }: Assembled): Promise<string> =>
  ask(view, who, "tools/call", { name: "t" }).answer.then(
    ({ kind }) => kind,
    ({ message }: Error) => message,
  );

it.each(["/sse", "/mcp"])(
  "T-81: at %s is used again as soon as it is back, without the pause of a crashed program",
  async (path) => {
    let listener = await upstream(0);
    const { port } = listener.address() as AddressInfo;
    const restart = { initial: "10ms", max: "200ms", crashes: 3, probe: "30s" };
    const upstreams = { one: { url: `http://127.0.0.1:${port}${path}`, restart } };
    const proxy = await assembled(`upstreams: ${JSON.stringify(upstreams)}\n`);
    open.push(proxy, { close: () => stop(listener) });
    expect(await outcome(proxy)).toBe("result");
    await stop(listener);
    await expect.poll(() => outcome(proxy), { interval: 20 }).toContain("keeps failing");
    listener = await upstream(port);
    await expect.poll(() => outcome(proxy), { timeout: 10_000 }).toBe("result");
  },
);

it.each([502, 503, 504])(
  "T-81: behind a gateway that answers %i is tried again and again, and used as soon as it is back",
  async (status) => {
    let tries = 0;
    const gateway = (port: number): Promise<Server> => {
      const listener = createServer((_request, response) => {
        tries += 1;
        response.writeHead(status).end();
      });
      return new Promise((resolve) => listener.listen(port, "127.0.0.1", () => resolve(listener)));
    };
    let listener = await gateway(0);
    const { port } = listener.address() as AddressInfo;
    const restart = { initial: "10ms", max: "200ms", crashes: 3, probe: "10m" };
    const upstreams = { one: { url: `http://127.0.0.1:${port}/mcp`, restart } };
    const proxy = await assembled(`upstreams: ${JSON.stringify(upstreams)}\n`);
    open.push(proxy, { close: () => stop(listener) });
    // A program that failed so often would be left alone for ten minutes.
    await expect
      .poll(async () => {
        await outcome(proxy);
        return tries;
      })
      .toBeGreaterThan(20);
    await stop(listener);
    listener = await upstream(port);
    await expect.poll(() => outcome(proxy)).toBe("result");
  },
);
