import { describe, expect, test } from "vitest";
import type { ToolRules } from "../../generated/config.js";
import type { View } from "../../src/model/view.js";
import { promptFilters, resourceFilters, toolFilters } from "../../src/serve/registry.js";
import { ask } from "../fixtures/assembled.js";
import { failure, listed, names, proxy, until, upstream, who } from "../fixtures/proxies.js";
import { type Scripted, tool } from "../fixtures/scripted.js";

const TOOLS = [
  tool("get", {
    annotations: { readOnlyHint: true, openWorldHint: false },
    inputSchema: { type: "object", properties: { path: {} } },
  }),
  tool("put"),
  tool("Delete_All", { annotations: { idempotentHint: true } }),
];
const TOOL_SAMPLES: { readonly [Key in keyof Required<ToolRules>]: ToolRules[Key] } = {
  include: ["g*"],
  ignore: ["p*", "*all"],
  readOnly: true,
  destructive: false,
  idempotent: true,
  openWorld: false,
  rename: { get: "fetch" },
  describe: { get: "Gets." },
  annotate: { get: { readOnly: false } },
  arguments: { get: { path: { fix: "/" } } },
};

describe("T-69: an unlisted item cannot be called and answers as if it did not exist", () => {
  test.each(Object.keys(toolFilters) as (keyof ToolRules)[])("tools.%s", async (key) => {
    const one = upstream({ tools: TOOLS });
    const { view } = await proxy(
      `upstreams:\n  one: ${one.config({ tools: { [key]: TOOL_SAMPLES[key] } })}\n  two: ${one.config({ disabled: true })}`,
    );
    const shown = await names(view);
    const nothing = await failure(ask(view, who, "tools/call", { name: "no-such-tool" }).answer);
    for (const own of ["get", "put", "Delete_All"]) {
      const spellings = [
        own,
        own.toUpperCase(),
        `one__${own}`,
        `one:${own}`,
        `one/${own}`,
        `${own} `,
        own.replace("e", "\u0435"),
      ];
      for (const name of spellings) {
        const target = [own, `one__${own}`, `one:${own}`, `one/${own}`].includes(name)
          ? shown.find((one) => String(one).endsWith(own === "get" && key === "rename" ? "fetch" : own))
          : undefined;
        if (target !== undefined) continue;
        const error = await failure(ask(view, who, "tools/call", { name }).answer);
        expect([error.code, error.message, error.data]).toEqual([
          nothing.code,
          nothing.message.replace("no-such-tool", name),
          nothing.data,
        ]);
      }
    }
    expect(one.received("tools/call")).toEqual([]);
  });

  test.each(Object.keys(promptFilters))("prompts.%s", async (key) => {
    const sample = {
      include: ["a"],
      ignore: ["b"],
      rename: { b: "c" },
      describe: { b: "B" },
      arguments: { b: { x: { fix: "1" } } },
    }[key];
    const one = upstream({ prompts: [{ name: "a" }, { name: "b", arguments: [{ name: "x" }] }] });
    const { view } = await proxy(`upstreams:\n  one: ${one.config({ prompts: { [key]: sample } })}`);
    const shown = (await listed(view, "prompts")).map(({ name }) => name);
    if (!shown.includes("b") && key !== "rename") {
      const error = await failure(ask(view, who, "prompts/get", { name: "b" }).answer);
      expect([error.code, error.message]).toEqual(["UNKNOWN_ITEM", "Unknown prompt: b"]);
      const completion = { ref: { type: "ref/prompt", name: "b" }, argument: { name: "x", value: "" } };
      expect((await failure(ask(view, who, "completion/complete", completion).answer)).code).toBe("UNKNOWN_ITEM");
      expect(one.received("prompts/get")).toEqual([]);
    } else {
      const name = key === "rename" ? "c" : "b";
      await ask(view, who, "prompts/get", { name }).answer;
      expect(one.received("prompts/get")).toEqual([
        key === "arguments" ? { name: "b", arguments: { x: "1" } } : { name: "b" },
      ]);
    }
  });

  test.each(Object.keys(resourceFilters))("resources.%s", async (key) => {
    const sample = {
      include: ["file:///public/*"],
      ignore: ["file:///secret/*"],
      describe: { "file:///secret/a": "A" },
    }[key];
    const one = upstream({
      resources: [
        { uri: "file:///public/a", name: "a" },
        { uri: "file:///secret/a", name: "s" },
      ],
      resourceTemplates: [{ uriTemplate: "file:///secret/{x}", name: "t" }],
    });
    const { view } = await proxy(`upstreams:\n  one: ${one.config({ resources: { [key]: sample } })}`);
    const shown = (await listed(view, "resources")).map(({ uri }) => uri);
    await listed(view, "resources/templates");
    expect(shown).toContain("file:///public/a");
    if (key === "describe") return;
    for (const uri of ["file:///secret/a", "file:///secret/b", "one+file:///secret/a"]) {
      expect((await failure(ask(view, who, "resources/read", { uri }).answer)).message).toBe(
        `Unknown resource: ${uri}`,
      );
    }
    expect(one.received("resources/read")).toEqual([]);
  });
});

