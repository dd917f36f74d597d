import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientAddress } from "../../src/access/client-address.js";
import type { Store } from "../../src/model/store.js";
import { createMemoryStore } from "../../src/store/memory.js";
import {
  authorizeUrl,
  codeForm,
  type RunningFront,
  redeem,
  refresh,
  registerClient,
  signIn,
  startFront,
  type Tokens,
  tokenRequest,
} from "../fixtures/oauth-front.js";
import { stillClock } from "../fixtures/test-world.js";

/** What anybody may ask of the authorization server is bounded, and nobody can use it up for others. */
const URI = "http://127.0.0.1:33418/callback";
let idp: RunningFront["idp"];
let first: RunningFront;

beforeAll(async () => {
  first = await startFront();
  idp = first.idp;
});
afterAll(() => first.close());

/** A front behind a reverse proxy on loopback that says where requests come from. */
const startBehind = (store?: Store, trusted = ["127.0.0.1"]): Promise<RunningFront> =>
  startFront({
    idp,
    clock: stillClock(),
    ...(store === undefined ? {} : { store }),
    options: { addressOf: clientAddress(trusted) },
  });

async function register(
  base: string,
  metadata: Record<string, unknown>,
  address?: string,
): Promise<{ status: number; client_id: string; client_secret?: string }> {
  const response = await fetch(`${base}/register`, {
    method: "POST",
    headers: address === undefined ? {} : { "x-forwarded-for": address },
    body: JSON.stringify({ redirect_uris: [URI], ...metadata }),
  });
  return { status: response.status, ...((await response.json()) as { client_id: string; client_secret?: string }) };
}

