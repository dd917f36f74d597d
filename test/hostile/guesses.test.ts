import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiKey, hashApiKey } from "../../src/access/api-key.js";
import { accessOf } from "../../src/access/chain.js";
import { clientAddress } from "../../src/access/client-address.js";
import { limitGuesses } from "../../src/access/guesses.js";
import type { Recogniser } from "../../src/access/recogniser.js";
import type { Access } from "../../src/model/access.js";
import { ProxyError } from "../../src/model/errors.js";
import { accessRequest } from "../fixtures/access-request.js";
import type { Running } from "../fixtures/launch.js";
import { recordingLog } from "../fixtures/recording-log.js";
import { stillClock } from "../fixtures/test-world.js";
import { EVERYTHING, startProxy } from "../peers/proxy.js";

const KEYS = { CI: "ci-key-0123456789abcdef0123456789abcd", NIGHTLY: "nightly-key-0123456789abcdef01234567" };
const PER_MINUTE = 30;

/** Keys as they are recognised in the program, and how often somebody's credential was really looked at. */
function guarded(
  way: Recogniser = apiKey(Object.entries(KEYS).map(([name, key]) => ({ name, sha256: hashApiKey(key) }))),
) {
  const clock = stillClock();
  const log = recordingLog();
  const looked = { at: 0 };
  const counting: Recogniser = {
    ...way,
    recognise: (request) => {
      looked.at++;
      return way.recognise(request);
    },
  };
  const guesses = limitGuesses({ clock, log, addressOf: clientAddress(["10.0.0.0/8"]), perMinute: PER_MINUTE });
  return { clock, log, looked, access: guesses.limit(accessOf([counting])) };
}

async function show(access: Access, key: string, remoteAddress: string, forwardedFor?: string): Promise<string> {
  const pairs: [string, string][] = [["Authorization", `Bearer ${key}`]];
  if (forwardedFor !== undefined) pairs.push(["X-Forwarded-For", forwardedFor]);
  try {
    return (await access.authenticate(accessRequest(pairs, { remoteAddress }))).subject;
  } catch (thrown) {
    return ProxyError.from(thrown).code;
  }
}

const tally = (answers: readonly string[]) =>
  Object.fromEntries([...new Set(answers)].map((one) => [one, answers.filter((other) => other === one).length]));

async function guess(access: Access, times: number, remoteAddress: string): Promise<Record<string, number>> {
  const answers: string[] = [];
  for (let i = 0; i < times; i++) answers.push(await show(access, `guess-${i}-of-a-key`, remoteAddress));
  return tally(answers);
}

describe("T-61: guesses of keys and tokens", () => {
  test("T-61: of 10,000 guesses of one source, thirty are examined", async () => {
    const { access, looked, log } = guarded();
    expect(await guess(access, 10_000, "192.0.2.1")).toEqual({ UNAUTHENTICATED: PER_MINUTE, RATE_LIMITED: 9_970 });
    expect(looked.at).toBe(PER_MINUTE);
    expect(log.lines.filter(({ event }) => event === "access.credential_guessing")).toHaveLength(1);
    // The right key is a guess like any other there: nobody learns that it is right.
    expect(await show(access, KEYS.CI, "192.0.2.1")).toBe("RATE_LIMITED");
    expect(await show(access, KEYS.CI, "192.0.2.2")).toBe("CI");
  });

  test("T-61: a right key works after Retry-After", async () => {
    const { access, clock } = guarded();
    await guess(access, 500, "192.0.2.1");
    const thrown: unknown = await Promise.resolve()
      .then(() => access.authenticate(accessRequest([["X-API-Key", "another-guess"]], { remoteAddress: "192.0.2.1" })))
      .catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: "RATE_LIMITED", data: { retryAfter: 2 } });
    clock.advance(2000);
    expect(await show(access, KEYS.CI, "192.0.2.1")).toBe("CI");
    // From then on that program is never held up there, whatever others behind the same address try.
    await guess(access, 500, "192.0.2.1");
    expect(await show(access, "one-more-guess", "192.0.2.1")).toBe("RATE_LIMITED");
    expect(await show(access, KEYS.CI, "192.0.2.1")).toBe("CI");
    expect(await show(access, KEYS.NIGHTLY, "192.0.2.1")).toBe("RATE_LIMITED");
  });

  test("T-61: a program that repeats one wrong key does not lock its address out", async () => {
    const { access } = guarded();
    const answers: string[] = [];
    for (let i = 0; i < 1000; i++) answers.push(await show(access, "a-key-taken-out-of-the-file", "192.0.2.1"));
    expect(tally(answers)).toEqual({ UNAUTHENTICATED: 1000 });
    expect(await show(access, KEYS.CI, "192.0.2.1")).toBe("CI");
  });

  test("T-61: a request without a credential always gets the challenge", async () => {
    const { access } = guarded();
    await guess(access, 100, "192.0.2.1");
    expect(() => access.authenticate(accessRequest([], { remoteAddress: "192.0.2.1" }))).toThrow(
      expect.objectContaining({ code: "UNAUTHENTICATED" }),
    );
  });

  test("T-61: behind a trusted reverse proxy every client is counted by itself, and cannot claim another address", async () => {
    const { access } = guarded();
    const answers: string[] = [];
    for (let i = 0; i < 100; i++)
      answers.push(await show(access, `guess-${i}`, "10.0.0.7", `198.51.100.${i}, 192.0.2.9, 10.0.0.3`));
    expect(tally(answers)).toEqual({ UNAUTHENTICATED: PER_MINUTE, RATE_LIMITED: 70 });
    expect(await show(access, KEYS.CI, "10.0.0.7", "192.0.2.10")).toBe("CI");
    expect(await show(access, KEYS.CI, "10.0.0.7", "192.0.2.9")).toBe("RATE_LIMITED");
    // From anybody else the header says nothing.
    const direct: string[] = [];
    for (let i = 0; i < 100; i++) direct.push(await show(access, `guess-${i}`, "203.0.113.5", `198.51.100.${i}`));
    expect(tally(direct)).toEqual({ UNAUTHENTICATED: PER_MINUTE, RATE_LIMITED: 70 });
  });

  test("T-61: the many IPv6 addresses of one line are one source, and the table is limited", async () => {
    const { access } = guarded();
    const answers: string[] = [];
    for (let i = 0; i < 100; i++) answers.push(await show(access, `guess-${i}`, `2001:db8::${i.toString(16)}`));
    expect(tally(answers)).toEqual({ UNAUTHENTICATED: PER_MINUTE, RATE_LIMITED: 70 });
    for (let i = 0; i < 30_000; i++) await show(access, "a-guess", `2001:db8:1:${i.toString(16)}::1`);
    // The first source was pushed out by ten thousand others; nothing else tells how much is kept.
    expect(await show(access, "guess-101", "2001:db8::1")).toBe("UNAUTHENTICATED");
  });
});

