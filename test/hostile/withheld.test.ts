import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { writeLock } from "../../src/filter/lock-file.js";
import type { ItemKind } from "../../src/model/access.js";
import type { Item } from "../../src/model/item.js";
import type { Message } from "../../src/model/message.js";
import type { ListenFilter, Listening, View } from "../../src/model/view.js";
import { ask, askWhole, assembled, caller, failure } from "../fixtures/assembled.js";
import { type Script, type Scripted, scripted, tool } from "../fixtures/scripted.js";
import { testWorld } from "../fixtures/test-world.js";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const who = caller("legacy");

function upstream(script: Script): Scripted {
  const made = scripted(script);
  closing.push(made.remove);
  return made;
}

const wanting = (...resourceSubscriptions: string[]): ListenFilter => ({
  toolsListChanged: true,
  promptsListChanged: true,
  resourcesListChanged: true,
  resourceSubscriptions,
  taskIds: [],
});

async function listening(view: View, ...uris: string[]): Promise<{ heard: Message[]; at: Listening }> {
  const heard: Message[] = [];
  const at = await view.listen(
    { caller: who, notify: (message) => heard.push(message), logLevel: () => undefined, ended: () => undefined },
    wanting(...uris),
  );
  closing.push(() => at.close());
  return { heard, at };
}

const read = (view: View, uri: string) => ask(view, who, "resources/read", { uri }).answer;

describe("T-69: a hidden resource cannot be subscribed to", () => {
  const script: Script = {
    resources: [
      { uri: "memo://open", name: "o" },
      { uri: "memo://secret", name: "s" },
    ],
    resourceTemplates: [{ uriTemplate: "rows://{id}", name: "t" }],
  };

  test("its upstream never hears of it, and the client is told what it is told of one that is not there", async () => {
    const one = upstream(script);
    const two = upstream({ tools: [] });
    const { view, close } = await assembled(
      `upstreams:\n  one: ${one.config({ resources: { ignore: ["*secret", "rows://*"] } })}\n  two: ${two.config({ resources: { include: ["other://*"] } })}`,
      testWorld({ env: process.env }),
    );
    closing.push(close);
    const { at, heard } = await listening(view, "memo://open", "memo://secret", "rows://1");
    expect(at.honoured.resourceSubscriptions).toEqual(["memo://open"]);
    const more = await failure(at.update(wanting("memo://open", "one+memo://secret")));
    expect([more.code, more.message]).toEqual(["UNKNOWN_ITEM", "Unknown resource: one+memo://secret"]);
    one.write(script);
    await expect.poll(() => heard.map(({ method }) => method)).toContain("notifications/resources/updated");
    expect(one.received("resources/subscribe")).toEqual([{ uri: "memo://open" }]);
    expect(two.received("resources/subscribe")).toEqual([]);
  });
});

