import { describe, expect, it } from "vitest";
import { LOCAL, principalOf } from "../../src/model/principal.js";
import { begun, failure, rigOf, stranger } from "../fixtures/played-issuer.js";
import { recordingLog } from "../fixtures/recording-log.js";
import { testClock, testWorld } from "../fixtures/test-world.js";

describe("T-32: PKCE", () => {
  it.each([undefined, [], ["plain"]])("methods %j are refused before a browser is opened", async (methods) => {
    const evil = await stranger({ code_challenge_methods_supported: methods });
    expect(await failure(rigOf(evil).logins.start(LOCAL, "notes"))).toMatchObject({
      message: expect.stringContaining("auth.pkce"),
    });
  });

  it("an operator may vouch for an issuer that does not say it", async () => {
    const evil = await stranger({ code_challenge_methods_supported: undefined });
    expect((await begun(rigOf(evil, { mode: "auto", pkce: "assumed" }))).asked.get("code_challenge_method")).toBe(
      "S256",
    );
  });
});

describe("T-33: the issuer of an answer (RFC 9207)", () => {
  it.each<[boolean, string, boolean]>([
    [true, "wrong", false],
    [true, "absent", false],
    [false, "wrong", false],
    [false, "right", true],
    [false, "absent", true],
    [true, "right", true],
    [true, "slash", false],
    [true, "encoded", false],
    [true, "upper", false],
  ])("advertised %s, iss %s: accepted %s", async (advertised, which, accepted) => {
    const evil = await stranger({ authorization_response_iss_parameter_supported: advertised });
    const rig = rigOf(evil);
    const { back, cookies } = await begun(rig);
    const spelled: Record<string, string> = {
      wrong: "https://attacker.example.com",
      right: evil.origin,
      slash: `${evil.origin}/`,
      encoded: evil.origin.replace("127", "%3127"),
      upper: evil.origin.toUpperCase(),
    };
    const params = back(which === "absent" ? {} : { iss: spelled[which] ?? "" });
    expect((await rig.logins.complete(params, cookies)).ok).toBe(accepted);
    expect(evil.count("POST /token")).toBe(accepted ? 1 : 0);
  });

  it("a mismatch hides what the answer says", async () => {
    const evil = await stranger();
    const log = recordingLog();
    const rig = rigOf(evil, { mode: "auto" }, { world: testWorld({ log }) });
    const { back, cookies } = await begun(rig);
    const params = back({
      iss: "https://attacker.example.com",
      error: "access_denied",
      error_description: "call the stranger at once",
    });
    const outcome = await rig.logins.complete(params, cookies);
    expect(JSON.stringify([outcome, log.lines])).not.toContain("the stranger at once");
  });
});

describe("T-33: two logins at once, codes swapped", () => {
  it("no code goes to the other issuer", async () => {
    const honest = await stranger({ authorization_response_iss_parameter_supported: true });
    const evil = await stranger();
    const [good, bad] = [rigOf(honest), rigOf(evil)];
    const [atGood, atBad] = [await begun(good), await begun(bad)];
    const swapped = atGood.back({ iss: evil.origin, code: "code-of-evil" });
    expect((await good.logins.complete(swapped, atGood.cookies)).ok).toBe(false);
    expect((await bad.logins.complete(atGood.back({ code: "code-of-honest" }), atBad.cookies)).ok).toBe(false);
    expect(honest.count("POST /token") + evil.count("POST /token")).toBe(0);
  });
});

describe("T-34: callbacks", () => {
  it.each<[string, (state: string) => string]>([
    ["no state", () => "code=c"],
    ["a foreign state", () => "code=c&state=foreign"],
    ["two states", (state) => `code=c&state=${state}&state=${state}`],
    ["an array", (state) => `code=c&state[]=${state}`],
    ["10 KB of state", () => `code=c&state=${"s".repeat(10_240)}`],
  ])("%s: 400, and the real one still works", async (_what, query) => {
    const evil = await stranger();
    const rig = rigOf(evil);
    const { asked, back, cookies } = await begun(rig);
    const outcome = await rig.logins.complete(new URLSearchParams(query(asked.get("state") ?? "")), cookies);
    expect(outcome).toMatchObject({ ok: false, status: 400 });
    expect(await rig.logins.complete(back(), cookies)).toMatchObject({ ok: true });
  });

  it.each([
    ["two codes", "code=a&code=b"],
    ["code and error together", "code=a&error=access_denied"],
  ])("%s: 400, and the state is used up", async (_what, query) => {
    const evil = await stranger();
    const rig = rigOf(evil);
    const { asked, back, cookies } = await begun(rig);
    const params = new URLSearchParams(`${query}&state=${asked.get("state")}`);
    expect(await rig.logins.complete(params, cookies)).toMatchObject({ ok: false, status: 400 });
    expect(await rig.logins.complete(back(), cookies)).toMatchObject({ ok: false, status: 400 });
    expect(evil.count("POST /token")).toBe(0);
  });

  it("the same callback twice at once: one redeems, the other is told", async () => {
    const evil = await stranger();
    const rig = rigOf(evil);
    const { back, cookies } = await begun(rig);
    const both = await Promise.all([rig.logins.complete(back(), cookies), rig.logins.complete(back(), cookies)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(evil.count("POST /token")).toBe(1);
  });

  it("another browser: 403, nothing stored, and the right browser still can", async () => {
    const evil = await stranger();
    const rig = rigOf(evil);
    const { back, cookies } = await begun(rig);
    expect(await rig.logins.complete(back(), {})).toMatchObject({ ok: false, status: 403 });
    const forged = Object.fromEntries(Object.keys(cookies).map((name) => [name, "forged"]));
    expect(await rig.logins.complete(back(), forged)).toMatchObject({ ok: false, status: 403 });
    expect(await rig.store.list("tokens/")).toEqual([]);
    expect(await rig.logins.complete(back(), cookies)).toMatchObject({ ok: true });
  });

  it("an expired state: 400, and the next link is a fresh one", async () => {
    const evil = await stranger();
    const clock = testClock();
    const rig = rigOf(evil, { mode: "auto" }, { world: testWorld({ clock }) });
    const { back, cookies, url } = await begun(rig);
    clock.advance(301_000);
    const outcome = await rig.logins.complete(back(), cookies);
    expect(outcome).toMatchObject({ ok: false, status: 400, message: expect.stringContaining("expired") });
    expect((await begun(rig)).url).not.toBe(url);
  });

  it("everyone who asks for one principal gets the same link; another principal gets another", async () => {
    const evil = await stranger();
    const rig = rigOf(evil);
    const links = await Promise.all([begun(rig), begun(rig), begun(rig, principalOf("https://i.example.com", "bob"))]);
    expect(links[0].url).toBe(links[1].url);
    expect(links[2].url).not.toBe(links[0].url);
  });

  it("survives a restart between link and callback", async () => {
    const evil = await stranger();
    const first = rigOf(evil);
    const { back, cookies } = await begun(first);
    const second = rigOf(evil, { mode: "auto" }, { store: first.store });
    expect(await second.logins.complete(back(), cookies)).toMatchObject({ ok: true });
    expect(await second.call()).toBe(200);
  });
});
