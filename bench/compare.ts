/** The measure of every scenario under load: CPU per call of each target, in interleaved rounds, as a ratio to the floor's. */
import type { Running } from "../test/fixtures/launch.js";
import type { Programs, Target } from "./launch.js";
import { type Load, openLoad } from "./load.js";
import { cpu, median, memory, spread } from "./measure.js";
import type { LoadOrder, Ran } from "./programs/load-order.js";

/** How much is done: a sanity run, or figures to publish. */
export interface Effort {
  readonly rounds: number;
  /** Calls a round of the floor, at one in flight; more in flight get more. */
  readonly calls: number;
  readonly inFlight: readonly number[];
  readonly peers: boolean;
  /** Only settings whose name has this text; "" for all. */
  readonly only: string;
}

/** One line of a scenario's table. */
export interface Row {
  readonly setting: string;
  readonly target: string;
  /** Name and value, in the order of the columns. */
  readonly cells: Readonly<Record<string, string>>;
  /** Of the proxy under test: what it must hold and whether it does. */
  readonly verdict?: { readonly limit: string; readonly holds: boolean };
}

/** What was read of one target, one entry a round. */
export interface Readings {
  readonly target: Target;
  readonly cpuPerCall: number[];
  readonly cpuPerMegabyte: number[];
  readonly ran: Ran[];
  readonly peakMemory: number;
}

interface Lane {
  readonly target: Target;
  readonly running: Running | undefined;
  readonly load: Load;
  readonly pid: number;
  readonly readings: Readings & { peakMemory: number };
}

async function open(built: Programs, target: Target, order: LoadOrder): Promise<Lane> {
  const started = await target.start();
  const running = "url" in started ? started : undefined;
  const { url: _url, command: _command, ...rest } = order;
  const where = running === undefined ? started : undefined;
  const opened = openLoad(
    built.load,
    {
      ...rest,
      ...(running === undefined ? {} : { url: running.url, ...(target.transport === "sse" ? { sse: true } : {}) }),
      ...(where !== undefined && "command" in where ? { command: where.command } : {}),
    },
    where !== undefined && "env" in where ? where.env : {},
  );
  const load = await opened.catch(async (error: unknown) => {
    await running?.stop();
    throw error;
  });
  const pid = running?.pid ?? load.pid ?? 0;
  return {
    target,
    running,
    load,
    pid,
    readings: { target, cpuPerCall: [], cpuPerMegabyte: [], ran: [], peakMemory: 0 },
  };
}

/** Calls until what runs is compiled: before, a run measures the compiler. */
const WARM = 10_000;

const callsOf = (target: Target, calls: number): number => Math.max(order8(calls * target.share), 8);
const order8 = (calls: number): number => Math.ceil(calls / 8) * 8;

async function round(lane: Lane, calls: number): Promise<void> {
  const before = lane.pid === 0 ? 0 : cpu(lane.pid);
  const ran = await lane.load.run(callsOf(lane.target, calls));
  const spent = lane.pid === 0 ? 0 : cpu(lane.pid) - before;
  lane.readings.cpuPerCall.push((spent * 1000) / ran.calls);
  lane.readings.cpuPerMegabyte.push(spent / (ran.bytes / 2 ** 20));
  lane.readings.ran.push(ran);
  if (lane.pid !== 0) lane.readings.peakMemory = memory(lane.pid).peak;
}

/**
 * Runs `calls` calls a round against each target, in turn, `rounds` times, after a warm-up. A target that cannot be
 * started or answers wrongly is said so and left out; the floor and the proxy under test must work.
 */
export async function compare(
  built: Programs,
  targets: readonly Target[],
  order: LoadOrder,
  rounds: number,
  calls: number,
  warm: number = Math.min(WARM, calls * 4),
): Promise<Readings[]> {
  const lanes: Lane[] = [];
  const leave = async (lane: Lane): Promise<void> => {
    await lane.load.stop();
    await lane.running?.stop();
  };
  try {
    for (const target of targets) {
      try {
        const lane = await open(built, target, order);
        lanes.push(lane);
        await lane.load.run(target.share === 1 ? Math.max(warm, calls) : callsOf(target, calls));
      } catch (error) {
        if (target.share === 1) throw error;
        const reason = error instanceof Error ? (error.message.split("\n")[0] as string) : String(error);
        process.stderr.write(`${target.name} is left out: ${reason}\n`);
        const last = lanes.at(-1);
        if (last?.target === target) await leave(lanes.pop() as Lane);
      }
    }
    for (let done = 0; done < rounds; done++) {
      for (const lane of [...lanes.slice(done % lanes.length), ...lanes.slice(0, done % lanes.length)]) {
        try {
          await round(lane, calls);
        } catch (error) {
          if (lane.target.share === 1) throw error;
          lanes.splice(lanes.indexOf(lane), 1);
          await leave(lane);
          process.stderr.write(`${lane.target.name} is left out: ${String(error)}\n`);
        }
      }
    }
    return lanes.map((lane) => lane.readings);
  } finally {
    for (const lane of lanes) await leave(lane);
  }
}

/** The median over the rounds of a target's reading divided by the floor's of the same round. */
export function ratio(readings: readonly Readings[], of: Readings, what: "cpuPerCall" | "cpuPerMegabyte"): number {
  const base = readings.find((each) => each.target.name === "floor") as Readings;
  return median(of[what].map((value, index) => value / (base[what][index] as number)));
}

/** The median latency of a target, in microseconds. */
export const p50 = (of: Readings): number => median(of.ran.map((ran) => ran.p50)) * 1000;

/** The rows of a comparison by CPU per call. With a target `no proxy`, what is added to the median latency too. */
export function callRows(readings: readonly Readings[], setting: string, limit: number): Row[] {
  const alone = readings.find((each) => each.target.name === "no proxy");
  const base = readings.find((each) => each.target.name === "floor") as Readings;
  return readings
    .filter((each) => each !== alone)
    .map((each) => {
      const times = ratio(readings, each, "cpuPerCall");
      const added = alone === undefined ? undefined : p50(each) - p50(alone);
      const addedFloor = alone === undefined ? 0 : p50(base) - p50(alone);
      const row = {
        setting,
        target: each.target.name,
        cells: {
          "CPU µs/call": median(each.cpuPerCall).toFixed(0),
          "× floor": times.toFixed(2),
          "p50 µs": p50(each).toFixed(0),
          ...(added === undefined ? {} : { "added p50 × floor's": (added / addedFloor).toFixed(2) }),
          "noise ±": `${(spread(each.cpuPerCall) * 50).toFixed(0)} %`,
        },
      };
      if (each.target.name !== "this proxy") return row;
      const latency = added === undefined || added <= addedFloor;
      const words = `≤ ${limit} × floor${added === undefined ? "" : ", added p50 ≤ 1.0 × floor's"}`;
      return { ...row, verdict: { limit: words, holds: times <= limit && latency } };
    });
}
