import { afterEach, describe, expect, it } from "vitest";
import { ProxyError } from "../../src/model/errors.js";
import { LOCAL } from "../../src/model/principal.js";
import type { Store } from "../../src/model/store.js";
import { createMemoryStore } from "../../src/store/memory.js";
import { playIssuer, type Reply, type Stranger, startStranger } from "../fixtures/evil-issuer.js";
import { type SignInRig, signInRig } from "../fixtures/sign-in.js";
import { stillClock, type TestClock, testWorld } from "../fixtures/test-world.js";

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

interface Scene {
  readonly evil: Stranger;
  readonly rig: SignInRig;
  readonly clock: TestClock;
  readonly store: Store;
  /** Another process with the same store. */
  another(): SignInRig;
  /** Puts the token `ms` before its end (negative: after). */
  until(ms: number): void;
  tokens(): number;
}

/** Somebody who is signed in, with an hour of access token. */
async function signedIn(store: Store = createMemoryStore()): Promise<Scene> {
  const evil = await startStranger();
  open.push(evil);
  playIssuer(evil);
  const clock = stillClock();
  const another = () => {
    const rig = signInRig({
      url: `${evil.origin}/mcp`,
      auth: { mode: "auto" },
      publicUrl: "http://127.0.0.1:9",
      store,
      world: testWorld({ clock }),
    });
    open.push(rig);
    return rig;
  };
  const rig = another();
  const { url, cookie } = await rig.logins.start(LOCAL, "notes");
  const state = new URL(url).searchParams.get("state") ?? "";
  await rig.logins.complete(new URLSearchParams({ state, code: "c" }), { [cookie.name]: cookie.value });
  const end = clock.now() + 3_600_000;
  return {
    evil,
    rig,
    clock,
    store,
    another,
    until: (ms) => clock.advance(end - ms - clock.now()),
    tokens: () => evil.count("POST /token") - 1,
  };
}

const bearer = async (rig: SignInRig) => (await rig.credentials.current(LOCAL)).headers[1];
const failure = (run: Promise<unknown>): Promise<ProxyError> =>
  run.then(
    () => new ProxyError("INTERNAL", "it did not fail"),
    (error: ProxyError) => error,
  );
/** Lets what runs beside the calls come to its end. */
async function settled(rig: SignInRig, tokens: () => number, count: number): Promise<void> {
  await expect.poll(tokens).toBe(count);
  await rig.credentials.current(LOCAL);
}

describe("renewal", () => {
  it("happens five minutes early, beside the calls, and is kept before it is used", async () => {
    const { rig, until, tokens, another } = await signedIn();
    until(400_000);
    expect(await bearer(rig)).toBe("Bearer access-1");
    expect(tokens()).toBe(0);
    until(290_000);
    expect(rig.credentials.current(LOCAL)).not.toBeInstanceOf(Promise);
    await expect.poll(() => bearer(rig)).toBe("Bearer access-2");
    expect(await bearer(another())).toBe("Bearer access-2");
    expect(tokens()).toBe(1);
  });

  it("T-44: 500 calls at once after expiry make one request, and a failure does not block the next try", async () => {
    const { evil, rig, clock, until, tokens } = await signedIn();
    until(-1);
    const good = evil.replies.get("POST /token") as Reply;
    evil.replies.set("POST /token", { status: 503 });
    const failed = await Promise.all(
      Array.from({ length: 500 }, () => failure(Promise.resolve(rig.credentials.current(LOCAL)))),
    );
    expect(new Set(failed.map(({ code }) => code))).toEqual(new Set(["UPSTREAM_UNAVAILABLE"]));
    expect(tokens()).toBe(1);
    evil.replies.set("POST /token", good);
    clock.advance(61_000);
    const answers = await Promise.all(Array.from({ length: 500 }, () => bearer(rig)));
    expect(new Set(answers)).toEqual(new Set(["Bearer access-2"]));
    expect(tokens()).toBe(2);
  });

  it("ten refusals of one token at once: one renewal", async () => {
    const { rig, clock, tokens } = await signedIn();
    clock.advance(60_000);
    const sent = await rig.credentials.current(LOCAL);
    const renewed = await Promise.all(
      Array.from({ length: 10 }, () => rig.credentials.renew(LOCAL, { sent, status: 401, challenges: [] })),
    );
    expect(new Set(renewed.map(({ headers }) => headers[1]))).toEqual(new Set(["Bearer access-2"]));
    expect(tokens()).toBe(1);
    const late = await rig.credentials.renew(LOCAL, { sent, status: 401, challenges: [] });
    expect(late.headers[1]).toBe("Bearer access-2");
    expect(tokens()).toBe(1);
  });

  it("T-44: the loser of a race uses the winner's tokens without a request", async () => {
    const { evil, rig, until, another, tokens } = await signedIn();
    const other = another();
    await other.credentials.current(LOCAL);
    until(-1);
    expect(await bearer(rig)).toBe("Bearer access-2");
    evil.replies.set("POST /token", { status: 400, body: { error: "invalid_grant" } });
    expect(await bearer(other)).toBe("Bearer access-2");
    expect(tokens()).toBe(1);
  });

  it("an unrotated refresh token is kept", async () => {
    const { evil, rig, until, clock, tokens } = await signedIn();
    const sent: string[] = [];
    evil.replies.set("POST /token", ({ body }, response) => {
      sent.push(new URLSearchParams(body).get("refresh_token") ?? "");
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ access_token: `access-9${sent.length}`, token_type: "bearer", expires_in: 3600 }));
    });
    until(-1);
    await bearer(rig);
    clock.advance(3_700_000);
    await bearer(rig);
    expect(sent).toEqual(["refresh-1", "refresh-1"]);
    expect(tokens()).toBe(2);
  });
});

