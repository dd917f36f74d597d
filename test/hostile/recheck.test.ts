import { afterEach, describe, expect, test } from "vitest";
import { type Answers, type FickleIdp, startFickleIdp } from "../fixtures/fickle-idp.js";
import {
  callMcp,
  type RunningFront,
  redeem,
  refresh,
  registerClient,
  signIn,
  startFront,
  type TestClient,
  type Tokens,
} from "../fixtures/oauth-front.js";
import type { TestClock } from "../fixtures/test-world.js";

/** A sign-in lasts no longer than the identity provider vouches for it, and says of a person what the provider said last. */
const DAY = 86_400_000;
const YEARS = 10 * 365 * DAY;
const ANN = { sub: "ann", email: "ann@example.com", email_verified: true };

/** A clock whose time of day a test sets while time goes on. */
interface SettableClock extends TestClock {
  set(ahead: number): void;
}

function settableClock(): SettableClock {
  let passed = 0;
  let wrong = 0;
  return {
    now: () => Date.now() + passed + wrong,
    monotonic: () => performance.now() + passed,
    advance: (ms) => {
      passed += ms;
    },
    set: (ahead) => {
      wrong = ahead;
    },
  };
}

interface SignedIn {
  readonly run: RunningFront;
  readonly idp: FickleIdp;
  readonly clock: SettableClock;
  readonly client: TestClient;
  tokens: Tokens;
  /** Renews; the status and the error, if any. */
  renew(): Promise<string>;
  /** Who calls, as the endpoint sees it. */
  who(): Promise<{ status: number; subject?: string; claims?: Record<string, unknown> }>;
}

let open: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(open.map((close) => close()));
  open = [];
});

async function signedIn(answers: Partial<Answers> = {}): Promise<SignedIn> {
  const idp = await startFickleIdp(answers);
  const clock = settableClock();
  const run = await startFront({ idp, clock, rules: { rules: [{ claims: {}, tools: ["*"] }] } });
  open.push(async () => {
    await run.close();
    await idp.close();
  });
  const client = await registerClient(run.base);
  const tokens = await redeem(run.base, client, await signIn(run.base, client, "ann"));
  const signed: SignedIn = {
    run,
    idp,
    clock,
    client,
    tokens,
    async renew() {
      const response = await refresh(run.base, client, signed.tokens.refresh_token);
      const body = (await response.json()) as Tokens & { error?: string };
      if (response.status === 200) signed.tokens = body;
      return `${response.status} ${body.error ?? ""}`.trim();
    },
    async who() {
      const response = await callMcp(run.base, signed.tokens.access_token);
      return { status: response.status, ...((await response.json()) as object) };
    },
  };
  return signed;
}

const events = ({ run }: SignedIn): string[] => run.log.lines.map(({ event }) => event);

