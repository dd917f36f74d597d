import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { Message } from "../../src/model/message.js";
import { ask, assembled, caller } from "../fixtures/assembled.js";
import { json, modernHello, rawHttp } from "../fixtures/raw-http.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const ID = "io.modelcontextprotocol/subscriptionId";

describe.each([
  ["shown as it is", ""],
  ["in a merged view", ", tools: { ignore: [zzz] }"],
])("a stateless upstream %s whose listen stream broke", (_, rules) => {
  it("is listened to again, and all that may have changed meanwhile is told and read anew", async () => {
    const streams: { response: ServerResponse; wants: unknown }[] = [];
    let name = "before";
    const raw = await rawHttp((request, response) => {
      const capabilities = { tools: { listChanged: true }, resources: { listChanged: true, subscribe: true } };
      if (modernHello(request, response, capabilities)) return;
      const { id, method, params } = request.message ?? {};
      const complete = { resultType: "complete", ttlMs: 600_000, cacheScope: "private" };
      const result = (value: object): void => json(response, { jsonrpc: "2.0", id, result: { ...complete, ...value } });
      if (method === "subscriptions/listen") {
        const notifications = params?.notifications;
        response.writeHead(200, { "content-type": "text/event-stream" });
        const acknowledged = { notifications, _meta: { [ID]: id } };
        const message = { jsonrpc: "2.0", method: "notifications/subscriptions/acknowledged", params: acknowledged };
        response.write(`data: ${JSON.stringify(message)}\n\n`);
        streams.push({ response, wants: notifications });
      } else if (method === "tools/list") result({ tools: [{ name, inputSchema: { type: "object" } }] });
      else if (method === "resources/list") result({ resources: [{ uri: "x://watched", name: "w" }] });
      else result({ resourceTemplates: [] });
    });
    const proxy = await assembled(`upstreams: { one: { url: "${raw.url}"${rules} } }`);
    open.push(raw, proxy);
    const who = caller("modern");
    const listed = async (): Promise<string[]> => {
      const { tools } = (await ask(proxy.view, who, "tools/list").answer).value as { tools: { name: string }[] };
      return tools.map((tool) => tool.name);
    };
    expect(await listed()).toEqual(["before"]);
    const heard: Message[] = [];
    await proxy.view.listen(
      { caller: who, notify: (message) => heard.push(message), logLevel: () => undefined, ended: () => undefined },
      {
        toolsListChanged: true,
        promptsListChanged: false,
        resourcesListChanged: true,
        resourceSubscriptions: ["x://watched"],
        taskIds: [],
      },
    );
    await expect.poll(() => streams.length).toBe(1);
    await listed();
    heard.length = 0;

    name = "after";
    expect(await listed()).toEqual(["before"]);
    streams[0]?.response.destroy();
    await expect.poll(() => streams.length).toBe(2);
    expect(streams[1]?.wants).toEqual(streams[0]?.wants);
    await expect
      .poll(() => heard.map(({ method }) => method).sort())
      .toEqual([
        "notifications/resources/list_changed",
        "notifications/resources/updated",
        "notifications/tools/list_changed",
      ]);
    expect(await listed()).toEqual(["after"]);
  });
});
