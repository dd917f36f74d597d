import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProxyError } from "../../src/model/errors.js";
import { type Assembled, ask, askWhole, assembled, caller } from "../fixtures/assembled.js";
import { json, legacyHello, type RawHttp, rawHttp } from "../fixtures/raw-http.js";

/** An upstream with resources; every read is answered with the upstream's name. */
async function holder(name: string, uris: string[], templates: string[]): Promise<RawHttp> {
  return rawHttp((request, response) => {
    if (legacyHello(request, response, name, { resources: {} })) return;
    const { id, method, params } = request.message ?? {};
    const say = (result: unknown): void => json(response, { jsonrpc: "2.0", id, result });
    if (method === "resources/list") say({ resources: uris.map((uri) => ({ uri, name: uri })) });
    else if (method === "resources/templates/list")
      say({ resourceTemplates: templates.map((uriTemplate) => ({ uriTemplate, name: uriTemplate })) });
    else if (method === "resources/read") say({ contents: [{ uri: params?.uri, text: name }] });
    else json(response, { jsonrpc: "2.0", id, error: { code: -32601, message: "no" } });
  });
}

describe("T-100: patterns over resource URIs", () => {
  let holding: RawHttp;
  let proxy: Assembled;

  beforeAll(async () => {
    holding = await holder("one", ["file:///public/listed/../up"], []);
    const deny = "['file:///public/secret/*']";
    proxy = await assembled(
      `upstreams:\n  one:\n    url: "${holding.url}"\n    resources: { include: ['file:///public/*', 'web:a b', 'https://h.example'], ignore: ${deny} }\n`,
    );
  });
  afterAll(async () => {
    await proxy.close();
    await holding.close();
  });

  const read = (uri: string): Promise<unknown> =>
    ask(proxy.view, caller("legacy"), "resources/read", { uri }).answer.then(
      (answer) => (answer.value as { contents: { uri: string }[] }).contents[0]?.uri,
      (error: ProxyError) => error.code,
    );

  it.each([
    "file:///public/a",
    "file:///public/a%20b",
    "file:///public/100%25",
    "file:///public/a/../b",
    "file:///public/listed/../up",
    "web:a b",
    "https://h.example",
  ])("%s is open", async (uri) => {
    expect(await read(uri)).toBe(uri);
  });

  it.each([
    "file:///etc/passwd",
    "file:///public/100%",
    "file:///public/../etc/passwd",
    "file:///public/%2e%2e/etc/passwd",
    "file:///public/..%2fetc/passwd",
    "file:///public/..\\..\\etc/passwd",
    "file:///public/secret/a",
    "file:///public/%73ecret/a",
    "file:///public/./secret/a",
    "file://localhost/public/secret/a",
  ])("%s is closed", async (uri) => {
    expect(await read(uri)).toBe("UNKNOWN_ITEM");
    expect(holding.seen.map(({ message }) => message?.params?.uri)).not.toContain(uri);
  });
});