describe("T-114: claims after a refresh at the identity provider", () => {
  const FULL = { ...ANN, groups: ["admins"], department: "it" };
  test.each<[string, Partial<Answers>, Record<string, unknown>]>([
    ["a claim left out is gone", { refreshed: ANN }, ANN],
    ["an empty list counts", { refreshed: { ...ANN, groups: [] } }, { ...ANN, groups: [] }],
    ["another value counts", { refreshed: { ...ANN, groups: ["x"] } }, { ...ANN, groups: ["x"] }],
    ["a new claim counts", { refreshed: { ...FULL, hd: "corp" } }, { ...FULL, hd: "corp" }],
    [
      "the e-mail address left out is gone",
      { refreshed: { sub: "ann", groups: ["x"] } },
      { sub: "ann", groups: ["x"] },
    ],
    [
      "an address that is no longer verified is none",
      { refreshed: { ...ANN, email_verified: false } },
      { ...ANN, email_verified: false },
    ],
    [
      "a user info that still has it does not bring back what the ID token left out",
      { refreshed: ANN, userInfo: FULL },
      ANN,
    ],
    ["without an ID token user info is the answer", { refreshed: undefined, userInfo: ANN }, ANN],
    ["without an ID token and user info nothing is known", { refreshed: undefined }, {}],
    ["without an ID token, where user info refuses, nothing is known", { refreshed: undefined, userInfo: 403 }, {}],
  ])("%s", async (_name, after, expected) => {
    const one = await signedIn({
      idToken: FULL,
      ...(after.userInfo === undefined ? {} : { userInfo: after.userInfo }),
    });
    expect((await one.who()).claims).toMatchObject(FULL);
    Object.assign(one.idp.answers, after);
    for (let i = 0; i < 3; i++) {
      one.clock.advance(360_000);
      expect(await one.renew()).toBe("200");
      const { claims, subject } = await one.who();
      const known = Object.keys(claims ?? {}).filter((name) => ["iss", "sub"].includes(name) === false);
      expect([subject, known.sort()]).toEqual([
        "ann",
        Object.keys(expected)
          .filter((name) => name !== "sub")
          .sort(),
      ]);
      expect(claims).toMatchObject(expected);
    }
  });

  test("what the log says of claims that are gone is their names, and no value", async () => {
    const one = await signedIn({ idToken: FULL, refreshed: ANN });
    one.clock.advance(360_000);
    await one.renew();
    expect(one.run.log.lines.find(({ event }) => event === "oauth.claims_gone")?.fields).toEqual({
      user: "ann@example.com",
      claims: "groups department",
    });
  });

  test("an address that only user info gives is asked for there again", async () => {
    const one = await signedIn({ idToken: { sub: "ann" }, refreshed: { sub: "ann" }, userInfo: FULL });
    expect((await one.who()).claims).toMatchObject(FULL);
    one.clock.advance(360_000);
    expect(await one.renew()).toBe("200");
    expect((await one.who()).claims).toMatchObject(FULL);
    one.idp.answers.userInfo = ANN;
    one.clock.advance(360_000);
    expect(await one.renew()).toBe("200");
    expect((await one.who()).claims).not.toHaveProperty("groups");
  });

  test("a user info that is away changes nothing, and the provider's new refresh token is kept", async () => {
    const one = await signedIn({ idToken: FULL, refreshed: undefined, userInfo: 503 });
    one.clock.advance(360_000);
    expect(await one.renew()).toBe("200");
    expect((await one.who()).claims).toMatchObject(FULL);
    one.idp.answers.userInfo = ANN;
    // Asked again at once, because nothing was answered.
    expect(await one.renew()).toBe("200");
    expect((await one.who()).claims).not.toHaveProperty("groups");
  });
});

describe("T-114: an answer about another person ends the sign-in", () => {
  test.each<[string, Partial<Answers>, string]>([
    ["another sub", { refreshed: { ...ANN, sub: "eve" } }, "sub"],
    ["another issuer", { refreshed: { ...ANN, iss: "https://other.example" } }, "iss"],
    ["another audience", { refreshed: { ...ANN, aud: "somebody-else" } }, "aud"],
    ["another sub in user info", { refreshed: undefined, userInfo: { ...ANN, sub: "eve" } }, "sub"],
  ])("%s", async (_name, after, claim) => {
    const one = await signedIn(after.userInfo === undefined ? {} : { userInfo: after.userInfo });
    Object.assign(one.idp.answers, after);
    one.clock.advance(360_000);
    expect(await one.renew()).toBe("400 invalid_grant");
    expect(one.run.log.lines.find(({ event }) => event === "oauth.identity_changed")?.fields).toEqual({
      user: "ann@example.com",
      claim,
    });
    one.clock.advance(61_000);
    expect((await one.who()).status).toBe(401);
    expect(await one.renew()).toBe("400 invalid_grant");
  });

  test.each(["invalid_grant", "access_denied", "interaction_required", "login_required", "consent_required"])(
    "the provider refuses with %s",
    async (refreshError) => {
      const one = await signedIn();
      one.idp.answers.refreshError = refreshError;
      one.clock.advance(360_000);
      expect(await one.renew()).toBe("400 invalid_grant");
    },
  );
});

