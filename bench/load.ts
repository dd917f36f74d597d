/** Driving a load generator from the bench. */
import { type ChildProcess, fork } from "node:child_process";
import type { LoadOrder, LoadReport, Ran } from "./programs/load-order.js";

/** A load generator with its connections open. */
export interface Load {
  /** The program it spawned, over stdio. */
  readonly pid: number | undefined;
  /** How long the first `tools/list` took, in milliseconds. */
  readonly firstList: number;
  run(calls: number): Promise<Ran>;
  stop(): Promise<void>;
}

/** Longer than the slowest peer takes for a round: a target that has not answered by then has lost a call. */
const PATIENCE = 25_000;

function next(child: ChildProcess): Promise<LoadReport> {
  return new Promise((told, failed) => {
    const late = setTimeout(() => failed(new Error(`nothing was answered within ${PATIENCE / 1000} s`)), PATIENCE);
    const gone = (code: number | null): void => {
      clearTimeout(late);
      failed(new Error(`the load generator ended with ${code}`));
    };
    child.once("exit", gone);
    child.once("message", (report: LoadReport) => {
      clearTimeout(late);
      child.off("exit", gone);
      if (report.error === undefined) told(report);
      else failed(new Error(report.error));
    });
  });
}

/** Starts a generator and opens its session; rejects with what went wrong. */
export async function openLoad(program: string, order: LoadOrder, env: Record<string, string> = {}): Promise<Load> {
  const child = fork(program, [], { stdio: ["ignore", "ignore", "inherit", "ipc"], env: { ...process.env, ...env } });
  child.send(order);
  const { pid, firstList = 0 } = await next(child).catch((error: unknown) => {
    child.kill();
    throw error;
  });
  return {
    pid,
    firstList,
    async run(calls) {
      const report = next(child);
      child.send({ calls });
      return (await report).ran as Ran;
    },
    async stop() {
      const gone = new Promise((ended) => child.once("exit", ended));
      child.kill("SIGTERM");
      await gone;
    },
  };
}