describe("T-120: the secret of a registered client", () => {
  test.each(["client_secret_basic", "client_secret_post"])(
    "is its own with %s, and opens no other client",
    async (method) => {
      const metadata = { client_name: "Same", token_endpoint_auth_method: method };
      const [ours, theirs] = await Promise.all([register(first.base, metadata), register(first.base, metadata)]);
      expect(ours.client_id).not.toBe(theirs.client_id);
      expect(ours.client_secret).not.toBe(theirs.client_secret);
      const attempt = async (id: string, secret = ""): Promise<unknown> => {
        const form = { grant_type: "refresh_token", refresh_token: "x" };
        const basic = { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` };
        const answer =
          method === "client_secret_basic"
            ? await tokenRequest(first.base, form, basic)
            : await tokenRequest(first.base, { ...form, client_id: id, client_secret: secret });
        return ((await answer.json()) as { error: string }).error;
      };
      expect(await attempt(ours.client_id, ours.client_secret)).toBe("invalid_grant");
      expect(await attempt(ours.client_id, theirs.client_secret)).toBe("invalid_client");
      expect(await attempt(theirs.client_id, ours.client_secret)).toBe("invalid_client");
    },
  );

  test("a stolen code cannot be redeemed by somebody who registers the same metadata", async () => {
    const metadata = { client_name: "Victim", token_endpoint_auth_method: "client_secret_post" };
    const victim = await register(first.base, metadata);
    const client = { ...(await registerClient(first.base)), id: victim.client_id };
    const back = await signIn(first.base, client, "alice");
    const thief = await register(first.base, metadata);
    const theft = { ...codeForm(client, back), client_id: thief.client_id, client_secret: thief.client_secret ?? "" };
    expect((await tokenRequest(first.base, theft)).status).toBe(400);
    const rightly = { ...codeForm(client, back), client_secret: victim.client_secret ?? "" };
    expect((await tokenRequest(first.base, rightly)).status).toBe(200);
  });
});

describe("T-119: registrations", () => {
  test("of many addresses that take all they may shut out no address that takes little", async () => {
    const run = await startBehind();
    const refused = new Map<string, number>();
    for (let round = 0; round < 40; round++) {
      for (let i = 0; i < 30; i++) {
        const address = `198.51.100.${i}`;
        const { status } = await register(run.base, { client_name: `${round}-${i}` }, address);
        if (status === 429) refused.set(address, (refused.get(address) ?? 0) + 1);
      }
    }
    expect(refused.size).toBe(30);
    for (const address of ["192.0.2.1", "192.0.2.2", "2001:db8:1::1"]) {
      for (let i = 0; i < 3; i++) {
        expect((await register(run.base, { client_name: `stranger ${i}` }, address)).status).toBe(201);
      }
    }
    await run.close();
  });

  test("of the networks of one IPv6 site are bounded together", async () => {
    const run = await startBehind();
    let accepted = 0;
    for (let i = 0; i < 300; i++) {
      const address = `2001:db8:7:${i.toString(16)}::1`;
      if ((await register(run.base, { client_name: `site ${i}` }, address)).status === 201) accepted++;
    }
    expect(accepted).toBe(120);
    expect((await register(run.base, {}, "2001:db8:8::1")).status).toBe(201);
    await run.close();
  });

  test("count under the connection's address where nobody is trusted to say another", async () => {
    const run = await startBehind(undefined, []);
    const statuses: number[] = [];
    for (let i = 0; i < 40; i++) {
      statuses.push((await register(run.base, { client_name: `x ${i}` }, `192.0.2.${i}`)).status);
    }
    expect(statuses.filter((status) => status === 201)).toHaveLength(30);
    await run.close();
  });

  test("that nobody uses are bounded in number, and the sites with most of them lose theirs", async () => {
    const store = createMemoryStore();
    const run = await startBehind(store);
    const stranger = await register(run.base, { client_name: "stranger" }, "192.0.2.1");
    const clock = run.clock;
    for (let minute = 0; minute < 3; minute++) {
      for (let i = 0; i < 30 * 30; i++) {
        await register(run.base, { client_name: `${minute} ${i}` }, `198.51.100.${i % 30}`);
      }
      clock.advance(61_000);
    }
    expect((await store.list("front/clients/")).length).toBeLessThanOrEqual(2_000);
    const client = { ...(await registerClient(run.base)), id: stranger.client_id };
    expect((await fetch(authorizeUrl(run.base, client))).status).toBe(200);
    await run.close();
  });
});

test("T-121: a client that renews without end is held up, its record stays small, and other sign-ins go on", async () => {
  const store = createMemoryStore();
  const run = await startFront({ store, clock: stillClock() });
  const client = await registerClient(run.base);
  const greedy = await redeem(run.base, client, await signIn(run.base, client, "alice"));
  const other = await redeem(run.base, client, await signIn(run.base, client, "bob"));
  let token = greedy.refresh_token;
  const statuses: number[] = [];
  for (let i = 0; i < 420; i++) {
    const answer = await refresh(run.base, client, token);
    statuses.push(answer.status);
    if (answer.status === 200) token = ((await answer.json()) as Tokens).refresh_token;
    else expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect([statuses.indexOf(429), statuses.lastIndexOf(200)]).toEqual([300, 299]);
  const records = await Promise.all((await store.list("front/grants/")).map((key) => store.read(key)));
  for (const record of records) expect(JSON.stringify(record).length).toBeLessThan(4096);
  expect((await refresh(run.base, client, other.refresh_token)).status).toBe(200);
  // The token in force goes on to work, and renewing it does too.
  run.clock.advance(130_000);
  expect((await refresh(run.base, client, token)).status).toBe(200);
  await run.close();
});

test("T-121: made-up codes, states and refresh tokens take no lock of the store", async () => {
  const store = createMemoryStore();
  const run = await startFront({ idp, store, clock: stillClock() });
  const client = await registerClient(run.base);
  const madeUp = `${"a".repeat(24)}.0.${"b".repeat(43)}`;
  // The keys are made at their first use.
  expect((await refresh(run.base, client, madeUp)).status).toBe(400);
  let updates = 0;
  const { update } = store;
  store.update = (key, change) => {
    updates++;
    return update.call(store, key, change);
  };
  const form = { client_id: client.id, code_verifier: client.verifier, redirect_uri: client.redirectUri };
  expect((await tokenRequest(run.base, { ...form, grant_type: "authorization_code", code: "made-up" })).status).toBe(
    400,
  );
  expect((await refresh(run.base, client, madeUp)).status).toBe(400);
  expect((await fetch(`${run.base}/auth/callback?code=x&state=${"s".repeat(43)}`)).status).toBe(400);
  expect(updates).toBe(0);
  await run.close();
});
