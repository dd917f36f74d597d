/** P7: `tools/list` of a thousand tools, from the cache and cold. */
import { callRows, compare, type Row } from "../compare.js";
import { floor, ours, type Programs, startUpstream } from "../launch.js";
import { openLoad } from "../load.js";
import { median } from "../measure.js";
import type { Scenario } from "../scenario.js";

const DELAY = 200;

async function cold(built: Programs, rounds: number): Promise<Row> {
  const upstream = await startUpstream(built, "--ports", "20", "--tools", "48", "--list-delay", String(DELAY));
  const env = Object.fromEntries(
    upstream.urls.map((url, index) => [`BENCH_UPSTREAM_${String(index + 1).padStart(2, "0")}`, url]),
  );
  const times: number[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const proxy = await ours("twenty-upstreams.yaml", env).start();
      if (!("url" in proxy)) throw new Error("the proxy does not listen");
      const order = {
        url: proxy.url,
        era: "legacy",
        inFlight: 1,
        method: "tools/list",
        tool: "small",
        atLeast: 100_000,
      } as const;
      const load = await openLoad(built.load, order);
      times.push(load.firstList);
      await load.stop();
      await proxy.stop();
    }
  } finally {
    await upstream.stop();
  }
  return {
    setting: `first list over 20 upstreams that take ${DELAY} ms each`,
    target: "this proxy",
    cells: { ms: median(times).toFixed(0) },
    verdict: { limit: `≤ ${DELAY * 1.2} ms`, holds: median(times) <= DELAY * 1.2 },
  };
}

export const p7: Scenario = {
  id: "P7",
  title: "tools/list of 1,000 tools",
  async run({ built, effort }) {
    const upstream = await startUpstream(built, "--era", "modern", "--tools", "998");
    const rows: Row[] = [];
    try {
      for (const inFlight of effort.inFlight.slice(0, 2)) {
        const targets = [
          floor(built, "http", upstream.url),
          ours("one-upstream.yaml", { BENCH_UPSTREAM: upstream.url }),
        ];
        const order = { era: "modern", inFlight, method: "tools/list", tool: "small", atLeast: 100_000 } as const;
        const readings = await compare(built, targets, order, effort.rounds, effort.calls / 4);
        rows.push(...callRows(readings, `from the cache, ${inFlight} in flight`, 1.3));
      }
    } finally {
      await upstream.stop();
    }
    rows.push(await cold(built, effort.rounds));
    return rows;
  },
};
