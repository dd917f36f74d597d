/** P8: from spawn to the first answer. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { start } from "../../test/fixtures/launch.js";
import type { Row } from "../compare.js";
import { startUpstream } from "../launch.js";
import { median, spread } from "../measure.js";
import type { Scenario } from "../scenario.js";

const INITIALIZE =
  '{"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bench","version":"1"}},"jsonrpc":"2.0","id":1}';

async function emptyNode(): Promise<number> {
  const from = performance.now();
  await once(spawn(process.execPath, ["-e", "0"], { stdio: "ignore" }), "exit");
  return performance.now() - from;
}

async function firstLine(args: readonly string[], env: Record<string, string>): Promise<number> {
  const from = performance.now();
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "ignore"], env: { ...process.env, ...env } });
  child.stdin.write(`${INITIALIZE}\n`);
  await once(child.stdout, "data");
  const took = performance.now() - from;
  child.stdin.end();
  await once(child, "exit");
  return took;
}

async function firstReply(args: readonly string[], env: Record<string, string>): Promise<number> {
  const from = performance.now();
  const running = await start(process.execPath, args, { env });
  const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  const outgoing = request(running.url, { method: "POST", headers, agent: new Agent() });
  outgoing.end(INITIALIZE);
  const [answer] = await once(outgoing, "response");
  await once(answer, "data");
  const took = performance.now() - from;
  await running.stop();
  return took;
}

export const p8: Scenario = {
  id: "P8",
  title: "From spawn to the first answer",
  async run({ built, effort }) {
    const upstream = await startUpstream(built);
    const env = { BENCH_UPSTREAM: upstream.url };
    const times: Record<string, number[]> = { empty: [], stdio: [], http: [] };
    try {
      for (let round = 0; round < effort.rounds * 3; round++) {
        times.empty?.push(await emptyNode());
        times.stdio?.push(
          await firstLine(["dist/main.js", "serve", "--stdio", "-c", "bench/configs/stdio-to-http.yaml"], env),
        );
        times.http?.push(
          await firstReply(["dist/main.js", "serve", "--no-banner", "-c", "bench/configs/one-upstream.yaml"], env),
        );
      }
    } finally {
      await upstream.stop();
    }
    const base = median(times.empty as number[]);
    const row = (setting: string, key: string, limit: number): Row => {
      const values = times[key] as number[];
      const times_ = median(values) / base;
      const noise = `${(spread(values) * 50).toFixed(0)} %`;
      return {
        setting,
        target: "this proxy",
        cells: { ms: median(values).toFixed(0), "× an empty Node": times_.toFixed(2), "noise ±": noise },
        verdict: { limit: `≤ ${limit} × an empty Node`, holds: times_ <= limit },
      };
    };
    return [
      { setting: "nothing to run", target: "an empty Node", cells: { ms: base.toFixed(0), "× an empty Node": "1.00" } },
      row("stdio", "stdio", 2),
      row("HTTP", "http", 3),
    ];
  },
};
