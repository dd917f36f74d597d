import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SignedIn } from "../../src/access/oauth/kept-grants.js";
import { freePort } from "../fixtures/free-port.js";
import { newJar } from "../fixtures/jar.js";
import { type Running, start } from "../fixtures/launch.js";
import {
  initializeStatus,
  PEOPLE,
  redeem,
  refresh,
  registerClient,
  signIn,
  type Tokens,
} from "../fixtures/oauth-front.js";
import { startTeamIdp, type TeamIdp } from "../fixtures/team-idp.js";
import { configFile, EVERYTHING, PROGRAM } from "../peers/proxy.js";

let idp: TeamIdp;
let proxy: Running;
let base: string;
let file: string;
let env: Record<string, string>;

beforeAll(async () => {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  idp = await startTeamIdp(PEOPLE, () => [`${base}/auth/callback`]);
  env = { IDP_SECRET: idp.clientSecret };
  file = configFile(
    JSON.stringify({
      version: 1,
      upstreams: {
        everything: EVERYTHING,
      },
      expose: { http: { listen: `127.0.0.1:${port}` } },
      access: { mode: "oauth", issuer: idp.issuer, clientId: idp.clientId, clientSecret: { env: "IDP_SECRET" } },
      store: { type: "file", path: "store" },
    }),
  );
  proxy = await start(process.execPath, [PROGRAM, "serve", "--no-banner", "-c", file], { env });
});
afterAll(async () => {
  await proxy.stop();
  await idp.close();
});

function callers(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const all = [PROGRAM, "callers", "-c", file, ...args];
  return spawnSync(process.execPath, all, { encoding: "utf8", env: { ...process.env, ...env } });
}

const status = (token: string): Promise<number> => initializeStatus(base, token);

test("the operator sees who is signed in with what, and signs one person out of everything", async () => {
  expect(callers()).toMatchObject({ status: 0, stdout: "No user is signed in.\n" });
  const one = await registerClient(base);
  const two = await registerClient(base, "http://127.0.0.1:33418/another");
  const tokens: Record<string, Tokens> = {
    one: await redeem(base, one, await signIn(base, one, "alice")),
    two: await redeem(base, two, await signIn(base, two, "alice")),
    bob: await redeem(base, one, await signIn(base, one, "bob")),
  };
  // Begun and not finished: nobody's yet.
  await signIn(base, two, "bob");
  const jar = newJar();
  const people = await jar.visit(`${base}/signin`);
  const form = await jar.post(people.url.href, { to: "/" });
  await jar.visit(`${form.url.origin}${form.url.pathname}?person=alice`);

  const listed = JSON.parse(callers("--json").stdout) as SignedIn[];
  const facts = listed.map(({ principal, client, resource }) => [principal.label, client?.name, client?.id, resource]);
  expect(facts).toEqual([
    ["alice@example.com", "Test client", one.id, `${base}/mcp`],
    ["alice@example.com", "Test client", two.id, `${base}/mcp`],
    ["bob@example.com", "Test client", one.id, `${base}/mcp`],
    ["alice@example.com", undefined, undefined, undefined],
  ]);
  expect(listed.every(({ since, until }) => since <= Date.now() && until > Date.now())).toBe(true);
  const shown = callers().stdout;
  expect(shown).toMatch(/^WHO +WITH +AT +SINCE +UNLESS USED UNTIL\n/);
  expect(shown).toMatch(/alice@example\.com +the page +- /);
  for (const { access_token, refresh_token } of Object.values(tokens)) {
    for (const secret of [access_token, refresh_token]) expect(shown).not.toContain(secret.slice(0, 12));
  }

  expect(callers("--sign-out", "ALICE@example.com", "--client", two.id)).toMatchObject({
    status: 0,
    stdout: "1 sign-in of ALICE@example.com ended.\n",
  });
  expect(await status(tokens.two?.access_token ?? "")).toBe(401);
  expect(await status(tokens.one?.access_token ?? "")).toBe(200);
  expect(callers("--sign-out", "alice@example.com").stdout).toBe("2 sign-ins of alice@example.com ended.\n");
  const renewed = await refresh(base, one, tokens.one?.refresh_token ?? "");
  expect([renewed.status, await renewed.json()]).toEqual([400, expect.objectContaining({ error: "invalid_grant" })]);
  expect((await jar.fetch(`${base}/api/status`)).status).toBe(401);
  expect(await status(tokens.bob?.access_token ?? "")).toBe(200);
  expect((JSON.parse(callers("--json").stdout) as SignedIn[]).map(({ principal }) => principal.label)).toEqual([
    "bob@example.com",
  ]);
});

test("what cannot be meant is said", () => {
  expect(callers("--sign-out", "nobody@example.com")).toMatchObject({
    status: 1,
    stdout: "0 sign-ins of nobody@example.com ended.\n",
  });
  expect(callers("--client", "x")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("--client requires --sign-out"),
  });
});

test("T-48: repeated requests for the page's sign-in are limited", async () => {
  const ask = () => fetch(`${base}/signin`, { redirect: "manual" });
  let late: Response[] = [];
  // Every two seconds one more is let in: however long they take, some of a hundred at once are not.
  await expect
    .poll(async () => {
      late = (await Promise.all(Array.from({ length: 100 }, ask))).filter(({ status }) => status === 429);
      return late.length;
    })
    .toBeGreaterThan(5);
  for (const one of late) {
    expect(Number(one.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await one.text()).toContain("Too many sign-ins");
  }
});
