import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeLock } from "../../src/filter/lock-file.js";
import { Call } from "../../src/model/call.js";
import type { Item } from "../../src/model/item.js";
import type { Message } from "../../src/model/message.js";
import type { View } from "../../src/model/view.js";
import type { SwapView } from "../../src/proxy/swap.js";
import { request } from "../../src/wire/build.js";
import { ask } from "../fixtures/assembled.js";
import { closing, failure, names, proxy, until, upstream, who } from "../fixtures/proxies.js";
import { tool } from "../fixtures/scripted.js";
import { testWorld } from "../fixtures/test-world.js";

describe("metaTools: two tools stand for all", () => {
  interface Told {
    tools: { name: string; description?: string; inputSchema?: object }[];
    note?: string;
  }
  const META =
    "expose:\n  http:\n    endpoints:\n      /mcp: { metaTools: true, tools: { ignore: ['*:secret*'] } }\n      /all: {}\n";

  async function find(view: View, query?: string): Promise<Told> {
    const given = query === undefined ? {} : { arguments: { query } };
    const answer = await ask(view, who, "tools/call", { name: "find_tools", ...given }).answer;
    const { content } = answer.value as { content: [{ text: string }] };
    return JSON.parse(content[0].text) as Told;
  }

  test("they are listed, tell of what is shown, call it and nothing else; arguments and answers pass as they are", async () => {
    const schema = { type: "object", properties: { path: { type: "string" } } };
    const one = upstream({
      tools: [tool("read", { description: "Reads a file.", inputSchema: schema }), tool("secret-x"), tool("call_tool")],
    });
    const two = upstream({ tools: [tool("send", { description: "Sends a mail." })] });
    const { view, assembly } = await proxy(`upstreams:\n  one: ${one.config()}\n  two: ${two.config()}\n${META}`);
    expect(await names(view)).toEqual(["find_tools", "call_tool"]);
    await until("both are up", async () => (await find(view)).tools.length === 3);
    expect((await find(view)).tools.map(({ name }) => name)).toEqual(["one__read", "one__call_tool", "two__send"]);
    expect(await find(view, "READ file")).toEqual({
      tools: [{ name: "one__read", description: "Reads a file.", inputSchema: schema }],
    });
    const odd = { path: "/a", more: { name: "x", list: [1, null] } };
    const call = (given: unknown): Promise<Message> =>
      ask(view, who, "tools/call", { name: "call_tool", arguments: given, _meta: { progressToken: 7 } }).answer;
    await call({ name: "one__read", arguments: odd });
    await call({ arguments: JSON.stringify(odd), name: "one:read" });
    await call({ name: "one__read" });
    await call({ name: "one__call_tool", arguments: { a: 1 } });
    const strip = (params: unknown): unknown => ({ ...(params as object), _meta: undefined });
    expect(one.received("tools/call").map(strip)).toEqual([
      { name: "read", arguments: odd },
      { name: "read", arguments: odd },
      { name: "read", arguments: {} },
      { name: "call_tool", arguments: { a: 1 } },
    ]);
    for (const [given, code] of [
      [{ name: "one__secret-x" }, "UNKNOWN_ITEM"],
      [{ name: "find_tools" }, "UNKNOWN_ITEM"],
      [{}, "INVALID_PARAMS"],
      [{ name: 7 }, "INVALID_PARAMS"],
      [undefined, "INVALID_PARAMS"],
    ] as const) {
      expect([given, (await failure(call(given))).code]).toEqual([given, code]);
    }
    expect((await ask(view, who, "tools/call", { name: "two__send" }).answer).kind).toBe("result");
    expect(await names(assembly.views.get("/all") as View)).toContain("one__secret-x");
  });

  test("of many tools it tells briefly, and wholly once they are few", async () => {
    const many = Array.from({ length: 300 }, (_, at) =>
      tool(`tool-${at}`, { description: `${"long ".repeat(100)}${at}` }),
    );
    const one = upstream({ tools: many });
    const { view } = await proxy(`upstreams:\n  one: ${one.config()}\n${META}`);
    await until("it is up", async () => (await find(view)).tools.length === 300);
    const all = await find(view);
    expect(all.tools).toHaveLength(300);
    expect(all.tools[0]).not.toHaveProperty("inputSchema");
    expect(all.tools[0]?.description?.length).toBeLessThan(200);
    expect(all.note).toContain("300 tools");
    const few = await find(view, "tool-29");
    expect(few.tools.map(({ name }) => name)).toEqual([
      "tool-29",
      ...Array.from({ length: 10 }, (_, at) => `tool-29${at}`),
    ]);
    expect(few.tools[0]).toMatchObject({ inputSchema: { type: "object" } });
    expect(few.tools[0]?.description?.length).toBeGreaterThan(400);
  });

  test("the audit knows the tool that was meant, and the lock and refusals hold", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lock-"));
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    const one = upstream({ tools: [tool("x", { description: "changed" }), tool("new")] });
    const bytes = Buffer.from(JSON.stringify(tool("x")));
    const item: Item = { kind: "tool", upstream: "one", own: "x", name: "x", bytes };
    writeFileSync(join(folder, "mcp-proxy.lock.yaml"), writeLock(new Map([["one", [item]]])));
    const world = { ...testWorld({ env: process.env }), baseDir: folder };
    const { assembly, view } = await proxy(
      `upstreams:\n  one: ${one.config()}\nlock: { onDrift: block }\n${META}`,
      world,
    );
    await expect.poll(async () => (await find(view)).tools.map(({ name }) => name)).toEqual(["x"]);
    const call = (name: string): Promise<Message> =>
      ask(view, who, "tools/call", { name: "call_tool", arguments: { name } }).answer;
    expect((await failure(call("x"))).code).toBe("DEFINITION_CHANGED");
    expect((await failure(call("new"))).code).toBe("UNKNOWN_ITEM");
    const { behind } = assembly.views.get("/mcp") as SwapView;
    const seen = new Call(
      request(Buffer.from("1"), "tools/call", { name: "call_tool", arguments: { name: "x" } }),
      who,
      { emit: () => true, onDrain: () => undefined },
    );
    expect(behind.meant(seen)).toBe("x");
  });
});
