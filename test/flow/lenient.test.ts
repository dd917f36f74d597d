import { afterEach, describe, expect, test } from "vitest";
import { ask, assembled, caller } from "../fixtures/assembled.js";
import { json, legacyHello, rawHttp } from "../fixtures/raw-http.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

type Answer = { readonly jsonrpc: string; readonly id: unknown; readonly result: unknown };
const RESULT = { content: [{ type: "text", text: "ok" }] };

async function called(file: string) {
  const proxy = await assembled(file);
  open.push(proxy);
  return ask(proxy.view, caller("legacy"), "tools/call", { name: "t", arguments: {} }).answer;
}

describe("an answer over HTTP", () => {
  const spellings: [string, (answer: Answer) => unknown][] = [
    ["with error null behind the result", (answer) => ({ ...answer, error: null })],
    ["with error null before the result", ({ result, ...answer }) => ({ ...answer, error: null, result })],
    ["with method, params and error null", (answer) => ({ method: null, params: null, error: null, ...answer })],
    ["with its id as text", (answer) => ({ ...answer, id: String(answer.id) })],
  ];
  test.each(spellings)("%s is read", async (_name, spell) => {
    const raw = await rawHttp((request, response) => {
      if (legacyHello(request, response)) return;
      json(response, spell({ jsonrpc: "2.0", id: request.message?.id, result: RESULT }));
    });
    open.push(raw);
    expect((await called(`upstreams:\n  raw: { url: "${raw.url}" }\n`)).value).toEqual(RESULT);
  });

  test("with result null beside an error is that error", async () => {
    const raw = await rawHttp((request, response) => {
      if (legacyHello(request, response)) return;
      json(response, {
        jsonrpc: "2.0",
        id: request.message?.id,
        result: null,
        error: { code: -32000, message: "boom" },
      });
    });
    open.push(raw);
    const answer = await called(`upstreams:\n  raw: { url: "${raw.url}" }\n`);
    expect(answer.value).toEqual({ code: -32000, message: "boom" });
  });

  test.each(["none", "identity", "UTF-8", "", "identity, none"])(
    "with Content-Encoding %j is read as it is",
    async (encoding) => {
      const raw = await rawHttp((request, response) => {
        if (legacyHello(request, response)) return;
        const headers = { "content-encoding": encoding };
        json(response, { jsonrpc: "2.0", id: request.message?.id, result: RESULT }, 200, headers);
      });
      open.push(raw);
      expect((await called(`upstreams:\n  raw: { url: "${raw.url}" }\n`)).value).toEqual(RESULT);
    },
  );

  test.each(["zstd", "gzip, br", "compress"])("with Content-Encoding %s is refused by name", async (encoding) => {
    const raw = await rawHttp((request, response) => {
      if (legacyHello(request, response)) return;
      json(response, { jsonrpc: "2.0", id: request.message?.id, result: RESULT }, 200, {
        "content-encoding": encoding,
      });
    });
    open.push(raw);
    await expect(called(`upstreams:\n  raw: { url: "${raw.url}" }\n`)).rejects.toMatchObject({
      code: "UPSTREAM_PROTOCOL",
      message: expect.stringContaining(`Content-Encoding ${encoding}`),
    });
  });
});

/** A program that answers a call with the line that `spell`, an expression over `s` (text) and `m` (message), gives. */
function program(spell: string, always = false): string {
  const source = `
    const put = (m, call) => { const s = JSON.stringify(m); process.stdout.write(${always ? "true" : "call"} ? ${spell} : s + "\\n"); };
    require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
      const m = JSON.parse(line);
      if (m.id === undefined) return;
      const result = m.method === "initialize"
        ? { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo: { name: "s", version: "1" } }
        : m.method === "tools/call" ? ${JSON.stringify(RESULT)} : m.method === "tools/list" ? { tools: [] } : undefined;
      put({ jsonrpc: "2.0", id: m.id, ...(result ? { result } : { error: { code: -32601, message: "no" } }) }, m.method === "tools/call");
    });`;
  return `upstreams:\n  raw: { command: node, args: ["-e", ${JSON.stringify(source)}] }\n`;
}

describe("an answer over stdio", () => {
  test.each([
    ["with error null beside the result", 'JSON.stringify({ ...m, error: m.error ?? null }) + "\\n"'],
    ["with its id as text", 'JSON.stringify({ ...m, id: String(m.id) }) + "\\n"'],
  ])("%s is read", async (_name, spell) => {
    expect((await called(program(spell, true))).value).toEqual(RESULT);
  });

  test.each([
    ["holds NaN", 's.replace(\'"ok"\', "NaN") + "\\n"', /at byte \d+/],
    ["ends in the middle", 's.slice(0, 60) + "\\n"', /at byte \d+/],
    ["has other text in front", '"Processing done " + s + "\\n"', /not a JSON-RPC message: .+/],
    ["is written twice", 's + s + "\\n"', /not a JSON-RPC message: .+/],
    [
      "has its id behind what is broken",
      'JSON.stringify({ result: 1, jsonrpc: "2.0", id: m.id }).replace("1", "NaN") + "\\n"',
      /at byte \d+/,
    ],
    ["is not UTF-8", 'Buffer.from(s.replace("ok", "caf\\u00e9") + "\\n", "latin1")', /UTF-8/],
  ])("that %s fails its call at once with the reason", async (_name, spell, reason) => {
    await expect(called(program(spell))).rejects.toMatchObject({
      code: "UPSTREAM_PROTOCOL",
      message: expect.stringMatching(reason),
    });
  });
});