test("an endpoint shows its part, and two endpoints share nothing", async () => {
  const one = upstream({ tools: TOOLS });
  const { assembly } = await proxy(
    `upstreams:\n  one: ${one.config()}\nexpose:\n  http:\n    endpoints:\n      /mcp: {}\n      /readonly: { tools: { readOnly: true } }`,
  );
  const all = assembly.views.get("/mcp") as View;
  const readonly = assembly.views.get("/readonly") as View;
  expect(await names(all)).toEqual(["get", "put", "Delete_All"]);
  expect(await names(readonly)).toEqual(["get"]);
  expect((await failure(ask(readonly, who, "tools/call", { name: "put" }).answer)).code).toBe("UNKNOWN_ITEM");
  expect((await ask(all, who, "tools/call", { name: "put" }).answer).kind).toBe("result");
});

test("arguments are hidden, defaulted and fixed on the way to the upstream, under the name it knows", async () => {
  const one = upstream({
    tools: [tool("create", { inputSchema: { type: "object", properties: { a: {}, b: {}, c: {} }, required: ["a"] } })],
  });
  const rules = { rename: { create: "new" }, arguments: { create: { a: { fix: 1 }, b: { default: "x" } } } };
  const { view } = await proxy(`upstreams:\n  one: ${one.config({ tools: rules })}`);
  expect(await listed(view)).toEqual([
    { name: "new", inputSchema: { type: "object", properties: { b: { default: "x" }, c: {} } } },
  ]);
  await ask(view, who, "tools/call", { name: "new", arguments: { a: 9, c: 3 } }).answer;
  expect(one.received("tools/call")).toEqual([{ name: "create", arguments: { c: 3, a: 1, b: "x" } }]);
});

test("instructions of several upstreams stand under headings, and a long one leaves the others theirs", async () => {
  const [one, two, three] = ["Read first.", "x".repeat(20_000), `${"\u{1f600}".repeat(8000)}`].map((instructions) =>
    upstream({ tools: [tool("x")], instructions }),
  ) as [Scripted, Scripted, Scripted];
  const { view } = await proxy(
    `upstreams:\n  one: ${one.config()}\n  two: ${two.config()}\n  three: ${three.config()}`,
  );
  await until("all are up", async () => (await names(view)).length === 3);
  const { value } = await ask(view, who, "server/discover").answer;
  const { instructions } = value as { instructions: string };
  const parts = instructions.split(/^## /m);
  expect(parts.map((part) => part.slice(0, 5).trim())).toEqual(["", "one", "two", "three"]);
  expect(parts[1]).toBe("one\n\nRead first.\n\n");
  expect(instructions.length).toBeLessThan(16_500);
  expect(parts[2]?.length).toBeGreaterThan(8000);
  expect(parts[3]).toMatch(/^three\n\n(\u{1f600})+\n\n\[shortened\]$/u);
});

test("a renamed and prefixed tool is still found by the name its own author gave it, unless two have it", async () => {
  const one = upstream({ tools: [tool("open"), tool("both")] });
  const two = upstream({ tools: [tool("both")] });
  const { view } = await proxy(
    `upstreams:\n  one: ${one.config({ tools: { rename: { open: "show" } } })}\n  two: ${two.config()}`,
  );
  expect(await names(view)).toEqual(["one__show", "one__both", "two__both"]);
  expect((await ask(view, who, "tools/call", { name: "open" }).answer).kind).toBe("result");
  expect(one.received("tools/call")).toEqual([{ name: "open" }]);
  expect((await failure(ask(view, who, "tools/call", { name: "both" }).answer)).code).toBe("UNKNOWN_ITEM");
});

test("twenty-seven tools of an issue tracker, chosen in the older spelling", async () => {
  const all =
    "atlassianUserInfo getAccessibleAtlassianResources getConfluenceSpaces getConfluencePage getPagesInConfluenceSpace " +
    "getConfluencePageFooterComments getConfluencePageInlineComments getConfluencePageDescendants createConfluencePage " +
    "updateConfluencePage createConfluenceFooterComment createConfluenceInlineComment searchConfluenceUsingCql getJiraIssue " +
    "editJiraIssue createJiraIssue getTransitionsForJiraIssue transitionJiraIssue lookupJiraAccountId searchJiraIssuesUsingJql " +
    "addCommentToJiraIssue getJiraIssueRemoteIssueLinks getVisibleJiraProjects getJiraProjectIssueTypesMetadata " +
    "getJiraIssueTypeMetaWithFields search fetch";
  const one = upstream({ tools: all.split(" ").map((name) => tool(name)) });
  const { view } = await proxy(
    `upstreams:\n  atlassian: ${one.config({ include_tools: ["SEARCH*", "get*Confluence*", "fetch"], ignore_tools: ["*comments"] })}`,
  );
  expect(await names(view)).toEqual([
    "getConfluenceSpaces",
    "getConfluencePage",
    "getPagesInConfluenceSpace",
    "getConfluencePageDescendants",
    "searchConfluenceUsingCql",
    "searchJiraIssuesUsingJql",
    "search",
    "fetch",
  ]);
  await ask(view, who, "tools/call", { name: "getConfluenceSpaces", arguments: { cloudId: "c", limit: 5 } }).answer;
  expect(one.received("tools/call")).toEqual([{ name: "getConfluenceSpaces", arguments: { cloudId: "c", limit: 5 } }]);
});