describe("T-115: a sign-in that no provider confirms ends", () => {
  test("without a refresh token of the provider it lasts access.maxLifetime, however much it is used, and the log says so once", async () => {
    const one = await signedIn({ givesRefreshToken: false });
    await redeem(one.run.base, one.client, await signIn(one.run.base, one.client, "ann"));
    expect(events(one).filter((event) => event === "oauth.no_recheck")).toHaveLength(1);
    for (let day = 0; day < 29; day++) {
      one.clock.advance(DAY);
      expect(await one.renew()).toBe("200");
      expect((await one.who()).status).toBe(200);
    }
    one.clock.advance(DAY);
    expect((await one.who()).status).toBe(401);
    expect(await one.renew()).toBe("400 invalid_grant");
  });

  test("a provider that is away for access.maxLifetime vouches for nobody; one that is back in time does", async () => {
    const one = await signedIn();
    one.idp.answers.refreshError = 503;
    for (let day = 0; day < 29; day++) {
      one.clock.advance(DAY);
      expect(await one.renew()).toBe("200");
    }
    one.idp.answers.refreshError = undefined;
    expect(await one.renew()).toBe("200");
    one.idp.answers.refreshError = 503;
    for (let day = 0; day < 29; day++) {
      one.clock.advance(DAY);
      expect(await one.renew()).toBe("200");
    }
    one.clock.advance(DAY);
    expect((await one.who()).status).toBe(401);
    expect(await one.renew()).toBe("400 invalid_grant");
  });

  test("a provider that confirms at every refresh keeps somebody signed in", async () => {
    const one = await signedIn();
    for (let i = 0; i < 6; i++) {
      one.clock.advance(25 * DAY);
      expect(await one.renew()).toBe("200");
    }
    expect(events(one)).not.toContain("oauth.no_recheck");
  });
});

describe.each([true, false])(
  "T-116: a clock that is set wrong and right again, the provider asked again: %s",
  (asked) => {
    test.each([
      ["ten years back", -YEARS],
      ["ten years ahead", YEARS],
    ])("%s ends no sign-in that was used meanwhile", async (_name, ahead) => {
      const one = await signedIn({ givesRefreshToken: asked });
      one.clock.advance(DAY);
      expect(await one.renew()).toBe("200");
      one.clock.set(ahead);
      // Ahead, a sign-in is as old as it looks; the person signs in anew, and works on.
      if (ahead > 0) {
        const client = await registerClient(one.run.base);
        one.tokens = await redeem(one.run.base, client, await signIn(one.run.base, client, "ann"));
      }
      expect(await one.renew()).toBe("200");
      one.clock.advance(DAY);
      expect(await one.renew()).toBe("200");
      expect((await one.who()).status).toBe(200);
      one.clock.set(0);
      expect(await one.renew()).toBe("200");
      expect((await one.who()).status).toBe(200);
      // What a wrong clock wrote keeps nobody signed in for years.
      one.clock.advance(29 * DAY);
      expect(await one.renew()).toBe(asked || ahead > 0 ? "200" : "400 invalid_grant");
      one.clock.advance(31 * DAY);
      expect(await one.renew()).not.toBe("200");
      expect((await one.who()).status).toBe(401);
    });
  },
);

test("T-116: a verified token is not trusted longer because the clock is set back", async () => {
  const one = await signedIn();
  expect((await one.who()).status).toBe(200);
  one.clock.set(-YEARS);
  await one.run.store.update((await one.run.store.list("front/grants/"))[0] as string, () => undefined);
  one.clock.advance(61_000);
  expect((await one.who()).status).toBe(401);
});
