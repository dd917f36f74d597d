/** What a session-based upstream asks with a method no specification has: the client of a session knows it, or says that it does not. */
import { afterEach, expect, it } from "vitest";
import { behind } from "../fixtures/behind.js";
import { type HandClient, reached } from "../fixtures/hand-clients.js";
import { json, legacyHello } from "../fixtures/raw-http.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function called(way: "sse" | "stdio"): Promise<{ client: HandClient; received: () => unknown[] }> {
  const { raw, proxy } = await behind(open, (request, response) => {
    const { message } = request;
    if (message?.method === undefined && message?.id !== undefined) response.writeHead(202).end();
    else if (legacyHello(request, response)) return;
    else if (message?.method !== "tools/call") json(response, { jsonrpc: "2.0", id: message?.id, result: {} });
    else {
      const question = { jsonrpc: "2.0", id: 99, method: "vendor/ask", params: { big: 1, deep: [{}] } };
      response.writeHead(200, { "content-type": "text/event-stream" }).write(`data: ${JSON.stringify(question)}\n\n`);
    }
  });
  const down = await reached(way, proxy.view);
  open.push(down);
  const client = down.client();
  await client.initialize();
  await client.say({ method: "notifications/initialized" });
  await client.say({ id: "call", method: "tools/call", params: { name: "t", arguments: {} } });
  return { client, received: () => raw.seen.map(({ message }) => message) };
}

it.each(["sse", "stdio"] as const)("reaches a client over %s, and its answer the upstream", async (way) => {
  const error = { code: -32601, message: "What is that?" };
  for (const answer of [{ result: { said: [1e21, "yes"] } }, { error }]) {
    const { client, received } = await called(way);
    const questions = () => client.heard().filter(({ method }) => method === "vendor/ask");
    await expect.poll(questions).toMatchObject([{ params: { big: 1, deep: [{}] } }]);
    await client.say({ id: questions()[0]?.id, ...answer });
    await expect.poll(received).toContainEqual({ jsonrpc: "2.0", id: 99, ...answer });
    expect(received()).not.toContainEqual(expect.objectContaining({ method: "notifications/cancelled" }));
  }
});
