import { describe, expect, test } from "vitest";
import type { Config } from "../../generated/config.js";
import { load } from "../../src/config/load.js";
import type { Message } from "../../src/model/message.js";
import type { View } from "../../src/model/view.js";
import { ask } from "../fixtures/assembled.js";
import {
  closing,
  EVERYTHING,
  failure,
  hearing,
  listed,
  names,
  proxy,
  until,
  upstream,
  who,
} from "../fixtures/proxies.js";
import { tool } from "../fixtures/scripted.js";

describe("T-12: a reload", () => {
  function config(yaml: string): Config {
    const { config: found, diagnostics } = load(`version: 1\n${yaml}`, "test.yaml", { env: process.env });
    if (found === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    return found;
  }

  test("lets a call of an upstream that is removed end, and refuses the next one", async () => {
    const one = upstream({ tools: [tool("slow")] });
    const two = upstream({ tools: [tool("x")] });
    const rest = `two: ${two.config({ tools: { ignore: ["none"] } })}`;
    const { assembly, view } = await proxy(`upstreams:\n  one: ${one.config()}\n  ${rest}`);
    await names(view);
    const slow = ask(view, who, "tools/call", { name: "one__slow" }).answer;
    await until("it is under way", () => one.received("tools/call").length === 1);
    const changes = await assembly.reload(config(`upstreams:\n  ${rest}`));
    expect([[...changes.kept], changes.started, changes.stopped]).toEqual([["two"], [], ["one"]]);
    expect((await failure(ask(view, who, "tools/call", { name: "one__slow" }).answer)).code).toBe("UNKNOWN_ITEM");
    expect((await slow).kind).toBe("result");
    expect(await names(view)).toEqual(["x"]);
  });

  test("keeps resource subscriptions of what stays, under the URI the new view has", async () => {
    const one = upstream({ resources: [{ uri: "memo://1", name: "m" }] });
    const two = upstream({ resources: [{ uri: "memo://2", name: "m" }] });
    const { assembly, view } = await proxy(`upstreams:\n  one: ${one.config()}`);
    await listed(view, "resources");
    const heard: Message[] = [];
    const listening = await view.listen(
      { caller: who, notify: (message) => heard.push(message), logLevel: () => undefined, ended: () => undefined },
      { ...EVERYTHING, resourceSubscriptions: ["memo://1"] },
    );
    closing.push(() => listening.close());
    expect(listening.honoured.resourceSubscriptions).toEqual(["memo://1"]);
    await assembly.reload(config(`upstreams:\n  one: ${one.config({ prefix: "uno" })}\n  two: ${two.config()}`));
    await until("the client was told", () =>
      heard.some(({ method }) => method === "notifications/resources/list_changed"),
    );
    expect(one.received("resources/unsubscribe")).toEqual([]);
    expect(one.received("initialize")).toHaveLength(1);
    await until("it is subscribed to", () => one.received("resources/subscribe").length === 1);
    one.write({ resources: [{ uri: "memo://1", name: "m" }] });
    await until("the update came through", () =>
      heard.some(({ method }) => method === "notifications/resources/updated"),
    );
    const update = heard.find(({ method }) => method === "notifications/resources/updated");
    expect(update?.value).toEqual({ uri: "memo://1" });
  });

  test("ends the listeners of an endpoint that is removed, and shows a new one at once", async () => {
    const one = upstream({ tools: [tool("x")] });
    const yaml = (path: string): string =>
      `upstreams:\n  one: ${one.config()}\nexpose:\n  http:\n    endpoints:\n      ${path}: {}`;
    const { assembly } = await proxy(yaml("/old"));
    const heard = await hearing(assembly.views.get("/old") as View);
    await assembly.reload(config(yaml("/new")));
    expect(heard).toContain("ended");
    expect([...assembly.views.keys()]).toEqual(["/new"]);
    expect(await names(assembly.views.get("/new") as View)).toEqual(["x"]);
  });

  test("that waits for new upstreams when the proxy stops leaves nothing running, old or new", async () => {
    const one = upstream({ tools: [tool("hang")] });
    const two = upstream({ tools: [tool("x")] });
    const slow = JSON.stringify({ command: process.execPath, args: ["-e", "process.stdin.resume()"] });
    const { assembly, view } = await proxy(`upstreams:\n  one: ${one.config()}\n  two: ${two.config()}`);
    await names(view);
    const hanging = failure(ask(view, who, "tools/call", { name: "one__hang" }).answer);
    await until("it is under way", () => one.received("tools/call").length === 1);
    const old = assembly.upstreams.get("one");
    let applied = false;
    const reloading = assembly.reload(config(`upstreams:\n  two: ${two.config()}\n  new: ${slow}`), () => {
      applied = true;
    });
    await until("the new one is being started", () => assembly.upstreams.get("new")?.state().state === "starting");
    await assembly.close();
    expect(old?.state().state).not.toBe("up");
    const cut = await hanging;
    expect([cut.code, cut.data]).toEqual(["UPSTREAM_RESTARTED", { executed: "unknown" }]);
    await reloading;
    expect(applied).toBe(false);
  });

  test("whose old upstream still has a call under way does not hold up the end of the proxy", async () => {
    const one = upstream({ tools: [tool("hang")] });
    const two = upstream({ tools: [tool("x")] });
    const { assembly, view } = await proxy(`upstreams:\n  one: ${one.config()}\n  two: ${two.config()}`);
    await names(view);
    const hanging = failure(ask(view, who, "tools/call", { name: "one__hang" }).answer);
    await until("it is under way", () => one.received("tools/call").length === 1);
    await assembly.reload(config(`upstreams:\n  two: ${two.config()}`));
    // Its calls may take a minute as long as the proxy runs.
    await assembly.close();
    expect((await hanging).code).toBe("UPSTREAM_RESTARTED");
  }, 50_000);

  test("that cannot be carried out changes nothing", async () => {
    const one = upstream({ tools: [tool("x")] });
    const { assembly, view } = await proxy(`upstreams:\n  one: ${one.config()}`);
    await names(view);
    const broken = config(`upstreams:\n  one: ${one.config({ env: { KEY: { env: "NO_SUCH_VARIABLE" } } })}`);
    expect((await failure(assembly.reload(broken))).code).toBe("CONFIG");
    expect(await names(view)).toEqual(["x"]);
    expect(one.received("initialize")).toHaveLength(1);
  });
});
