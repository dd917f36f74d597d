import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freePort } from "../fixtures/free-port.js";
import { seedOf } from "../fixtures/seed.js";
import { type StormCaller as Caller, StormCaller, storm } from "../fixtures/storm.js";

const main = join(import.meta.dirname, "../../dist/main.js");
const healthProbe = join(import.meta.dirname, "../fixtures/health-probe.mjs");
const upstream = join(import.meta.dirname, "../fixtures/storm-upstream.mjs");
const KEYS = { ALICE: "alice-key-0123456789abcdef0123456789abcdef", BOB: "bobby-key-0123456789abcdef0123456789abcdef" };
/** Ten thousand where there is time for it. */
const REQUESTS = Number(process.env.STORM_REQUESTS ?? (process.env.CI === undefined ? 2000 : 10_000));
const SEED = seedOf(process.env.STORM_SEED);
/** How many megabytes the process may take, with a heap of 256. */
const MOST_MB = 400;

const caller = (port: number, key: string): Caller => new StormCaller(port, { authorization: `Bearer ${key}` });

/** Megabytes of memory a process had at the most; undefined where no system tells. */
function peak(pid: number): number | undefined {
  if (process.platform !== "linux") return undefined;
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

test("T-109, T-118: a storm of one caller with a small right: the process lives within its memory, and another caller loses no call", {
  timeout: 900_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "storm-"));
  const home = join(folder, "home");
  mkdirSync(home, { mode: 0o700 });
  const port = await freePort();
  const file = join(folder, "mcp-proxy.yaml");
  writeFileSync(
    file,
    `upstreams:
  files: { command: ${process.execPath}, args: ["${upstream}"] }
expose: { http: { listen: 127.0.0.1:${port} } }
audit: { path: "${join(folder, "audit.log")}" }
access:
  mode: api-key
  keys: { alice: { env: ALICE }, bob: { env: BOB } }
  users: { alice: { tools: ["files:big", "files:hang"], resources: ["files:file:///public/*"] }, bob: { tools: ["*"] } }
`,
    { mode: 0o600 },
  );
  const env = { PATH: process.env.PATH ?? "", HOME: home, ...KEYS };
  const child = spawn(process.execPath, ["--max-old-space-size=256", main, "serve", "-c", file], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-100_000);
  });
  const [alice, bob] = [caller(port, KEYS.ALICE), caller(port, KEYS.BOB)];
  try {
    await expect.poll(() => stderr).toContain("listening on");
    await expect.poll(async () => (await bob.modern("tools/call", { name: "fast" })).status).toBe(200);
    let over = false;
    const lost: string[] = [];
    let calls = 0;
    const beside = (async () => {
      while (!over) {
        const { status, text } = await bob.modern("tools/call", { name: "fast" });
        calls++;
        if (status !== 200 || !text.includes("done")) lost.push(`${status} ${text.slice(0, 200)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    const probe = spawn(process.execPath, [healthProbe, `http://127.0.0.1:${port}/health`], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let probed = "";
    probe.stdout.on("data", (chunk: Buffer) => {
      probed += chunk.toString();
    });
    const counts = await storm(alice, { requests: REQUESTS, lanes: 24, seed: SEED });
    over = true;
    probe.kill("SIGTERM");
    await Promise.all([beside, once(probe, "close")]);
    const { waits, bad } = JSON.parse(probed) as { waits: number[]; bad: string[] };
    lost.push(...bad.map((each) => `health ${each}`));
    const sorted = waits.sort((a, b) => a - b);
    const told = {
      seed: SEED,
      calls,
      peak: peak(child.pid as number),
      health: [0.5, 0.99, 1].map((part) => Math.round(sorted[Math.ceil(part * sorted.length) - 1] ?? 0)),
      counts: Object.fromEntries([...counts].sort()),
    };
    console.info(JSON.stringify(told, null, 1));
    expect(child.exitCode).toBeNull();
    expect(lost.slice(0, 3), JSON.stringify(told)).toEqual([]);
    expect(calls).toBeGreaterThan(10);
    expect(told.peak ?? 0, JSON.stringify(told)).toBeLessThan(MOST_MB);
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
  } finally {
    alice.close();
    bob.close();
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    rmSync(folder, { recursive: true, force: true });
  }
});
