/** Everything the protocol says, feature by feature, as a client of any SDK sees it from a fixture server. */
import { expect, vi } from "vitest";
import type { Peer } from "./client.js";

/** A feature of the protocol and how one sees that it works. */
export interface Feature {
  readonly name: string;
  /** Eras that have it; absent: both. */
  readonly era?: "legacy" | "modern";
  check(peer: Peer): Promise<void>;
}

const WATCHED = "test://watched-resource";
const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 45_000, interval: 20 });
const textOf = (result: { content: { text: string }[] }): string => result.content[0]?.text ?? "";

export const FEATURES: readonly Feature[] = [
  {
    name: "capabilities",
    async check(peer) {
      expect(peer.capabilities).toMatchObject({
        tools: { listChanged: true },
        prompts: { listChanged: true },
        resources: { listChanged: true, subscribe: true },
        completions: {},
      });
      expect(peer.instructions).toContain("A fixture on SDK");
    },
  },
  {
    name: "tools",
    async check(peer) {
      const tools = await peer.tools();
      const names = tools.map((tool) => tool.name);
      expect(names).toEqual(expect.arrayContaining(["test_simple_text", "echo", "test_elicitation"]));
      expect(new Set(names).size).toBe(names.length);
      const dialect = tools.find((tool) => tool.name === "json_schema_2020_12_tool");
      expect(dialect.inputSchema.$defs.address.$anchor).toBe("addressDef");
      expect(textOf(await peer.call("test_simple_text"))).toBe("This is a simple text response for testing.");
      const { content } = await peer.call("test_multiple_content_types");
      expect(content.map((block: { type: string }) => block.type)).toEqual(["text", "image", "resource"]);
      const { structuredContent } = await peer.call("echo", {
        message: "grüße ☃ 𝄞",
        deep: { list: [1, 2.5, null, "x"] },
      });
      expect(structuredContent.args).toEqual({ message: "grüße ☃ 𝄞", deep: { list: [1, 2.5, null, "x"] } });
    },
  },
  {
    name: "resources",
    async check(peer) {
      expect((await peer.resources()).map((each) => each.uri)).toEqual(
        expect.arrayContaining(["test://static-text", WATCHED]),
      );
      expect((await peer.templates()).map((each) => each.uriTemplate)).toEqual(["test://template/{id}/data"]);
      expect((await peer.read("test://static-text")).contents[0].text).toContain("static text resource");
      expect((await peer.read("test://static-binary")).contents[0].blob).toMatch(/^iVBOR/);
      expect(JSON.parse((await peer.read("test://template/42/data")).contents[0].text).id).toBe("42");
      await expect(peer.read("test://nothing-here")).rejects.toMatchObject({ code: -32602 });
    },
  },
  {
    name: "prompts",
    async check(peer) {
      expect((await peer.prompts()).map((each) => each.name)).toContain("test_prompt_with_arguments");
      const { messages } = await peer.prompt("test_prompt_with_arguments", { arg1: "hello", arg2: "world" });
      expect(messages[0].content.text).toBe("Prompt with arguments: arg1='hello', arg2='world'");
      await expect(peer.prompt("no_such_prompt")).rejects.toMatchObject({ code: -32602 });
    },
  },
  {
    name: "completion",
    async check(peer) {
      const { completion } = await peer.complete("test_prompt_with_arguments", "arg1", "par");
      expect(completion.values).toEqual(["paris", "park", "party"]);
    },
  },
  { name: "ping", era: "legacy", check: async (peer) => void (await peer.ping()) },
  {
    name: "logging",
    async check(peer) {
      await peer.wantLogs("info");
      const before = peer.logs.length;
      await peer.call("test_tool_with_logging");
      await eventually(() =>
        expect(peer.logs.slice(before)).toEqual([
          "Tool execution started",
          "Tool processing data",
          "Tool execution completed",
        ]),
      );
    },
  },
  {
    name: "progress",
    async check(peer) {
      const before = peer.reports.length;
      await peer.call("test_tool_with_progress", {}, { onprogress: () => undefined });
      expect(peer.reports.slice(before)).toEqual([0, 100, 50, 100, 100, 100]);
    },
  },
  {
    name: "cancellation",
    async check(peer) {
      const cancelled = async (): Promise<number> => JSON.parse(textOf(await peer.call("test_cancellations"))).length;
      const before = await cancelled();
      const abort = new AbortController();
      const call = peer.call(
        "test_slow",
        { ms: 60_000 },
        { signal: abort.signal, onprogress: () => abort.abort("enough") },
      );
      await expect(call).rejects.toThrow();
      await eventually(async () => expect(await cancelled()).toBe(before + 1));
    },
  },
  {
    name: "list changes",
    async check(peer) {
      await peer.watch(WATCHED);
      const had = (await peer.tools()).some((tool) => tool.name === "test_dynamic_tool");
      for (const kind of ["tools", "prompts", "resources"]) {
        const before = peer.heard.length;
        await peer.call(`test_trigger_${kind.slice(0, -1)}_change`);
        await eventually(() => expect(peer.heard.slice(before)).toContain(`notifications/${kind}/list_changed`));
      }
      await eventually(async () => {
        expect((await peer.tools()).some((tool) => tool.name === "test_dynamic_tool")).toBe(!had);
      });
    },
  },
  {
    name: "subscriptions",
    async check(peer) {
      await peer.watch(WATCHED);
      const before = peer.heard.length;
      await peer.call("test_touch_resource", { uri: "test://static-text" });
      await peer.call("test_touch_resource", { uri: WATCHED });
      await eventually(() => expect(peer.heard.slice(before)).toContain(`notifications/resources/updated ${WATCHED}`));
      expect(peer.heard.slice(before)).not.toContain("notifications/resources/updated test://static-text");
    },
  },
  {
    name: "elicitation",
    async check(peer) {
      expect(textOf(await peer.call("test_input_required_result_elicitation"))).toBe("Hello, Ada!");
      expect(textOf(await peer.call("test_elicitation_sep1330_enums"))).toContain('"titledMulti":["value1"]');
      expect(textOf(await peer.call("test_input_required_result_multi_round"))).toBe("Ada likes Ada");
      const { messages } = await peer.prompt("test_input_required_result_prompt");
      expect(messages[0].content.text).toBe("Context: Ada");
    },
  },
  {
    name: "elicitation by URL",
    check: async (peer) => expect(textOf(await peer.call("test_elicitation_url"))).toBe("Page: accept"),
  },
  {
    name: "sampling",
    check: async (peer) =>
      expect(textOf(await peer.call("test_sampling", { prompt: "Capital?" }))).toBe("LLM response: Paris"),
  },
  {
    name: "roots",
    check: async (peer) => expect(textOf(await peer.call("test_list_roots"))).toContain("file:///nowhere/work"),
  },
  {
    name: "several questions at once",
    async check(peer) {
      const before = peer.asked.length;
      expect(textOf(await peer.call("test_input_required_result_multiple_inputs"))).toBe("Paris Ada");
      expect(peer.asked.slice(before).sort()).toEqual(["elicitation/create", "roots/list", "sampling/createMessage"]);
    },
  },
  {
    name: "large results",
    async check(peer) {
      const results = await Promise.all(
        [1, 2, 3].map((megabytes) => peer.call("test_big", { bytes: megabytes * 1_000_000 })),
      );
      expect(results.map((result) => textOf(result).length)).toEqual([1_000_000, 2_000_000, 3_000_000]);
    },
  },
  {
    name: "many calls at once",
    async check(peer) {
      const messages = Array.from({ length: 50 }, (_, index) => `message ${index}`);
      const results = await Promise.all(messages.map((message) => peer.call("echo", { message })));
      expect(results.map(textOf)).toEqual(messages);
    },
  },
  {
    name: "errors",
    async check(peer) {
      expect(await peer.call("test_error_handling")).toMatchObject({ isError: true });
      await expect(peer.call("no_such_tool")).rejects.toMatchObject({ code: -32602 });
    },
  },
];
