import { describe, expect, it } from "vitest";
import { LOCAL } from "../../src/model/principal.js";
import { metadataOf } from "../fixtures/evil-issuer.js";
import { begun, failure, login, rigOf, stranger } from "../fixtures/played-issuer.js";
import { testClock, testWorld } from "../fixtures/test-world.js";

describe("T-29: where an issuer with a path keeps its metadata", () => {
  const FORMS = [
    "/.well-known/oauth-authorization-server/tenant",
    "/.well-known/openid-configuration/tenant",
    "/tenant/.well-known/openid-configuration",
  ];

  it.each(FORMS)("found only at %s, the others being 404, HTML with 200, and 500", async (right) => {
    const evil = await stranger({}, "/tenant");
    const wrong = [
      { status: 404 },
      { body: "<html>hello</html>", headers: { "content-type": "text/html" } },
      { status: 500 },
    ];
    FORMS.forEach((form, at) => {
      evil.replies.set(
        `GET ${form}`,
        form === right ? { body: metadataOf(`${evil.origin}/tenant`) } : (wrong[at] ?? {}),
      );
    });
    await login(rigOf(evil));
    const asked = evil.requests.map(({ path }) => path).filter((path) => path.includes("tenant"));
    expect(asked).toEqual(FORMS.slice(0, FORMS.indexOf(right) + 1));
  });
});

describe("T-29: an issuer that is spelled with and without its root slash", () => {
  it.each<[listed: string, stated: string, configured: string | undefined]>([
    ["/", "", undefined],
    ["", "/", undefined],
    ["/", "", ""],
    ["", "", "/"],
    ["", "/", "/"],
  ])("listed with %j, stated with %j, in the file with %j: is one issuer", async (listed, stated, configured) => {
    const evil = await stranger({ authorization_response_iss_parameter_supported: true });
    const { origin, replies } = evil;
    const resource = { resource: `${origin}/mcp`, authorization_servers: [`${origin}${listed}`] };
    replies.set("GET /.well-known/oauth-protected-resource/mcp", { body: resource });
    const metadata = metadataOf(origin, { authorization_response_iss_parameter_supported: true });
    replies.set("GET /.well-known/oauth-authorization-server", { body: { ...metadata, issuer: `${origin}${stated}` } });
    const clock = testClock();
    const rig = rigOf(
      evil,
      { mode: "auto", ...(configured === undefined ? {} : { issuer: `${origin}${configured}` }) },
      { world: testWorld({ clock }) },
    );
    const { back, cookies } = await begun(rig);
    // What it states is what counts from here on, letter by letter (RFC 9207 section 2.4).
    expect((await rig.logins.complete(back({ iss: `${origin}${stated}` }), cookies)).ok).toBe(true);
    expect(await rig.credentials.current(LOCAL)).toMatchObject({ headers: ["authorization", expect.any(String)] });
    clock.advance(3_700_000);
    await rig.credentials.current(LOCAL);
    expect(evil.count("POST /token")).toBe(2);
    expect(evil.count("POST /register")).toBe(1);
  });

  it("goes on where the issuer states the other spelling after the login", async () => {
    const evil = await stranger();
    const clock = testClock();
    const rig = rigOf(evil, { mode: "auto" }, { world: testWorld({ clock }) });
    await login(rig);
    evil.replies.set("GET /.well-known/oauth-authorization-server", {
      body: { ...metadataOf(evil.origin), issuer: `${evil.origin}/` },
    });
    clock.advance(3_700_000);
    await rig.credentials.current(LOCAL);
    expect(evil.count("POST /token")).toBe(2);
  });
});

describe("T-29: metadata that names another issuer", () => {
  it.each([
    (origin: string) => `${origin}//`,
    (origin: string) => `${origin}/tenant`,
    (origin: string) => origin.replace("http", "HTTP"),
    (origin: string) => origin.replace(/\d+$/, "1"),
    () => "https://honest.example.com",
  ])("is refused before anything is sent, with both and the key to set (%#)", async (spelled) => {
    const evil = await stranger();
    const stated = spelled(evil.origin);
    evil.replies.set("GET /.well-known/oauth-authorization-server", {
      body: { ...metadataOf(evil.origin), issuer: stated },
    });
    const error = await failure(rigOf(evil).logins.start(LOCAL, "notes"));
    expect(error).toMatchObject({ code: "AUTH_FAILED" });
    expect(error.message).toContain(`issuer ${evil.origin} names another issuer, ${stated}.`);
    expect(error.message).toContain(`set auth.issuer or auth.metadataIssuer to ${stated}`);
    expect(evil.count("POST /register")).toBe(0);
  });

  it("is told with both where the file names one and the upstream another", async () => {
    const evil = await stranger();
    const error = await failure(
      rigOf(evil, { mode: "auto", issuer: "https://honest.example.com/t" }).logins.start(LOCAL, "notes"),
    );
    expect(error.message).toContain(
      `trusts ${evil.origin}, but auth.issuer of the file names https://honest.example.com/t;`,
    );
    expect(error.message).toContain(`set auth.issuer to ${evil.origin}`);
  });
});

