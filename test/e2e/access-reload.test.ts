import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../fixtures/free-port.js";
import { type Running, start } from "../fixtures/launch.js";
import { initializeStatus, PEOPLE, redeem, registerClient, signIn } from "../fixtures/oauth-front.js";
import { parseMetrics } from "../fixtures/prometheus.js";
import { startTeamIdp, type TeamIdp } from "../fixtures/team-idp.js";
import { configFile, EVERYTHING, PROGRAM } from "../peers/proxy.js";

const KEYS = { CI: "ci-key-0123456789abcdef0123456789abcd", NIGHTLY: "nightly-key-0123456789abcdef01234567" };
let idp: TeamIdp;
let proxy: Running;
let base: string;
let file: string;
let config: (change?: { keys?: string[]; users?: string[]; ttl?: string }) => string;

beforeAll(async () => {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  idp = await startTeamIdp(PEOPLE, () => [`${base}/auth/callback`]);
  const all = { tools: ["*"] };
  config = ({ keys = ["CI", "NIGHTLY"], users = ["alice@example.com", "ci", "nightly"], ttl = "10m" } = {}) =>
    JSON.stringify({
      version: 1,
      upstreams: {
        everything: EVERYTHING,
      },
      expose: { http: { listen: `127.0.0.1:${port}` } },
      access: {
        mode: "any-of",
        of: [
          {
            mode: "oauth",
            issuer: idp.issuer,
            clientId: idp.clientId,
            clientSecret: { env: "IDP_SECRET" },
            tokenTtl: ttl,
          },
          { mode: "api-key", keys: Object.fromEntries(keys.map((name) => [name.toLowerCase(), { env: name }])) },
          { mode: "jwt", issuer: "https://ci.example.com" },
          { mode: "jwt", issuer: "https://build.example.com", scopes: ["deploy"] },
        ],
        users: Object.fromEntries(users.map((name) => [name, all])),
      },
      telemetry: { metrics: { listen: "127.0.0.1:0" } },
      store: { type: "memory" },
    });
  file = configFile(config());
  const env = { ...KEYS, IDP_SECRET: idp.clientSecret };
  proxy = await start(process.execPath, [PROGRAM, "serve", "--no-banner", "-c", file], { env });
});
afterAll(async () => {
  await proxy.stop();
  await idp.close();
});

const status = (token: string): Promise<number> => initializeStatus(base, token);

test("several issuers count side by side: the metadata names all of them", async () => {
  const metadata = await fetch(`${base}/.well-known/oauth-protected-resource/mcp`);
  expect(await metadata.json()).toMatchObject({
    resource: `${base}/mcp`,
    authorization_servers: [base, "https://ci.example.com", "https://build.example.com"],
    scopes_supported: ["openid", "profile", "email", "deploy"],
  });
  expect((await fetch(`${base}/health`)).status).toBe(200);
});

async function reload(text: string): Promise<void> {
  const done = (): number => (proxy.stderr().match(/reload\.done/g) ?? []).length;
  const before = done();
  writeFileSync(file, text);
  process.kill(proxy.pid, "SIGHUP");
  await expect.poll(done).toBe(before + 1);
}

test("T-61: a key removed from the file ends at the reload, also beside people who sign in", async () => {
  const client = await registerClient(base);
  const { access_token: alice } = await redeem(base, client, await signIn(base, client, "alice"));
  expect([await status(alice), await status(KEYS.CI), await status(KEYS.NIGHTLY)]).toEqual([200, 200, 200]);
  await reload(config({ keys: ["CI"] }));
  expect([await status(alice), await status(KEYS.CI), await status(KEYS.NIGHTLY)]).toEqual([200, 200, 401]);
  expect(proxy.stderr()).not.toContain("reload.restart_needed");
  await reload(config({ keys: ["CI", "NIGHTLY"] }));
  expect(await status(KEYS.NIGHTLY)).toBe(200);
});

test("what takes a restart is said; who is granted what counts all the same", async () => {
  const client = await registerClient(base);
  const { access_token: alice } = await redeem(base, client, await signIn(base, client, "alice"));
  expect([await status(alice), await status(KEYS.CI)]).toEqual([200, 200]);
  await reload(config({ users: ["ci"], ttl: "5m" }));
  await expect.poll(() => proxy.stderr()).toMatch(/reload\.restart_needed keys=access/);
  expect([await status(alice), await status(KEYS.CI), await status(KEYS.NIGHTLY)]).toEqual([403, 200, 403]);
});

test("a key that cannot be read refuses the file; the one before stays", async () => {
  await reload(config());
  writeFileSync(file, config({ keys: ["CI", "MISSING"] }));
  process.kill(proxy.pid, "SIGHUP");
  await expect.poll(() => proxy.stderr()).toMatch(/reload\.rejected.*MISSING/);
  expect([await status(KEYS.CI), await status(KEYS.NIGHTLY)]).toEqual([200, 200]);
  const metrics = /metrics on (\S+)/.exec(proxy.stderr())?.[1] as string;
  const reloads = parseMetrics(await (await fetch(metrics)).text()).get("mcp_proxy_reloads_total");
  expect(reloads?.samples.map(({ labels, value }) => [labels.outcome, value])).toEqual([
    ["done", (proxy.stderr().match(/reload\.done/g) ?? []).length],
    ["refused", 1],
  ]);
});
