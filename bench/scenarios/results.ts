/** P5: results of 64 KiB to 10 MiB of ordinary text, as JSON and as event streams. */
import { compare, type Readings, type Row, ratio } from "../compare.js";
import { floor, httpPeers, ours, startUpstream } from "../launch.js";
import { median, spread } from "../measure.js";
import type { Scenario } from "../scenario.js";
import { TEXT_KINDS } from "../texts.js";

const SIZES = [
  ["64 KiB", 64 * 1024, 0.4],
  ["1 MiB", 2 ** 20, 0.06],
  ["10 MiB", 10 * 2 ** 20, 0.01],
] as const;

/** Calls until what long results run through is compiled and the memory they take is what it stays: some 1.5 GB of them. */
const warm = (bytes: number): number => Math.min(10_000, Math.ceil((1500 * 2 ** 20) / bytes));

export const p5: Scenario = {
  id: "P5",
  title: "Large results: prose, source code, JSON within text",
  async run({ built, effort }) {
    const rows: Row[] = [];
    for (const form of ["JSON", "SSE"] as const) {
      const upstream = await startUpstream(built, ...(form === "SSE" ? ["--sse"] : []));
      try {
        for (const [size, bytes, share] of SIZES) {
          for (const kind of TEXT_KINDS) {
            for (const inFlight of [1, 4]) {
              const setting = `${size} of ${kind}, ${form}, ${inFlight} in flight`;
              if (!setting.includes(effort.only)) continue;
              const targets = [
                floor(built, "http", upstream.url),
                ours("one-upstream.yaml", { BENCH_UPSTREAM: upstream.url }),
                ...(effort.peers ? httpPeers(upstream.url).filter((peer) => peer.transport === "http") : []),
              ];
              const order = {
                era: "legacy" as const,
                inFlight,
                method: "tools/call" as const,
                tool: "blob",
                arguments: `{"bytes":${bytes},"kind":"${kind}"}`,
                atLeast: bytes,
              };
              const calls = Math.max(16, effort.calls * share);
              const warmed = Math.max(calls * 2, warm(bytes));
              rows.push(...resultRows(await compare(built, targets, order, effort.rounds, calls, warmed), setting));
            }
          }
        }
      } finally {
        await upstream.stop();
      }
    }
    return rows;
  },
};

function resultRows(readings: readonly Readings[], setting: string): Row[] {
  return readings.map((each) => {
    const times = ratio(readings, each, "cpuPerMegabyte");
    const row = {
      setting,
      target: each.target.name,
      cells: {
        "CPU ms/MB": median(each.cpuPerMegabyte).toFixed(2),
        "× floor": times.toFixed(2),
        "peak RSS MB": each.peakMemory.toFixed(0),
        "noise ±": `${(spread(each.cpuPerMegabyte) * 50).toFixed(0)} %`,
      },
    };
    const verdict = { limit: "≤ 1.2 × floor, ≤ 150 MB", holds: times <= 1.2 && each.peakMemory <= 150 };
    return each.target.name === "this proxy" ? { ...row, verdict } : row;
  });
}
