import { afterEach, expect, it } from "vitest";
import type { Message } from "../../src/model/message.js";
import type { Listener } from "../../src/model/view.js";
import { ask, assembled, caller } from "../fixtures/assembled.js";
import { json, legacyHello, rawHttp } from "../fixtures/raw-http.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

it("a new session takes up what the lost one had: subscriptions and log level; and the client hears that lists may have changed", async () => {
  let generation = 1;
  const capabilities = { tools: { listChanged: true }, resources: { subscribe: true, listChanged: true }, logging: {} };
  const raw = await rawHttp((request, response) => {
    const session = `s${generation}`;
    if (legacyHello(request, response, session, capabilities)) return;
    if (request.headers["mcp-session-id"] !== session) response.writeHead(404).end();
    else json(response, { jsonrpc: "2.0", id: request.message?.id, result: { session } });
  });
  const proxy = await assembled(`upstreams:\n  raw: { url: "${raw.url}" }\n`);
  open.push(raw, proxy);
  const who = caller("legacy", { logLevel: "warning" });
  const heard: Message[] = [];
  const listener: Listener = {
    caller: who,
    notify: (message) => heard.push(message),
    logLevel: () => who.logLevel,
    ended: () => undefined,
  };
  await ask(proxy.view, who, "tools/call", { name: "t", arguments: {} }).answer;
  await proxy.view.listen(listener, {
    toolsListChanged: true,
    promptsListChanged: true,
    resourcesListChanged: true,
    resourceSubscriptions: ["x://watched"],
    taskIds: [],
  });
  const asked = (method: string): unknown[] =>
    raw.seen
      .filter(({ message, headers }) => message?.method === method && headers["mcp-session-id"] === `s${generation}`)
      .map(({ message }) => message?.params);
  expect(asked("resources/subscribe")).toEqual([{ uri: "x://watched" }]);
  await expect.poll(() => asked("logging/setLevel")).toEqual([{ level: "warning" }]);

  generation = 2;
  heard.length = 0;
  const answer = await ask(proxy.view, who, "tools/call", { name: "t", arguments: {} }).answer;
  expect(answer.value).toEqual({ session: "s2" });
  await expect.poll(() => asked("resources/subscribe")).toEqual([{ uri: "x://watched" }]);
  await expect.poll(() => asked("logging/setLevel")).toEqual([{ level: "warning" }]);
  await expect
    .poll(() => heard.map(({ method }) => method))
    .toEqual(expect.arrayContaining(["notifications/tools/list_changed", "notifications/resources/list_changed"]));
});