describe("T-100: resource URIs", () => {
  let one: RawHttp;
  let other: RawHttp;
  let proxy: Assembled;
  const hostile = `x://${"{a*}{b*}{c*}".repeat(60)}`;

  beforeAll(async () => {
    one = await holder("one", ["one://a", "shared://doc", "file:///etc/../etc/hosts"], ["one://{path}", hostile]);
    other = await holder("other", ["other://b", "shared://doc", "javascript:alert(1)"], ["other://{+path}"]);
    proxy = await assembled(`upstreams:\n  one: { url: "${one.url}" }\n  other: { url: "${other.url}" }\n`);
  });
  afterAll(async () => {
    await proxy.close();
    await one.close();
    await other.close();
  });

  const who = caller("legacy");
  const read = async (uri: string): Promise<string> => {
    const answer = await ask(proxy.view, who, "resources/read", { uri }).answer;
    return (answer.value as { contents: { text: string }[] }).contents[0]?.text ?? "";
  };
  const readsOf = (raw: RawHttp): unknown[] =>
    raw.seen.filter(({ message }) => message?.method === "resources/read").map(({ message }) => message?.params?.uri);

  it("go to whoever lists them, or whose template fits, and to nobody else", async () => {
    expect(await read("one://a")).toBe("one");
    expect(await read("other://b")).toBe("other");
    expect(await read("one://anything/below")).toBe("one");
    expect(await read("other://anything/../up")).toBe("other");
    expect(readsOf(other)).not.toContain("one://a");
    expect(readsOf(one)).not.toContain("other://b");
    expect(readsOf(one)).not.toContain("other://anything/../up");
  });

  it("that two upstreams share are told apart, and each is still found", async () => {
    const answer = await askWhole(proxy.view, who, "resources/list");
    const uris = (answer.value as { resources: { uri: string }[] }).resources.map(({ uri }) => uri);
    const shared = uris.filter((uri) => uri.endsWith("shared://doc"));
    expect(new Set(shared).size).toBe(2);
    expect((await Promise.all(shared.map(read))).sort()).toEqual(["one", "other"]);
    expect(new Set(uris).size).toBe(uris.length);
  });

  it("are never opened, resolved or changed by the proxy, whatever they look like", async () => {
    expect(await read("javascript:alert(1)")).toBe("other");
    expect(await read("file:///etc/../etc/hosts")).toBe("one");
    expect(readsOf(one)).toContain("file:///etc/../etc/hosts");
  });

  it("of any length and shape are answered, by a template that fits or with a refusal", async () => {
    const long = `x://${"ab".repeat(3500)}`;
    for (let at = 0; at < 20; at++) expect(await read(`${long}${at}`)).toBe("one");
    const stranger = await ask(proxy.view, who, "resources/read", { uri: `y://${"{a*}".repeat(2000)}` }).answer.then(
      (answer) => answer.value,
      (error: ProxyError) => error.code,
    );
    expect(stranger).toMatchObject({ contents: [{}] });
  });
});

describe("resources that nobody lists", () => {
  let toolsOnly: RawHttp;
  let keeper: RawHttp;

  beforeAll(async () => {
    toolsOnly = await rawHttp((request, response) => {
      if (legacyHello(request, response, "tools", { tools: {} })) return;
      json(response, { jsonrpc: "2.0", id: request.message?.id, error: { code: -32601, message: "Method not found" } });
    });
    keeper = await rawHttp((request, response) => {
      if (legacyHello(request, response, "keeper", { resources: {} })) return;
      const { id, method, params } = request.message ?? {};
      if (method !== "resources/read") json(response, { jsonrpc: "2.0", id, result: { resources: [] } });
      else if (params?.uri === "kept://secretly")
        json(response, { jsonrpc: "2.0", id, result: { contents: [{ uri: params.uri, text: "found" }] } });
      else json(response, { jsonrpc: "2.0", id, error: { code: -32002, message: "Resource not found" } });
    });
  });
  afterAll(async () => {
    await toolsOnly.close();
    await keeper.close();
  });

  const urls = (...of: [string, string][]): string =>
    `upstreams:\n${of.map(([name, url]) => `  ${name}: { url: "${url}" }\n`).join("")}`;

  async function reading(config: string, uri: string): Promise<unknown> {
    const proxy = await assembled(config);
    try {
      const { kind, value } = await ask(proxy.view, caller("legacy"), "resources/read", { uri }).answer;
      return kind === "error" ? value : (value as { contents: { text: string }[] }).contents[0]?.text;
    } catch (error) {
      return (error as ProxyError).code;
    } finally {
      await proxy.close();
    }
  }

  it("are found behind upstreams that have none, and behind one that is not there", async () => {
    const gone = "http://127.0.0.1:1/mcp";
    const config = urls(["gone", gone], ["tools", toolsOnly.url], ["keeper", keeper.url]);
    expect(await reading(config, "kept://secretly")).toBe("found");
    expect(await reading(config, "kept://elsewhere")).toBe("UPSTREAM_UNAVAILABLE");
  });

  it("and that nobody has are not found, in the words of who would know", async () => {
    const config = urls(["tools", toolsOnly.url], ["keeper", keeper.url]);
    expect(await reading(config, "kept://elsewhere")).toEqual({ code: -32002, message: "Resource not found" });
    expect(await reading(urls(["tools", toolsOnly.url], ["more", toolsOnly.url]), "kept://x")).toBe("UNKNOWN_ITEM");
  });
});
