import { describe, expect, it } from "vitest";
import { testWorld } from "../../test/fixtures/test-world.js";
import { adopt, createAccounts } from "./accounts.js";
import type { TokenRecord } from "./keep.js";
import { statusOfRecord } from "./kept.js";

const RECORD: TokenRecord = {
  upstream: "notes",
  issuer: "https://issuer.example",
  clientId: "client",
  resource: undefined,
  principal: "ann",
  accessToken: "first",
  refreshToken: "refresh",
  obtainedAt: 0,
  expiresAt: 3_600_000,
  expiryKnown: true,
  asked: [],
  granted: ["read"],
  generation: 1,
  refusals: 0,
};
const options = (unattended = false) => ({
  refreshBefore: 300_000,
  unattended,
  // No chance: a renewal comes at its latest time.
  world: { ...testWorld(), random: (bytes: number) => Buffer.alloc(bytes) },
});
const without = ({ refreshToken: _, ...rest }: TokenRecord): TokenRecord => rest;

describe("an account", () => {
  it("is made once for a key, and forgotten when it is dropped", () => {
    const accounts = createAccounts();
    expect(accounts.peek("a")).toBeUndefined();
    const made = accounts.of("a");
    expect(made).toMatchObject({ failures: 0, persisted: true, wanted: [], credential: undefined });
    expect(accounts.of("a")).toBe(made);
    expect(accounts.peek("a")).toBe(made);
    expect([...accounts.all()]).toEqual([made]);
    accounts.drop("a");
    expect(accounts.peek("a")).toBeUndefined();
  });

  it("of the oldest makes room for the ten thousand and first, unless it is at work or kept nowhere else", () => {
    const accounts = createAccounts();
    for (let i = 0; i < 10_000; i++) accounts.of(`${i}`);
    accounts.of("0").work = new Promise(() => undefined);
    accounts.of("1").persisted = false;
    expect([...accounts.all()]).toHaveLength(10_000);
    accounts.of("one more");
    expect(["0", "1", "2", "3", "one more"].map((key) => accounts.peek(key) !== undefined)).toEqual([
      ...[true, true, false, true],
      true,
    ]);
  });
});

describe("a record in force", () => {
  it("gives its token until it ends, and is renewed before", () => {
    const account = createAccounts().of("a");
    const credential = adopt(account, RECORD, options());
    expect(credential).toEqual({ headers: ["authorization", "Bearer first"] });
    expect(account).toMatchObject({ record: RECORD, credential, usableUntil: 3_600_000, renewAt: 3_300_000 });
  });

  it("keeps the credential and the pause of failed renewals while the token is the same", () => {
    const account = createAccounts().of("a");
    const first = adopt(account, RECORD, options());
    Object.assign(account, { failures: 2, retryAt: 99 });
    expect(adopt(account, { ...RECORD, generation: 2, lastError: "no" }, options())).toBe(first);
    expect(account).toMatchObject({ failures: 2, retryAt: 99, lastError: "no" });
    const second = adopt(account, { ...RECORD, accessToken: "second" }, options());
    expect(second).not.toBe(first);
    expect(account).toMatchObject({ failures: 0, retryAt: 0, lastError: undefined });
  });

  it("that nothing can renew is used to its end", () => {
    for (const record of [without(RECORD), { ...RECORD, needsLogin: { reason: "refused", at: 1 } }]) {
      const account = createAccounts().of("a");
      adopt(account, record, options());
      expect(account.renewAt).toBe(3_600_000);
      adopt(createAccounts().of("a"), record, options(true));
    }
    const unattended = createAccounts().of("a");
    adopt(unattended, without(RECORD), options(true));
    expect(unattended.renewAt).toBe(3_300_000);
  });

  it("whose end is unknown lasts for ever when nothing can renew it", () => {
    const account = createAccounts().of("a");
    adopt(account, { ...without(RECORD), expiryKnown: false }, options(true));
    expect(account).toMatchObject({ usableUntil: Number.POSITIVE_INFINITY, renewAt: Number.POSITIVE_INFINITY });
    const renewable = createAccounts().of("a");
    adopt(renewable, { ...RECORD, expiryKnown: false }, options());
    expect(renewable).toMatchObject({ usableUntil: 3_600_000, renewAt: 3_300_000 });
  });
});

describe("the status of a record", () => {
  const state = (record: TokenRecord, now: number, unattended = false) => statusOfRecord(record, now, unattended).state;

  it("is ready until its token ends, then what can be done about it", () => {
    expect(state(RECORD, 3_599_999)).toBe("ready");
    expect(state(RECORD, 3_600_000)).toBe("expired");
    expect(state(without(RECORD), 3_600_000)).toBe("login-required");
    expect(state(without(RECORD), 3_600_000, true)).toBe("expired");
    expect(state({ ...RECORD, needsLogin: { reason: "refused", at: 1 } }, 3_600_000)).toBe("login-required");
    expect(state({ ...without(RECORD), expiryKnown: false }, 9e12)).toBe("ready");
  });

  it("tells no token, and an end and an error only where they are known", () => {
    expect(statusOfRecord(RECORD, 0, false)).toEqual({
      state: "ready",
      issuer: "https://issuer.example",
      clientId: "client",
      expiresAt: 3_600_000,
      renewable: true,
      scopes: ["read"],
    });
    const told = statusOfRecord({ ...without(RECORD), expiryKnown: false, lastError: "no" }, 0, false);
    expect(told).toMatchObject({ renewable: false, lastError: "no" });
    expect(told).not.toHaveProperty("expiresAt");
  });
});