describe("T-41: a renewal refused while the token still lives", () => {
  it.each([
    ["invalid_request", { status: 400, body: { error: "invalid_request" } }],
    ["an empty 400", { status: 400, body: "" }],
    ["invalid_grant", { status: 400, body: { error: "invalid_grant" } }],
    ["429", { status: 429, headers: { "retry-after": "30" } }],
    ["500", { status: 500 }],
  ])("%s: the token is used to its end, and nothing is deleted", async (_what, reply) => {
    const { evil, rig, until, store, tokens } = await signedIn();
    evil.replies.set("POST /token", reply);
    until(200_000);
    expect(await bearer(rig)).toBe("Bearer access-1");
    await settled(rig, tokens, 1);
    until(1000);
    expect(await bearer(rig)).toBe("Bearer access-1");
    const [key = ""] = await store.list("tokens/");
    expect(await store.read(key)).toMatchObject({ accessToken: "access-1", refreshToken: "refresh-1" });
  });
});

describe("T-41: the answer to a renewal is lost", () => {
  it("the same refresh token is sent exactly once more, then a person is asked", async () => {
    const { evil, rig, until, tokens } = await signedIn();
    const sent: string[] = [];
    evil.replies.set("POST /token", ({ body }, response) => {
      sent.push(new URLSearchParams(body).get("refresh_token") ?? "");
      if (sent.length === 1) response.destroy();
      else response.writeHead(400, { "content-type": "application/json" }).end('{"error":"invalid_grant"}');
    });
    until(-1);
    const error = await failure(Promise.resolve(rig.credentials.current(LOCAL)));
    expect(error).toMatchObject({ code: "LOGIN_REQUIRED", data: { upstream: "notes" } });
    for (let again = 0; again < 3; again++) await failure(Promise.resolve(rig.credentials.current(LOCAL)));
    expect(sent).toEqual(["refresh-1", "refresh-1"]);
    expect(tokens()).toBe(2);
  });
});

describe("T-41: answers of issuers to a renewal", () => {
  it.each<[string, Reply, string]>([
    ["invalid_grant", { status: 400, body: { error: "invalid_grant" } }, "LOGIN_REQUIRED"],
    ["invalid_client", { status: 401, body: { error: "invalid_client" } }, "LOGIN_REQUIRED"],
    ["429", { status: 429 }, "UPSTREAM_UNAVAILABLE"],
    ["500", { status: 500, body: "<html>" }, "UPSTREAM_UNAVAILABLE"],
    ["a cut connection", (_request, response) => void response.destroy(), "UPSTREAM_UNAVAILABLE"],
    ["HTML with 200", { body: "<html></html>" }, "AUTH_FAILED"],
  ])("%s: said precisely, the refresh token kept", async (_what, reply, code) => {
    const { evil, rig, until, store } = await signedIn();
    evil.replies.set("POST /token", reply);
    until(-1);
    const error = await failure(Promise.resolve(rig.credentials.current(LOCAL)));
    expect(error.code).toBe(code);
    expect(error.message).not.toMatch(/access-1|refresh-1/);
    const [key = ""] = await store.list("tokens/");
    expect(await store.read(key)).toMatchObject({ refreshToken: "refresh-1" });
  });

  it.each([
    ["an empty 400", { status: 400, body: "" }],
    ["403", { status: 403, body: "" }],
  ])("%s: tried once more later, then a person is asked", async (_what, reply) => {
    const { evil, rig, until, clock, tokens } = await signedIn();
    evil.replies.set("POST /token", reply);
    until(-1);
    expect((await failure(Promise.resolve(rig.credentials.current(LOCAL)))).code).toBe("AUTH_FAILED");
    clock.advance(61_000);
    expect((await failure(Promise.resolve(rig.credentials.current(LOCAL)))).code).toBe("LOGIN_REQUIRED");
    clock.advance(61_000);
    await failure(Promise.resolve(rig.credentials.current(LOCAL)));
    expect(tokens()).toBe(2);
  });

  it("invalid_client registers anew, once", async () => {
    const { evil, rig, until } = await signedIn();
    evil.replies.set("POST /token", { status: 401, body: { error: "invalid_client" } });
    until(-1);
    await failure(Promise.resolve(rig.credentials.current(LOCAL)));
    const start = async () => {
      const { url, cookie } = await rig.logins.start(LOCAL, "notes");
      const state = new URL(url).searchParams.get("state") ?? "";
      return rig.logins.complete(new URLSearchParams({ state, code: "c" }), { [cookie.name]: cookie.value });
    };
    expect((await start()).ok).toBe(false);
    expect(evil.count("POST /register")).toBe(2);
    await start();
    expect(evil.count("POST /register")).toBe(2);
  });

  it("an issuer that is down for an hour: asked with growing pauses, and everything goes on by itself afterwards", async () => {
    const { evil, rig, until, clock, tokens } = await signedIn();
    const good = evil.replies.get("POST /token") as Reply;
    evil.replies.set("POST /token", { status: 503 });
    until(-1);
    for (let second = 0; second < 3600; second += 5) {
      await failure(Promise.resolve(rig.credentials.current(LOCAL)));
      clock.advance(5000);
    }
    expect(tokens()).toBeLessThan(130);
    expect(tokens()).toBeGreaterThan(50);
    evil.replies.set("POST /token", good);
    clock.advance(60_000);
    expect(await bearer(rig)).toBe("Bearer access-2");
  });
});

