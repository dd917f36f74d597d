import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { writeLock } from "../../src/filter/lock-file.js";
import type { ProxyError } from "../../src/model/errors.js";
import type { Item } from "../../src/model/item.js";
import type { ListenFilter, View } from "../../src/model/view.js";
import { ask, askWhole, assembled, caller } from "../fixtures/assembled.js";
import { type Script, type Scripted, scripted, tool } from "../fixtures/scripted.js";
import { testWorld } from "../fixtures/test-world.js";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const who = caller("legacy");
const script: Script = {
  tools: [tool("x")],
  resources: [
    { uri: "file:///open/a", name: "a" },
    { uri: "file:///secret/b", name: "b" },
  ],
  resourceTemplates: [
    { uriTemplate: "file:///open/{+path}", name: "o" },
    { uriTemplate: "file:///secret/{+path}", name: "s" },
  ],
  methods: {
    "resources/read": { contents: [] },
    "resources/directory/read": { resources: [] },
    "resources/subscribe": {},
    "skills/get": { skill: { uri: "file:///open/a", resources: [] } },
    "completion/complete": { completion: { values: [] } },
  },
};
/** Spellings of the file that is closed, and of another beside it that no list has. */
const CLOSED = [
  "file:///secret/b",
  "file:///%73ecret/b",
  "file:///open/%2e%2e/secret/b",
  "file:///open/..%2fsecret/b",
  "file:///open/%zz/..%2f..%2fsecret/b",
  "file:////secret//b",
  "file:///secret\\b",
  "file:///secret;v=1/b",
  "file:///%2573ecret/b",
  "file://elsewhere/secret/b",
  "file:///secret/b#x",
  "x:///secret/b",
  "file:///%73ecret/c",
  "file:///open/..;/secret/c",
];
const ABOUT = ["resources/read", "resources/directory/read", "skills/get", "resources/subscribe"];

/** What a filter says, or a lock that has nothing of what is closed. */
async function view(config: (one: Scripted) => string): Promise<{ view: View; one: Scripted }> {
  const one = scripted(script);
  const two = scripted({ tools: [tool("y")] });
  const folder = mkdtempSync(join(tmpdir(), "spellings-"));
  closing.push(
    () => one.remove(),
    () => two.remove(),
    () => rmSync(folder, { recursive: true, force: true }),
  );
  const item = (kind: Item["kind"], own: string, value: object): Item => {
    return { kind, upstream: "one", own, name: own, bytes: Buffer.from(JSON.stringify(value)) };
  };
  const [shown] = script.resources as [object];
  const [template] = script.resourceTemplates as [object];
  const reviewed = [
    item("resource", "file:///open/a", shown),
    item("resourceTemplate", "file:///open/{+path}", template),
    item("tool", "x", tool("x")),
  ];
  writeFileSync(join(folder, "mcp-proxy.lock.yaml"), writeLock(new Map([["one", reviewed]])));
  const world = { ...testWorld({ env: process.env }), baseDir: folder };
  const made = await assembled(`${config(one)}  two: ${two.config({ resources: { include: [] } })}\n`, world);
  closing.push(() => made.close());
  await askWhole(made.view, who, "resources/list");
  await askWhole(made.view, who, "resources/templates/list");
  return { view: made.view, one };
}

const wanting = (...resourceSubscriptions: string[]): ListenFilter => ({
  toolsListChanged: false,
  promptsListChanged: false,
  resourcesListChanged: false,
  resourceSubscriptions,
  taskIds: [],
});

describe("T-123 one spelling is decided on, whatever a URI is asked for", () => {
  test.each([
    [
      "ignore",
      (one: Scripted) => `upstreams:\n  one: ${one.config({ resources: { ignore: ["file:///secret/*"] } })}\n`,
    ],
    [
      "include",
      (one: Scripted) => `upstreams:\n  one: ${one.config({ resources: { include: ["file:///open/*"] } })}\n`,
    ],
    ["the lock", (one: Scripted) => `lock: { onDrift: hide }\nupstreams:\n  one: ${one.config()}\n`],
  ])("%s", async (_, config) => {
    const { view: at, one } = await view(config);
    const refused = async (method: string, params: Record<string, unknown>): Promise<unknown> =>
      ask(at, who, method, params).answer.then(
        (answer) => answer.kind,
        (error: ProxyError) => error.code,
      );
    for (const uri of CLOSED) {
      for (const method of ABOUT.slice(0, 3)) {
        expect(await refused(method, { uri }), `${method} ${uri}`).toBe("UNKNOWN_ITEM");
      }
      const completion = { ref: { type: "ref/resource", uri }, argument: { name: "path", value: "" } };
      expect(await refused("completion/complete", completion), uri).toBe("UNKNOWN_ITEM");
    }
    const template = { type: "ref/resource", uri: "file:///secret/{+path}" };
    expect(await refused("completion/complete", { ref: template, argument: { name: "path", value: "" } })).toBe(
      "UNKNOWN_ITEM",
    );
    const listener = { caller: who, notify: () => undefined, logLevel: () => undefined, ended: () => undefined };
    const listening = await at.listen(listener, wanting("file:///open/%61", ...CLOSED));
    closing.push(() => listening.close());
    expect(listening.honoured.resourceSubscriptions).toEqual(["file:///open/%61"]);
    for (const method of [...ABOUT, "completion/complete"]) {
      const uris = one.received(method).map((params) => (params as { uri?: string }).uri);
      expect(uris, method).toEqual(method === "resources/subscribe" ? ["file:///open/%61"] : []);
    }
  });
});

describe("resources that an upstream lists under odd URIs", () => {
  const odd = [
    "file:///open/my notes.txt",
    "file:///open/my%20notes.txt",
    "file:///open/a+b.txt",
    "file:///open/caf\u00e9.txt",
    "file:///open/caf%C3%A9.txt",
    "file:///open/C%23.md",
    "file:///open/\u3053\u308c\u306f\uff1f.md",
    "file:///open/a;v=1.md",
    "file:///open/x?y=/z#top",
    "file:///open//a",
    "file:///open/./b",
  ];
  const others = [
    "urn:isbn:0451450523",
    "mailto:a@b.example",
    "data:text/plain;base64,QUJD//==",
    "db://Rows?t=1",
    "a b",
  ];

  test("are shown where a pattern grants them, and read as they are listed", async () => {
    const one = scripted({
      resources: [...odd, ...others].map((uri) => ({ uri, name: uri })),
      methods: { "resources/read": { contents: [] } },
    });
    closing.push(() => one.remove());
    const rules = { resources: { include: ["file:///open/*", "urn:*", "mailto:*", "data:*", "db://Rows*"] } };
    const made = await assembled(`upstreams:\n  one: ${one.config(rules)}\n`, testWorld({ env: process.env }));
    closing.push(() => made.close());
    const { value } = await askWhole(made.view, who, "resources/list");
    const listed = (value as { resources: { uri: string }[] }).resources.map(({ uri }) => uri);
    expect(listed).toEqual([...odd, ...others.slice(0, -1)]);
    for (const uri of listed) await ask(made.view, who, "resources/read", { uri }).answer;
    expect(one.received("resources/read").map((params) => (params as { uri: string }).uri)).toEqual(listed);
  });
});
