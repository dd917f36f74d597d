/** P9: a thousand idle sessions, each with its event stream open. */
import { setTimeout as delay } from "node:timers/promises";
import { start } from "../../test/fixtures/launch.js";
import type { Row } from "../compare.js";
import { floor, ours, type Programs, startUpstream, type Target } from "../launch.js";
import { cpu, memory } from "../measure.js";
import type { Scenario } from "../scenario.js";

async function growth(built: Programs, target: Target, sessions: number): Promise<{ each: number; idle: number }> {
  const proxy = await target.start();
  if (!("url" in proxy)) throw new Error(`${target.name} does not listen`);
  const open = (count: number) =>
    start(process.execPath, [built.idle, proxy.url, String(count)], { announces: /(open \d+)/ });
  try {
    // The first sessions pay for what is loaded and compiled on first use.
    const warm = await open(50);
    await delay(1_000);
    const before = memory(proxy.pid).now;
    const holding = await open(sessions);
    await delay(2_000);
    const each = ((memory(proxy.pid).now - before) * 1024) / sessions;
    const spent = cpu(proxy.pid);
    await delay(5_000);
    const idle = (cpu(proxy.pid) - spent) / 5_000;
    await holding.stop();
    await warm.stop();
    return { each, idle };
  } finally {
    await proxy.stop();
  }
}

export const p9: Scenario = {
  id: "P9",
  title: "Idle sessions with an open event stream",
  async run({ built, effort }) {
    const sessions = effort.rounds < 3 ? 200 : 1_000;
    const upstream = await startUpstream(built);
    try {
      const base = await growth(built, floor(built, "http", upstream.url), sessions);
      const mine = await growth(built, ours("one-upstream.yaml", { BENCH_UPSTREAM: upstream.url }), sessions);
      const cells = (of: { each: number; idle: number }): Row["cells"] => ({
        "KB a session": of.each.toFixed(1),
        "× floor": (of.each / base.each).toFixed(2),
        "idle CPU": `${(of.idle * 100).toFixed(2)} %`,
      });
      const setting = `${sessions} sessions`;
      const holds = mine.each <= base.each * 1.5 && mine.idle < 0.01;
      return [
        { setting, target: "floor", cells: cells(base) },
        {
          setting,
          target: "this proxy",
          cells: cells(mine),
          verdict: { limit: "≤ 1.5 × floor, idle CPU < 1 %", holds },
        },
      ];
    } finally {
      await upstream.stop();
    }
  },
};