describe("T-29: metadata of another resource", () => {
  it.each([
    (origin: string) => origin,
    (origin: string) => `${origin}/other`,
    (origin: string) => `${origin}/mcp#x`,
    () => "https://elsewhere.example.com/mcp",
    () => undefined,
  ])("is refused, unless the file pins it (%#)", async (resource) => {
    const evil = await stranger();
    const document = { resource: resource(evil.origin), authorization_servers: [evil.origin] };
    evil.replies.set("GET /.well-known/oauth-protected-resource/mcp", { body: document });
    const error = await failure(rigOf(evil).logins.start(LOCAL, "notes"));
    expect(error).toMatchObject({ code: "AUTH_FAILED", message: expect.stringContaining("auth.resource") });
    expect(error.message).toContain(
      `for ${resource(evil.origin) ?? "no resource"}, not for the URL in the file, ${evil.origin}/mcp.`,
    );
    expect(evil.count("POST /register")).toBe(0);
    const pinned = rigOf(evil, { mode: "auto", resource: "https://elsewhere.example.com/mcp" });
    expect((await begun(pinned)).asked.get("resource")).toBe("https://elsewhere.example.com/mcp");
  });
});

describe("T-31: endpoints and issuers that an upstream names", () => {
  it.each(["token_endpoint", "registration_endpoint", "authorization_endpoint"])(
    "a foreign %s gets nothing",
    async (name) => {
      const evil = await stranger({ [name]: "https://attacker.example.com/x" });
      const error = await failure(rigOf(evil).logins.start(LOCAL, "notes"));
      expect(error).toMatchObject({ code: "AUTH_FAILED", message: expect.stringContaining("attacker.example.com") });
    },
  );

  it("a static client's secret never goes to an issuer the upstream names instead", async () => {
    const honest = await stranger();
    const evil = await stranger();
    const upstream = await stranger();
    upstream.replies.set("GET /.well-known/oauth-protected-resource/mcp", {
      body: { resource: `${upstream.origin}/mcp`, authorization_servers: [evil.origin] },
    });
    const auth = { mode: "client-secret" as const, issuer: honest.origin, clientId: "c", clientSecret: { env: "S" } };
    const rig = rigOf(upstream, auth, { secrets: { S: "canary-secret" } });
    expect(await failure(rig.logins.start(LOCAL, "notes"))).toMatchObject({
      message: expect.stringContaining("auth.issuer"),
    });
    expect(evil.requests).toEqual([]);
    expect(honest.count("POST /token")).toBe(0);
  });
});

describe("T-31: the upstream trusts another issuer now", () => {
  it("nothing of the old one goes to the new one; a new client is registered there", async () => {
    const before = await stranger();
    const after = await stranger();
    after.replies.set("POST /register", {
      status: 201,
      body: { client_id: "second", token_endpoint_auth_method: "none" },
    });
    const clock = testClock();
    const rig = rigOf(before, { mode: "auto" }, { world: testWorld({ clock }) });
    await login(rig);
    clock.advance(120_000);
    before.replies.set("GET /.well-known/oauth-protected-resource/mcp", {
      body: { resource: `${before.origin}/mcp`, authorization_servers: [after.origin] },
    });
    const sent = await rig.credentials.current(LOCAL);
    const error = await failure(rig.credentials.renew(LOCAL, { sent, status: 401, challenges: [] }));
    expect(error).toMatchObject({ code: "LOGIN_REQUIRED", message: expect.stringContaining("another issuer") });
    const { url } = await begun(rig);
    expect(url.startsWith(`${after.origin}/authorize`)).toBe(true);
    expect(new URL(url).searchParams.get("client_id")).toBe("second");
    expect(JSON.stringify(after.requests)).not.toMatch(/access-1|refresh-1|registered/);
  });
});

describe("T-29: an address that does not answer", () => {
  it.each([
    ["resource", "GET /.well-known/oauth-protected-resource/mcp"],
    ["issuer", "GET /.well-known/oauth-authorization-server"],
  ])("the %s metadata failing is no reason to guess endpoints", async (_what, key) => {
    const evil = await stranger();
    evil.replies.set(key, { status: 503 });
    expect(await failure(rigOf(evil).logins.start(LOCAL, "notes"))).toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    expect(evil.count("POST /register")).toBe(0);
  });
});
