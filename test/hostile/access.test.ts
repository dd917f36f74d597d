import { describe, expect, test } from "vitest";
import { type ApiKey, apiKey, hashApiKey } from "../../src/access/api-key.js";
import { accessOf } from "../../src/access/chain.js";
import { addressList, forwardedUser } from "../../src/access/forwarded-user.js";
import { none } from "../../src/access/none.js";
import { principalOf } from "../../src/model/principal.js";
import { accessRequest } from "../fixtures/access-request.js";
import { recordingLog } from "../fixtures/recording-log.js";

const keys: ApiKey[] = [
  { name: "ci", sha256: hashApiKey("correct-horse-battery-staple") },
  { name: "nightly", sha256: hashApiKey("another-key:with-colon") },
];

const forwarded = forwardedUser({
  header: "X-Forwarded-User",
  emailHeader: "X-Forwarded-Email",
  trustedProxies: ["10.1.0.0/16", "127.0.0.1", "fd00::/8"],
  fallbackUser: undefined,
  log: recordingLog(),
});

const refused = (code: string) => expect.objectContaining({ code });

describe("forwarded-user", () => {
  const access = accessOf([forwarded]);
  const from = (remoteAddress: string, ...pairs: [string, string][]) =>
    access.authenticate(accessRequest(pairs, { remoteAddress }));

  test.each(["10.1.2.3", "::ffff:10.1.2.3", "127.0.0.1", "fd00::1", "fd00::1%eth0"])(
    "a trusted peer %s is believed",
    (peer) => {
      expect(from(peer, ["X-Forwarded-User", "alice"])).toMatchObject({ issuer: "forwarded-user", subject: "alice" });
    },
  );

  test.each(["10.2.0.1", "::ffff:10.2.0.1", "::1", "fe80::1%eth0", "", "10.1.2.3.evil", "garbage"])(
    "T-58: an untrusted peer %s is not believed, whatever its headers say",
    (peer) => {
      expect(() => from(peer, ["X-Forwarded-User", "alice"], ["X-Forwarded-For", "10.1.2.3"])).toThrow(
        refused("UNAUTHENTICATED"),
      );
    },
  );

  test.each([
    ["", "empty"],
    ["a b", "space"],
    ["alice, admin", "comma"],
    ["alicé", "Latin-1"],
    ["a\u0001b", "control"],
    ["x".repeat(257), "long"],
  ])("T-58: a forwarded value that is no plain name is refused: %j (%s)", (value) => {
    expect(() => from("10.1.0.1", ["X-Forwarded-User", value])).toThrow(refused("INVALID_REQUEST"));
  });

  test("T-58: a repeated header and an underscore look-alike are refused", () => {
    expect(() => from("10.1.0.1", ["X-Forwarded-User", "alice"], ["x-forwarded-user", "bob"])).toThrow(
      refused("INVALID_REQUEST"),
    );
    expect(() => from("10.1.0.1", ["X-Forwarded-User", "alice"], ["X_Forwarded_User", "bob"])).toThrow(
      refused("INVALID_REQUEST"),
    );
  });

  test("T-58: the header's name in Connection does not remove the identity", () => {
    expect(from("10.1.0.1", ["Connection", "X-Forwarded-User"], ["X-Forwarded-User", "alice"])).toMatchObject({
      subject: "alice",
    });
  });

  test("the fallback user is for loopback only", () => {
    const local = accessOf([
      forwardedUser({
        header: "X-Forwarded-User",
        emailHeader: undefined,
        trustedProxies: ["10.0.0.0/8"],
        fallbackUser: "default",
        log: recordingLog(),
      }),
    ]);
    expect(local.authenticate(accessRequest([], { remoteAddress: "127.0.0.1" }))).toMatchObject({ subject: "default" });
    // Not trusted, so its word is none, and it is as if it had said nothing.
    expect(local.authenticate(accessRequest([["X-Forwarded-User", "alice"]]))).toMatchObject({ subject: "default" });
    for (const [pairs, remoteAddress] of [
      [[], "10.0.0.1"],
      [[["X-Forwarded-For", "192.0.2.1"]], "127.0.0.1"],
      [[["Forwarded", "for=192.0.2.1"]], "127.0.0.1"],
      [[["Via", "1.1 front"]], "127.0.0.1"],
      [[["X-Forwarded-Proto", "https"]], "127.0.0.1"],
      [[["X-Real-IP", "192.0.2.1"]], "127.0.0.1"],
    ] as [[string, string][], string][]) {
      expect(() => local.authenticate(accessRequest(pairs, { remoteAddress }))).toThrow(refused("UNAUTHENTICATED"));
    }
  });

  test("an address that is not believed is told of once, and of strangers no more than twenty", () => {
    const log = recordingLog();
    const access = accessOf([
      forwardedUser({
        header: "X-Forwarded-User",
        emailHeader: undefined,
        trustedProxies: ["10.0.0.0/8"],
        fallbackUser: undefined,
        log,
      }),
    ]);
    const ask = (remoteAddress: string, pairs: [string, string][]) =>
      expect(() => access.authenticate(accessRequest(pairs, { remoteAddress }))).toThrow();
    ask("192.0.2.7", []);
    expect(log.lines).toEqual([]);
    for (let i = 0; i < 3; i++) ask("192.0.2.7", [["X-Forwarded-User", "alice"]]);
    expect(log.lines).toMatchObject([
      { event: "access.untrusted_forwarded_user", fields: { source: "192.0.2.7", header: "X-Forwarded-User" } },
    ]);
    for (let i = 0; i < 100; i++) ask(`198.51.100.${i}`, [["X-Forwarded-User", "alice"]]);
    expect(log.lines).toHaveLength(20);
  });

  test("in a list the fallback user is for who shows nothing", async () => {
    const mixed = accessOf([
      forwardedUser({
        header: "X-Forwarded-User",
        emailHeader: undefined,
        trustedProxies: ["127.0.0.1"],
        fallbackUser: "default",
        log: recordingLog(),
      }),
      apiKey(keys),
    ]);
    const subjectOf = async (...pairs: [string, string][]) => (await mixed.authenticate(accessRequest(pairs))).subject;
    expect(await subjectOf()).toBe("default");
    expect(await subjectOf(["Authorization", "Bearer correct-horse-battery-staple"])).toBe("ci");
    expect(await subjectOf(["X-Forwarded-User", "alice"])).toBe("alice");
  });

  test.each(["10.0.0.0/", "10.0.0.0/8/8", "10.0.0.0/0x8", "10.0.0.0/33", "10.0.0"])("%j is no range", (range) => {
    expect(() => addressList([range])).toThrow(refused("CONFIG"));
  });

  test("T-59: a trusted header beside another caller's bearer token is refused as ambiguous", async () => {
    const both = accessOf([forwarded, apiKey(keys)]);
    const pair: [string, string][] = [
      ["X-Forwarded-User", "alice"],
      ["Authorization", "Bearer correct-horse-battery-staple"],
    ];
    await expect(both.authenticate(accessRequest(pair))).rejects.toThrow(refused("INVALID_REQUEST"));
    expect(await both.authenticate(accessRequest(pair.slice(1)))).toMatchObject({ subject: "ci" });
  });

  test("T-60: names that look alike are different principals", () => {
    const names = ["Alice", "alice", "\u00e9", "e\u0301", "ａlice", "al\u200bice"];
    expect(new Set(names.map((name) => principalOf("i", name).key)).size).toBe(names.length);
    expect(principalOf("a", "bc").key).not.toBe(principalOf("ab", "c").key);
  });
});

