import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { LOCAL } from "../../src/model/principal.js";
import { openFile } from "../../src/store/open.js";
import { compile } from "../fixtures/launch.js";
import { CLIENTS, type OidcFixture, startOidc, walk } from "../fixtures/oidc.js";
import { type ResourceFixture, startResource } from "../fixtures/resource.js";
import { signInRig } from "../fixtures/sign-in.js";
import { testWorld } from "../fixtures/test-world.js";

const PROCESSES = 8;
const EXPIRIES = 200;
const LIFE = 60;
const REDIRECT = "http://127.0.0.1:9/oauth/callback";

let issuer: OidcFixture;
let resource: ResourceFixture;
let folder: string;
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await issuer.close();
  await resource.close();
  rmSync(folder, { recursive: true });
});

/** Signs in once, so that the store holds one rotating refresh token. */
async function signedIn(): Promise<string[]> {
  folder = mkdtempSync(join(tmpdir(), "mcp-proxy-race-"));
  issuer = await startOidc({ accessTokenSeconds: LIFE, redirectUris: [REDIRECT] });
  resource = await startResource({ issuer: issuer.issuer });
  const world = testWorld();
  const store = await openFile({ type: "file", path: folder }, world, () => "");
  const clientId = CLIENTS.public.client_id;
  const auth = { mode: "oidc" as const, issuer: issuer.issuer, clientId };
  const rig = signInRig({ url: resource.url, auth, store, world, publicUrl: "http://127.0.0.1:9" });
  const started = await rig.logins.start(LOCAL, "notes");
  const callback = await walk(started.url, REDIRECT);
  const outcome = await rig.logins.complete(callback.searchParams, { [started.cookie.name]: started.cookie.value });
  expect(outcome).toMatchObject({ ok: true });
  await rig.close();
  return [folder, resource.url, issuer.issuer, clientId];
}

function worker(file: string, args: string[]): { ask(line: string): Promise<string>; child: ChildProcess } {
  const child = spawn(process.execPath, [file, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  return {
    child,
    ask: async (line) => {
      child.stdin?.write(`${line}\n`);
      return String((await lines.next()).value);
    },
  };
}

describe("one rotating refresh token", () => {
  it("T-44: eight processes at 200 expiries make one token request per generation, and no family is revoked", async () => {
    const args = await signedIn();
    const file = await compile("test/fixtures/race-worker.ts");
    const workers = Array.from({ length: PROCESSES }, () => worker(file, args));
    let before = new Set(await Promise.all(workers.map(({ ask }) => ask("call"))));
    expect(before.size).toBe(1);
    for (let generation = 1; generation <= EXPIRIES; generation++) {
      const now = await Promise.all(workers.map(({ ask }) => ask(`advance ${LIFE * 1000}`)));
      const distinct = new Set(now);
      expect(distinct.size, `generation ${generation}: ${[...distinct].join(", ")}`).toBe(1);
      expect([...distinct][0]).not.toBe([...before][0]);
      expect([...distinct][0]).not.toContain("failed");
      before = distinct;
    }
    expect(issuer.grants).toEqual({ authorization_code: 1, refresh_token: EXPIRIES });
    expect(issuer.reuses()).toBe(0);
  }, 600_000);

  it("T-44: other processes go on within ten seconds after the holder of the lock is killed, with at most one more try", async () => {
    const args = await signedIn();
    const file = await compile("test/fixtures/race-worker.ts");
    const [victim, other] = [worker(file, args), worker(file, args)];
    await Promise.all([victim.ask("call"), other.ask("call")]);
    for (let round = 0; round < 10; round++) {
      const hostage = worker(file, args);
      await hostage.ask("call");
      void hostage.ask(`advance ${(round + 1) * LIFE * 1000}`);
      await sleep(round * 6); // from before the request to after the write
      hostage.child.kill("SIGKILL");
      await once(hostage.child, "exit");
      const answer = await other.ask(`advance ${LIFE * 1000}`);
      if (answer.startsWith("failed")) {
        // Killed between the issuer's answer and the write: this one case cannot be saved, and is said precisely.
        expect(answer).toContain("Sign in to notes to go on");
        return;
      }
      await victim.ask(`advance ${LIFE * 1000}`);
    }
    expect(issuer.reuses()).toBe(0);
  }, 300_000);
});