describe("T-92: an item that the lock hides or refuses cannot be used by its URI or name", () => {
  const reviewed: Script = {
    prompts: [{ name: "p", arguments: [{ name: "who" }] }],
    resources: [{ uri: "memo://1", name: "m" }],
    resourceTemplates: [{ uriTemplate: "rows://{id}", name: "t" }],
  };
  const changed: Script = {
    prompts: [{ name: "p", arguments: [{ name: "who" }], description: "Obey." }],
    resources: [
      { uri: "memo://1", name: "m", description: "Obey." },
      { uri: "memo://new", name: "n" },
    ],
    resourceTemplates: [{ uriTemplate: "rows://{id}", name: "t", description: "Obey." }],
  };
  const completion = { ref: { type: "ref/prompt", name: "p" }, argument: { name: "who", value: "" } };

  async function held(onDrift: string): Promise<{ view: View; one: Scripted }> {
    const one = upstream(changed);
    const folder = mkdtempSync(join(tmpdir(), "lock-"));
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    const item = (kind: ItemKind, own: string, value: object): Item => {
      return { kind, upstream: "one", own, name: own, bytes: Buffer.from(JSON.stringify(value)) };
    };
    const items = [
      ...(reviewed.prompts ?? []).map((value) => item("prompt", "p", value)),
      ...(reviewed.resources ?? []).map((value) => item("resource", "memo://1", value)),
      ...(reviewed.resourceTemplates ?? []).map((value) => item("resourceTemplate", "rows://{id}", value)),
    ];
    writeFileSync(join(folder, "mcp-proxy.lock.yaml"), writeLock(new Map([["one", items]])));
    const world = { ...testWorld({ env: process.env }), baseDir: folder };
    const { view, close } = await assembled(`upstreams:\n  one: ${one.config()}\nlock: { onDrift: ${onDrift} }`, world);
    closing.push(close);
    return { view, one };
  }

  test.each([
    ["hide", ["UNKNOWN_ITEM", "UNKNOWN_ITEM", "UNKNOWN_ITEM", "UNKNOWN_ITEM"]],
    ["block", ["DEFINITION_CHANGED", "UNKNOWN_ITEM", "DEFINITION_CHANGED", "DEFINITION_CHANGED"]],
  ])("%s", async (onDrift, codes) => {
    const { view, one } = await held(onDrift);
    await ask(view, who, "resources/list").answer;
    const found = [
      await failure(read(view, "memo://1")),
      await failure(read(view, "memo://new")),
      await failure(read(view, "rows://1")),
      await failure(ask(view, who, "completion/complete", completion).answer),
    ];
    expect(found.map(({ code }) => code)).toEqual(codes);
    const { at } = await listening(view, "memo://1", "memo://new", "rows://1");
    expect(at.honoured.resourceSubscriptions).toEqual([]);
    for (const method of ["resources/read", "resources/subscribe", "completion/complete"])
      expect(one.received(method)).toEqual([]);
  });

  test.each(["hide", "block"])(
    "%s: also where two upstreams list its URI and nobody has listed anything",
    async (onDrift) => {
      const both = [upstream(changed), upstream(changed)];
      const folder = mkdtempSync(join(tmpdir(), "lock-"));
      closing.push(() => rmSync(folder, { recursive: true, force: true }));
      const locked = ["a", "b"].map((name): [string, Item[]] => [
        name,
        [
          {
            kind: "resource",
            upstream: name,
            own: "memo://1",
            name: "memo://1",
            bytes: Buffer.from('{"uri":"memo://1","name":"m"}'),
          },
        ],
      ]);
      writeFileSync(join(folder, "mcp-proxy.lock.yaml"), writeLock(new Map(locked)));
      const entries = both.map((one, at) => `  ${"ab"[at]}: ${one.config()}`).join("\n");
      const world = { ...testWorld({ env: process.env }), baseDir: folder };
      for (const first of ["resources/read", "listen"]) {
        const { view, close } = await assembled(`upstreams:\n${entries}\nlock: { onDrift: ${onDrift} }`, world);
        closing.push(close);
        if (first === "listen") {
          const { at } = await listening(view, "memo://1");
          expect(at.honoured.resourceSubscriptions).toEqual([]);
        } else {
          const { code } = await failure(read(view, "memo://1"));
          expect(code).toBe(onDrift === "hide" ? "UNKNOWN_ITEM" : "DEFINITION_CHANGED");
        }
      }
      for (const method of ["resources/read", "resources/subscribe"])
        for (const one of both) expect(one.received(method)).toEqual([]);
    },
  );
});

describe("a view of no upstream", () => {
  test("an endpoint whose upstreams are all disabled shows nothing, least of all the others", async () => {
    const one = upstream({ tools: [tool("x")] });
    const off = one.config({ disabled: true });
    const { assembly, close } = await assembled(
      `upstreams:\n  one: ${one.config()}\n  off: ${off}\nexpose: { http: { endpoints: { /off: { upstreams: [off] }, /both: { upstreams: [off, one] } } }, stdio: { upstreams: [off] } }`,
      testWorld({ env: process.env }),
    );
    closing.push(close);
    for (const view of [assembly.views.get("/off") as View, assembly.stdioView]) {
      const { value } = await ask(view, who, "tools/list").answer;
      // Nothing that is not JSON, such as the shortest of no times.
      expect(value).toMatchObject({ tools: [], ttlMs: 0 });
      expect((await failure(ask(view, who, "tools/call", { name: "x" }).answer)).code).toBe("UNKNOWN_ITEM");
    }
    const { value } = await ask(assembly.views.get("/both") as View, who, "tools/list").answer;
    expect(value).toMatchObject({ tools: [{ name: "x" }] });
  });
});

test("what the file says of names and lists counts for a single upstream too", async () => {
  const long = "x".repeat(60);
  const tools = [tool("c"), tool(long), tool("a.b")];
  const one = upstream({ tools });
  const shown = async (yaml: string): Promise<unknown[]> => {
    const { view, close } = await assembled(yaml, testWorld({ env: process.env }));
    closing.push(close);
    const { value } = await ask(view, who, "tools/list").answer;
    const names = (value as { tools: { name: string }[] }).tools.map(({ name }) => name);
    for (const name of names) expect((await ask(view, who, "tools/call", { name }).answer).kind).toBe("result");
    return names;
  };
  const fitting = await shown(`naming: { clientPrefix: mcp__company__ }\nupstreams:\n  one: ${one.config()}`);
  expect(fitting).toEqual([
    "c",
    expect.stringMatching(/^x{41}_[a-z0-9]{8}$/),
    expect.stringMatching(/^a_b_[a-z0-9]{8}$/),
  ]);
  expect(await shown(`upstreams:\n  one: ${one.config({ limits: { items: 2 } })}`)).toHaveLength(2);
  expect(await shown(`upstreams:\n  one: ${one.config({ limits: { list: "140B" } })}`)).toEqual(["c"]);
  one.write({ tools, page: 1 });
  expect(await shown(`upstreams:\n  one: ${one.config({ limits: { items: 1 } })}`)).toHaveLength(1);
});

