import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProxyError } from "../../src/model/errors.js";
import { type Assembled, ask, assembled, caller } from "../fixtures/assembled.js";
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

describe("#157 resource URIs", () => {
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
    const answer = await ask(proxy.view, who, "resources/list").answer;
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
    const long = `x://${"ab".repeat(5000)}`;
    for (let at = 0; at < 20; at++) expect(await read(`${long}${at}`)).toBe("one");
    const stranger = await ask(proxy.view, who, "resources/read", { uri: `y://${"{a*}".repeat(2500)}` }).answer.then(
      (answer) => answer.value,
      (error: ProxyError) => error.code,
    );
    expect(stranger).toMatchObject({ contents: [{}] });
  });
});
