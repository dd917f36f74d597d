/** P6: through stdio, both ways. */
import { compare, ratio } from "../compare.js";
import { floor, ours, oursStdio, startUpstream, toHttpPeers, toStdioPeers } from "../launch.js";
import { median, spread } from "../measure.js";
import type { Scenario } from "../scenario.js";

export const p6: Scenario = {
  id: "P6",
  title: "HTTP client to stdio upstream, stdio client to HTTP upstream",
  async run({ built, effort }) {
    const upstream = await startUpstream(built);
    const env = { BENCH_UPSTREAM: upstream.url, BENCH_NODE: process.execPath, BENCH_PROGRAM: built.upstream };
    const spawned = [process.execPath, built.upstream, "--stdio"];
    const ways = [
      {
        way: "HTTP → stdio",
        limit: 1.6,
        part: 6,
        targets: [
          floor(built, "to-stdio", ...spawned),
          ours("one-stdio.yaml", env),
          ...(effort.peers ? toStdioPeers(spawned) : []),
        ],
      },
      {
        way: "stdio → HTTP",
        limit: 1.0,
        part: 12,
        targets: [
          floor(built, "to-http", upstream.url),
          oursStdio("stdio-to-http.yaml", env),
          ...(effort.peers ? toHttpPeers(upstream.url) : []),
        ],
      },
    ];
    try {
      const rows = [];
      for (const { way, limit, part, targets } of ways) {
        for (const inFlight of effort.inFlight) {
          const order = {
            era: "legacy" as const,
            inFlight,
            method: "tools/call" as const,
            tool: "small",
            arguments: "{}",
            atLeast: 256,
          };
          const readings = await compare(built, targets, order, effort.rounds, effort.calls * (inFlight > 1 ? 2 : 1));
          const peers = readings.filter((each) => each.target.share < 1).map((each) => median(each.cpuPerCall));
          for (const each of readings) {
            const times = ratio(readings, each, "cpuPerCall");
            const row = {
              setting: `${way}, ${inFlight} in flight`,
              target: each.target.name,
              cells: {
                "CPU µs/call": median(each.cpuPerCall).toFixed(0),
                "× floor": times.toFixed(2),
                "noise ±": `${(spread(each.cpuPerCall) * 50).toFixed(0)} %`,
              },
            };
            const beats = peers.every((peer) => median(each.cpuPerCall) * part <= peer);
            // Under load: at one in flight the figure is for orientation.
            const holds = inFlight === 1 || (times <= limit && beats);
            const others = peers.length === 0 ? "no peers in this run" : `≤ 1/${part} of the best peer`;
            const verdict = { limit: inFlight === 1 ? "–" : `≤ ${limit} × floor, ${others}`, holds };
            rows.push(each.target.name === "this proxy" ? { ...row, verdict } : row);
          }
        }
      }
      return rows;
    } finally {
      await upstream.stop();
    }
  },
};