describe("T-61: the running program", () => {
  let proxy: Running;
  beforeAll(async () => {
    proxy = await startProxy(
      JSON.stringify({
        version: 1,
        upstreams: {
          everything: EVERYTHING,
        },
        expose: { http: { listen: "127.0.0.1:0", trustedProxies: ["127.0.0.1"], limits: { wrongCredentials: 2 } } },
        access: { mode: "api-key", keys: { ci: { env: "CI" }, nightly: { env: "NIGHTLY" } } },
        store: { type: "memory" },
      }),
      KEYS,
    );
  });
  afterAll(() => proxy.stop());

  const post = (key: string, forwardedFor: string, path = "") =>
    fetch(proxy.url.replace(/\/mcp$/, path === "" ? "/mcp" : path), {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        authorization: `Bearer ${key}`,
        "x-forwarded-for": forwardedFor,
      },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "initialize",
        params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "g", version: "1" } },
      }),
    });

  test("T-61: a flood of guesses gets 429 with Retry-After and a log line, and known and other clients pass", async () => {
    expect((await post(KEYS.CI, "192.0.2.1")).status).toBe(200);
    const statuses: number[] = [];
    for (let i = 0; i < 20; i++) statuses.push((await post(`guess-${i}-0123456789`, "192.0.2.1")).status);
    expect(statuses).toEqual([...Array<number>(2).fill(401), ...Array<number>(18).fill(429)]);
    const late = await post("guess-21-0123456789", "192.0.2.1");
    expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(late.headers.get("retry-after"))).toBeLessThanOrEqual(30);
    expect(await late.json()).toMatchObject({ error: { code: -33014, data: { reason: "rate_limited" } } });
    expect((await post(KEYS.CI, "192.0.2.1")).status).toBe(200);
    expect((await post(KEYS.NIGHTLY, "192.0.2.2")).status).toBe(200);
    await expect.poll(() => proxy.stderr()).toMatch(/access\.credential_guessing source=192\.0\.2\.1/);
    expect(proxy.stderr()).not.toContain("guess-");
    // The page and its API count with it.
    const page = await fetch(proxy.url.replace(/\/mcp$/, "/api/status"), {
      headers: { authorization: "Bearer guess-22-0123456789", "x-forwarded-for": "192.0.2.1" },
    });
    expect(page.status).toBe(429);
    const pasted = await fetch(proxy.url.replace(/\/mcp$/, "/signin"), {
      method: "POST",
      body: new URLSearchParams({ credential: "guess-23-0123456789", to: "/" }),
      headers: { "x-forwarded-for": "192.0.2.1" },
      redirect: "manual",
    });
    expect(pasted.status).toBe(429);
  });
});