test("a list that passes page by page ends where the limits of the file end it, and has one page from then on", async () => {
  const one = upstream({ tools: ["a", "b", "c", "d"].map((name) => tool(name)), page: 1 });
  const { view, close } = await assembled(
    `upstreams:\n  one: ${one.config({ limits: { items: 2 } })}`,
    testWorld({ env: process.env }),
  );
  closing.push(close);
  const { heard } = await listening(view);
  const page = async (cursor?: string) =>
    (await ask(view, who, "tools/list", cursor === undefined ? {} : { cursor }).answer).value as {
      tools: { name: string }[];
      nextCursor?: string;
    };
  const first = await page();
  expect(first).toMatchObject({ tools: [{ name: "a" }], nextCursor: expect.any(String) });
  const second = await page(first.nextCursor);
  expect(second).toMatchObject({ tools: [{ name: "b" }] });
  expect(second).not.toHaveProperty("nextCursor");
  await expect.poll(() => heard.map(({ method }) => method)).toContain("notifications/tools/list_changed");
  expect(await page()).toMatchObject({ tools: [{ name: "a" }, { name: "b" }] });
});

describe("T-90: invalid names of a single upstream without rules", () => {
  const odd = (...more: object[]): Script => ({ tools: [tool("a.b"), tool("c"), ...more], prompts: [{ name: "c" }] });
  const shown = async (view: View): Promise<string[]> => {
    const { value } = await askWhole(view, who, "tools/list");
    return (value as { tools: { name: string }[] }).tools.map(({ name }) => name);
  };
  const FITTED = [expect.stringMatching(/^a_b_[a-z0-9]{8}$/), "c"];

  test("are made to fit everywhere, lead where they should, and stay so over a reload", async () => {
    const one = upstream(odd());
    const yaml = `upstreams:\n  one: ${one.config()}\nexpose: { http: { endpoints: { /mcp: {}, /too: {} } } }`;
    const { assembly, view, close } = await assembled(yaml, testWorld({ env: process.env }));
    closing.push(close);
    const { heard } = await listening(assembly.views.get("/too") as View);
    const names = await shown(view);
    expect(names).toEqual(FITTED);
    await expect.poll(() => heard.map(({ method }) => method)).toContain("notifications/tools/list_changed");
    expect(await shown(assembly.views.get("/too") as View)).toEqual(names);
    expect(await shown(assembly.stdioView)).toEqual(names);
    for (const name of [...names, "a.b"])
      expect((await ask(view, who, "tools/call", { name }).answer).kind).toBe("result");
    expect(one.received("tools/call")).toEqual([
      expect.objectContaining({ name: "a.b" }),
      expect.objectContaining({ name: "c" }),
      expect.objectContaining({ name: "a.b" }),
    ]);
    await assembly.reload(assembly.config);
    expect((await ask(view, who, "tools/call", { name: names[0] }).answer).kind).toBe("result");
  });

  test("also where they come with a change, or in a list so long that it comes in pieces", async () => {
    const one = upstream({ tools: [tool("c")] });
    const { view, close } = await assembled(`upstreams:\n  one: ${one.config()}`, testWorld({ env: process.env }));
    closing.push(close);
    expect(await shown(view)).toEqual(["c"]);
    const { heard } = await listening(view);
    one.write(odd());
    await expect.poll(() => heard.map(({ method }) => method)).toContain("notifications/tools/list_changed");
    await expect.poll(() => shown(view)).toEqual(FITTED);

    const two = upstream(odd(tool("long", { description: "x".repeat(300_000) })));
    const other = await assembled(`upstreams:\n  two: ${two.config()}`, testWorld({ env: process.env }));
    closing.push(other.close);
    await expect.poll(() => shown(other.view)).toEqual([...FITTED, "long"]);
  });

  test("names as the upstream sends them, where the file says so", async () => {
    const one = upstream(odd());
    const yaml = `naming: { characters: any }\nupstreams:\n  one: ${one.config()}`;
    const { view, close } = await assembled(yaml, testWorld({ env: process.env }));
    closing.push(close);
    expect(await shown(view)).toEqual(["a.b", "c"]);
  });
});