describe("api-key", () => {
  const access = accessOf([apiKey(keys)]);
  const bearer = (...values: string[]) =>
    access.authenticate(accessRequest(values.map((value) => ["Authorization", value] as const)));

  test("a key is known by its hash, in either header", () => {
    expect(bearer("Bearer correct-horse-battery-staple")).toMatchObject({ issuer: "api-key", subject: "ci" });
    expect(bearer("bearer correct-horse-battery-staple")).toMatchObject({ subject: "ci" });
    expect(access.authenticate(accessRequest([["X-API-Key", "another-key:with-colon"]]))).toMatchObject({
      subject: "nightly",
    });
  });

  test.each([
    ["Bearer correct-horse-battery-stapl"],
    ["Bearer correct-horse-battery-staple2"],
    ["Bearer CORRECT-HORSE-BATTERY-STAPLE"],
    ["Basic Y2k6Y29ycmVjdA=="],
    ["Bearer"],
    ["Bearer "],
    [`Bearer ${"x".repeat(100_000)}`],
    ["Bearer a\nb"],
  ])("T-55, T-61: %s is refused with a challenge", (value) => {
    const thrown = (() => {
      try {
        return bearer(value);
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toMatchObject({ code: "UNAUTHENTICATED", data: { challenge: expect.stringMatching(/^Bearer /) } });
    expect(JSON.stringify(thrown)).not.toContain("correct-horse");
  });

  test("T-55: a request without a credential gets a challenge without an error, and two headers are a bad request", () => {
    expect(() => access.authenticate(accessRequest([]))).toThrow(
      expect.objectContaining({ code: "UNAUTHENTICATED", data: { challenge: 'Bearer realm="mcp-proxy"' } }),
    );
    expect(() => bearer("Bearer correct-horse-battery-staple", "Bearer other")).toThrow(refused("INVALID_REQUEST"));
    expect(() =>
      access.authenticate(
        accessRequest([
          ["X-API-Key", "correct-horse-battery-staple"],
          ["Authorization", "Bearer another-key:with-colon"],
        ]),
      ),
    ).toThrow(refused("INVALID_REQUEST"));
  });
});

test("none: everybody is the local principal", () => {
  expect(accessOf([none()]).authenticate(accessRequest([]))).toMatchObject({ issuer: "local", subject: "local" });
});
