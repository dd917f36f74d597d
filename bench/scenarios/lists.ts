/** P7: `tools/list` of a thousand tools, from the cache and cold. */
import { callRows, compare, type Row } from "../compare.js";
import { floor, ours, type Programs, startUpstream } from "../launch.js";
import { openLoad } from "../load.js";
import { median } from "../measure.js";
import type { Scenario } from "../scenario.js";

const DELAY = 200;

const twenty = (urls: readonly string[]): Record<string, string> =>
  Object.fromEntries(urls.map((url, index) => [`BENCH_UPSTREAM_${String(index + 1).padStart(2, "0")}`, url]));

async function cold(built: Programs, rounds: number): Promise<Row> {
  const upstream = await startUpstream(built, "--ports", "20", "--tools", "48", "--list-delay", String(DELAY));
  const env = twenty(upstream.urls);
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
    const rows: Row[] = [];
    const order = { method: "tools/list", tool: "small", atLeast: 100_000 } as const;
    const whole = await startUpstream(built, "--tools", "998");
    const parts = await startUpstream(built, "--ports", "20", "--tools", "48");
    const modern = await startUpstream(built, "--era", "modern", "--tools", "998");
    const unkept = await startUpstream(built, "--era", "modern", "--tools", "998", "--ttl", "0");
    try {
      for (const inFlight of effort.inFlight.slice(0, 2)) {
        // The lists of twenty upstreams are kept and merged; the floor forwards as many tools from one.
        const cached = [floor(built, "http", whole.url), ours("twenty-upstreams.yaml", twenty(parts.urls))];
        const kept = await compare(
          built,
          cached,
          { ...order, era: "legacy", inFlight },
          effort.rounds,
          effort.calls / 4,
        );
        rows.push(...callRows(kept, `from the cache, ${inFlight} in flight`, 1.3));
        // One upstream without rules is shown as it is, and its list kept only if it says for how long.
        for (const [from, said] of [
          [modern, "kept as long as it says"],
          [unkept, "passed on"],
        ] as const) {
          const single = [floor(built, "http", from.url), ours("one-upstream.yaml", { BENCH_UPSTREAM: from.url })];
          const told = await compare(
            built,
            single,
            { ...order, era: "modern", inFlight },
            effort.rounds,
            effort.calls / 4,
          );
          const found = callRows(told, `one upstream, ${said}, ${inFlight} in flight`, 1.3);
          // What may not be kept is passed on; for orientation, without a limit.
          rows.push(...(from === modern ? found : found.map(({ verdict: _, ...row }) => row)));
        }
      }
    } finally {
      await Promise.all([whole, parts, modern, unkept].map((upstream) => upstream.stop()));
    }
    rows.push(await cold(built, effort.rounds));
    return rows;
  },
};