describe("T-65: the disk is full when new tokens come", () => {
  it("they are used from memory, the status says so, and they are kept when there is room", async () => {
    const memory = createMemoryStore();
    let full = false;
    const store: Store = {
      ...memory,
      update: (key, change) =>
        memory.update(key, async (current) => {
          const next = await change(current);
          if (full && next !== current) throw new ProxyError("STORE", "A record cannot be written: ENOSPC");
          return next;
        }),
    };
    const { rig, until, another, tokens } = await signedIn(store);
    full = true;
    until(-1);
    expect(await bearer(rig)).toBe("Bearer access-2");
    expect((await rig.logins.status(LOCAL))[0]).toMatchObject({ state: "ready", persisted: false });
    expect(await bearer(rig)).toBe("Bearer access-2");
    full = false;
    await expect.poll(async () => (await rig.logins.status(LOCAL))[0]?.persisted).toBe(true);
    expect(await bearer(another())).toBe("Bearer access-2");
    expect(tokens()).toBe(1);
  });
});

describe("T-116: a clock that was set ten years wrong and is right again", () => {
  const YEARS = 10 * 365 * 86_400_000;

  it.each([
    ["back", -YEARS],
    ["ahead", YEARS],
  ])("%s, with a renewal meanwhile, ends no login and holds up none", async (_name, ahead) => {
    const evil = await startStranger();
    playIssuer(evil);
    let wrong = 0;
    const still = stillClock();
    const clock: TestClock = { ...still, now: () => still.now() + wrong };
    const rig = signInRig({
      url: `${evil.origin}/mcp`,
      auth: { mode: "auto" },
      publicUrl: "http://127.0.0.1:9",
      world: testWorld({ clock }),
    });
    open.push(evil, rig);
    const { url, cookie } = await rig.logins.start(LOCAL, "notes");
    const state = new URL(url).searchParams.get("state") ?? "";
    await rig.logins.complete(new URLSearchParams({ state, code: "c" }), { [cookie.name]: cookie.value });
    expect(await rig.call()).toBe(200);
    const answers = evil.replies.get("POST /token") as Reply;
    wrong = ahead;
    still.advance(3_600_000);
    // The issuer is away for one renewal and back for the next.
    evil.replies.set("POST /token", { status: 503, body: {} });
    await rig.call().catch((error: unknown) => error);
    wrong = 0;
    evil.replies.set("POST /token", answers);
    still.advance(120_000);
    expect(await rig.call()).toBe(200);
    wrong = ahead;
    still.advance(3_700_000);
    expect(await rig.call()).toBe(200);
    const old = await bearer(rig);
    wrong = 0;
    still.advance(60_000);
    // What a clock ahead of time wrote says that the token is good for years; the upstream says it is not.
    evil.replies.set("POST /mcp", (request, response) => {
      const isOld = request.headers.authorization === old;
      response.writeHead(isOld ? 401 : 200, { "www-authenticate": "Bearer" }).end("{}");
    });
    expect(await rig.call()).toBe(200);
  });
});
