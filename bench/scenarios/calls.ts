/** P1, P2, P4, P10: small calls. */
import { callRows, compare } from "../compare.js";
import { direct, floor, httpPeers, ours, startUpstream } from "../launch.js";
import type { Scenario } from "../scenario.js";

const SMALL = { method: "tools/call", tool: "small", arguments: '{"query":"weather"}', atLeast: 256 } as const;

const perRound = (calls: number, inFlight: number): number => calls * (inFlight > 1 ? 2 : 1);

function oneUpstream(id: string, title: string, era: "legacy" | "modern", limit: number): Scenario {
  return {
    id,
    title,
    async run({ built, effort }) {
      const upstream = await startUpstream(built, "--era", era);
      try {
        const rows = [];
        for (const inFlight of effort.inFlight) {
          const targets = [
            floor(built, "http", upstream.url),
            ours("one-upstream.yaml", { BENCH_UPSTREAM: upstream.url }),
            direct(upstream.url),
            ...(effort.peers ? httpPeers(upstream.url) : []),
          ].filter((target) => era === "legacy" || target.transport === "http");
          const order = { ...SMALL, era, inFlight };
          const readings = await compare(built, targets, order, effort.rounds, perRound(effort.calls, inFlight));
          rows.push(...callRows(readings, `${inFlight} in flight`, limit));
        }
        return rows;
      } finally {
        await upstream.stop();
      }
    },
  };
}

export const p1 = oneUpstream(
  "P1",
  "One upstream, small calls, sessions (2025-11-25), every default on",
  "legacy",
  0.95,
);
export const p2 = oneUpstream("P2", "The same, stateless (2026-07-28)", "modern", 1.0);

export const p4: Scenario = {
  id: "P4",
  title: "20 upstreams × 20 tools, calls spread over all",
  async run({ built, effort }) {
    const upstream = await startUpstream(built, "--ports", "20", "--tools", "20");
    const env = Object.fromEntries(
      upstream.urls.map((url, index) => [`BENCH_UPSTREAM_${String(index + 1).padStart(2, "0")}`, url]),
    );
    try {
      const rows = [];
      for (const inFlight of effort.inFlight) {
        const targets = [floor(built, "http", upstream.urls[0] as string), ours("twenty-upstreams.yaml", env)];
        const order = { ...SMALL, tool: "tool_\\d+", era: "legacy" as const, inFlight };
        const readings = await compare(built, targets, order, effort.rounds, perRound(effort.calls, inFlight));
        rows.push(...callRows(readings, `${inFlight} in flight`, 1.1));
      }
      return rows;
    } finally {
      await upstream.stop();
    }
  },
};

export const p10: Scenario = {
  id: "P10",
  title: "Between the eras: small calls, no question",
  async run({ built, effort }) {
    const rows = [];
    for (const [client, server] of [
      ["legacy", "modern"],
      ["modern", "legacy"],
    ] as const) {
      const own = await startUpstream(built, "--era", client);
      const other = await startUpstream(built, "--era", server);
      try {
        for (const inFlight of effort.inFlight) {
          const targets = [floor(built, "http", own.url), ours("one-upstream.yaml", { BENCH_UPSTREAM: other.url })];
          const order = { ...SMALL, era: client, inFlight };
          const readings = await compare(built, targets, order, effort.rounds, perRound(effort.calls, inFlight));
          rows.push(...callRows(readings, `${client} client, ${server} upstream, ${inFlight} in flight`, 1.3));
        }
      } finally {
        await own.stop();
        await other.stop();
      }
    }
    return rows;
  },
};
