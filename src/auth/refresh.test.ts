import { describe, expect, test } from "vitest";
import { stillClock, testWorld } from "../../test/fixtures/test-world.js";
import { ProxyError } from "../model/errors.js";
import type { Store } from "../model/store.js";
import { type FailureKind, IssuerFailure } from "../oauth/issuer-failure.js";
import { createMemoryStore } from "../store/memory.js";
import type { TokenRecord } from "./keep.js";
import { type RenewOptions, renewTokens } from "./refresh.js";

const clock = stillClock();
const NOW = clock.now();
const KEY = "tokens/p/one";

function record(more: Partial<TokenRecord> = {}): TokenRecord {
  return {
    upstream: "notes",
    issuer: "https://i.example",
    clientId: "c",
    resource: undefined,
    principal: "ann",
    accessToken: "old",
    refreshToken: "r",
    obtainedAt: NOW - 1000,
    expiresAt: NOW + 60_000,
    expiryKnown: true,
    asked: [],
    granted: [],
    generation: 1,
    refusals: 0,
    ...more,
  };
}

/** Renews what is stored; `answers` are those of the issuer in turn: an error, or the access token. */
async function renewed(
  stored: TokenRecord | undefined,
  answers: readonly (IssuerFailure | string)[],
  more: Partial<RenewOptions> = {},
  store: Store = createMemoryStore(),
) {
  if (stored !== undefined) await store.update(KEY, () => stored);
  let asked = 0;
  const result = await renewTokens({
    store,
    world: testWorld({ clock }),
    key: KEY,
    held: undefined,
    stale: () => true,
    unattended: false,
    fetchTokens: async () => {
      const answer = answers[asked++];
      if (typeof answer !== "string") throw answer;
      return { accessToken: answer, refreshToken: undefined, expiresIn: 60, scope: undefined };
    },
    toRecord: (tokens, before) =>
      record({ accessToken: tokens.accessToken, generation: (before?.generation ?? 0) + 1 }),
    ...more,
  });
  return { ...result, asked, kept: (await store.read(KEY)) as TokenRecord | undefined };
}

const failed = (kind: FailureKind, more = {}) => new IssuerFailure(kind, `it was ${kind}`, more);

describe("a renewal", () => {
  test("is on disk when it is handed out", async () => {
    const { record: now, kept, asked } = await renewed(record(), ["new"]);
    expect([now?.accessToken, kept?.accessToken, kept?.generation, asked]).toEqual(["new", "new", 2, 1]);
  });

  test.each<[string, TokenRecord | undefined, Partial<RenewOptions>]>([
    ["is good enough by now", record(), { stale: () => false }],
    ["needs a person", record({ needsLogin: { reason: "x", at: NOW } }), {}],
    ["has no refresh token", record({ refreshToken: undefined }), {}],
    ["is not there", undefined, {}],
  ])("asks no issuer when the record %s", async (_what, stored, more) => {
    const { asked, failure, record: now } = await renewed(stored, ["new"], more);
    expect({ asked, failure, token: now?.accessToken }).toEqual({
      asked: 0,
      failure: undefined,
      token: stored?.accessToken,
    });
  });

  test("of a grant without a person needs neither a record nor a refresh token", async () => {
    expect((await renewed(undefined, ["new"], { unattended: true })).kept?.accessToken).toBe("new");
    const bare = record({ refreshToken: undefined });
    expect((await renewed(bare, ["new"], { unattended: true })).kept?.accessToken).toBe("new");
  });

  test("goes by the newer of the stored record and the one in memory", async () => {
    const held = record({ accessToken: "held", generation: 3 });
    expect((await renewed(record(), [], { held, stale: () => false })).kept?.accessToken).toBe("held");
    const older = record({ accessToken: "held", generation: 1 });
    expect((await renewed(record(), [], { held: older, stale: () => false })).kept?.accessToken).toBe("old");
  });

  test("sends the same refresh token once more when the answer was lost, and never a third time", async () => {
    const lost = failed("transient", { answerLost: true });
    expect(await renewed(record(), [lost, "new"])).toMatchObject({ asked: 2, kept: { accessToken: "new" } });
    expect(await renewed(record(), [lost, lost, "new"])).toMatchObject({ asked: 2, failure: { kind: "transient" } });
    expect(await renewed(record(), [failed("transient"), "new"])).toMatchObject({ asked: 1 });
  });
});

describe("a failed renewal", () => {
  const OVER = { expiresAt: NOW };
  test.each<[FailureKind, Partial<TokenRecord>, refusals: number, needsLogin: boolean]>([
    ["transient", OVER, 0, false],
    ["refused", OVER, 0, false],
    ["rejected", OVER, 1, false],
    ["rejected", { refusals: 1 }, 2, true],
    ["invalid_grant", {}, 1, false],
    ["invalid_grant", OVER, 1, true],
    ["invalid_grant", { refusals: 1 }, 2, true],
    ["invalid_client", {}, 1, true],
  ])("%s with %j: %i refusals, needs a person %s", async (kind, before, refusals, needsLogin) => {
    const { kept, failure } = await renewed(record(before), [failed(kind)]);
    expect(failure?.kind).toBe(kind);
    expect(kept).toMatchObject({ accessToken: "old", refreshToken: "r", refusals });
    expect(kept?.needsLogin !== undefined).toBe(needsLogin);
  });

  test("of a grant without a person changes nothing", async () => {
    const { kept } = await renewed(record(), [failed("invalid_client")], { unattended: true });
    expect(kept).toEqual(record());
  });
});

describe("a store that cannot be written", () => {
  const broken = (reads: boolean): Store => ({
    ...createMemoryStore(),
    update: async (_key, change) => {
      if (reads) await change(record());
      throw new ProxyError("STORE", "the disk is full");
    },
  });

  test("leaves the new tokens in memory", async () => {
    const result = await renewed(undefined, ["new"], {}, broken(true));
    expect(result).toMatchObject({ persisted: false, record: { accessToken: "new" }, failure: undefined });
  });

  test("that cannot even be read is an error", async () => {
    await expect(renewed(undefined, ["new"], {}, broken(false))).rejects.toMatchObject({ code: "STORE" });
  });
});
