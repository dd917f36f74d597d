import { type ChildProcess, execFile, spawn } from "node:child_process";
import { statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { ProxyError } from "../model/errors.js";
import type { Log } from "../model/world.js";
import { Cork } from "../wire/cork.js";
import { commandLine } from "./command.js";
import type { Watchdog } from "./guard.js";
import { createStderr } from "./stderr.js";

/** What to start, and who hears of it. */
export interface ChildSpec {
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the child (`childEnvironment`). */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly log: Log;
  /** Values of `env` the file gave, never to be repeated in a log or an error. */
  readonly secrets?: readonly string[];
  onStdout(chunk: Buffer): void;
  /** Nothing will come any more and nothing is taken any more; called once. What is left of the group is being ended. */
  onExit(info: ExitInfo): void;
  /** Bytes of stderr kept for error messages; 64 KiB unless told. */
  readonly stderrBytes?: number;
  /** Bytes that may wait for a child that does not read its stdin; 4 MiB unless told. */
  readonly stdinBytes?: number;
  readonly graces?: Graces;
  /** Ends the child's group when the proxy itself is killed. */
  readonly guard?: Watchdog;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
}

/** Milliseconds each step of stopping is given before the next; their sum bounds `stop()`. */
export interface Graces {
  readonly stdin: number;
  readonly term: number;
  readonly kill: number;
}

/** Milliseconds a child has at each step of being stopped: less than five seconds together. */
export const DEFAULT_GRACES: Graces = { stdin: 1500, term: 1500, kill: 1500 };

/** Why a child is no upstream any more. A child that closed a pipe can never answer again, alive or not. */
export interface ExitInfo {
  readonly cause: "exited" | "closed stdout" | "closed stdin" | "stopped";
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines of stderr, escaped and redacted. */
  readonly stderr: string;
}

/** A process of its own group that speaks over its stdin and stdout. */
export interface Child {
  readonly pid: number;
  /**
   * Gives bytes to the child's stdin. False: full, wait for `onDrain`. After the end, bytes are dropped.
   * Throws UPSTREAM_UNAVAILABLE when more than `stdinBytes` already wait: the child does not read.
   */
  write(bytes: Buffer): boolean;
  /** Reads nothing more of its stdout until told to; what a child that ends has said is read anyway. */
  pause(): void;
  resume(): void;
  /** Runs whenever a full stdin has emptied. One listener. */
  onDrain: (() => void) | undefined;
  stderrTail(): string;
  /**
   * Ends the whole group: stdin closed, SIGTERM, SIGKILL. Resolves when nothing of the group is left, or the last grace
   * is over (logged). Idempotent; never rejects.
   */
  stop(): Promise<void>;
  /** Resolves when `onExit` was called, with the same. */
  readonly exited: Promise<ExitInfo>;
}

/** A leader that closed a pipe may be about to exit; only then its code is known. */
const SETTLE_MS = 200;

/**
 * Starts a child without a shell, in a process group of its own, with its stderr always drained.
 * Throws UPSTREAM_UNAVAILABLE when it cannot be started.
 */
export function spawnChild(spec: ChildSpec): Child {
  const { log } = spec;
  const graces = spec.graces ?? DEFAULT_GRACES;
  const stdinBytes = spec.stdinBytes ?? 4 * 1024 * 1024;
  const child = start(spec);
  const pid = child.pid as number;
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw new ProxyError("INTERNAL", "A child without pipes");
  const turn = new Cork(stdin);
  const windows = process.platform === "win32";
  if (!windows) spec.guard?.watch(pid);
  const errors = createStderr({
    log,
    keep: spec.stderrBytes ?? 64 * 1024,
    secrets: spec.secrets ?? [],
    now: spec.now ?? (() => performance.now()),
  });

  let leader: { code: number | null; signal: NodeJS.Signals | null } | undefined;
  let over: ExitInfo | undefined;
  let stopping: Promise<void> | undefined;
  let asked = false;
  let settling: NodeJS.Timeout | undefined;
  let full = false;
  let resolveExited: (info: ExitInfo) => void = () => {};
  const exited = new Promise<ExitInfo>((resolve) => {
    resolveExited = resolve;
  });

  function finish(cause: ExitInfo["cause"]): void {
    if (over !== undefined) return;
    clearTimeout(settling);
    over = {
      cause: asked ? "stopped" : cause,
      code: leader?.code ?? null,
      signal: leader?.signal ?? null,
      stderr: errors.tail(),
    };
    stdin?.destroy();
    stdout?.removeListener("data", spec.onStdout);
    stdout?.resume();
    spec.onExit(over);
    resolveExited(over);
    void stop();
  }

  /** Gives the last bytes and the exit code a moment to arrive, whatever keeps the pipes open. */
  function settle(cause: ExitInfo["cause"]): void {
    if (over !== undefined || settling !== undefined) return;
    // After a pause of the whole process, what is in the pipes already is read first.
    settling = setTimeout(() => setImmediate(settled, cause), SETTLE_MS);
  }

  function settled(cause: ExitInfo["cause"]): void {
    if (over !== undefined) return;
    if (leader !== undefined && !stdoutEnded) log.warn("upstream.stdout_still_open", { pid });
    finish(leader === undefined ? cause : "exited");
  }

  let stdoutEnded = false;
  let stderrEnded = false;
  function heardAll(cause: ExitInfo["cause"]): void {
    if (leader !== undefined && stdoutEnded && stderrEnded) finish("exited");
    else settle(cause);
  }

  stdout.on("data", spec.onStdout);
  stdout.on("error", () => settle("closed stdout"));
  stdout.on("end", () => {
    stdoutEnded = true;
    heardAll("closed stdout");
  });
  stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  stderr.on("error", (error) => log.debug("upstream.stderr_failed", { error: error.message }));
  stderr.on("end", () => {
    stderrEnded = true;
    errors.end();
    if (leader !== undefined) heardAll("exited");
  });
  stdin.on("error", () => settle("closed stdin"));
  stdin.on("drain", () => {
    full = false;
    handle.onDrain?.();
  });
  child.on("error", (error) => log.warn("upstream.process_error", { pid, error: error.message }));
  child.on("exit", (code, signal) => {
    leader = { code, signal };
    stdout.resume();
    heardAll("exited");
  });

  function gone(): boolean {
    if (leader === undefined) return false;
    if (windows) return true;
    try {
      process.kill(-pid, 0);
      return false;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "ESRCH";
    }
  }

  async function goneWithin(milliseconds: number): Promise<boolean> {
    const end = performance.now() + milliseconds;
    for (let pause = 5; !gone(); pause = Math.min(50, pause * 2)) {
      const left = end - performance.now();
      if (left <= 0) return false;
      await sleep(Math.min(pause, left));
    }
    return true;
  }

  function signal(name: "SIGTERM" | "SIGKILL"): void {
    if (windows) {
      const force = name === "SIGKILL" ? ["/F"] : [];
      execFile("taskkill", ["/PID", String(pid), "/T", ...force], (error) => {
        if (error !== null && leader === undefined)
          log.debug("upstream.taskkill_failed", { pid, error: error.message });
      });
      return;
    }
    try {
      process.kill(-pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
        log.warn("upstream.signal_failed", { pid, error: (error as Error).message });
      }
    }
  }

  async function end(): Promise<void> {
    // Once the leader is gone or lost, nobody is left to read the end of stdin.
    if (over === undefined) stdin?.end();
    if (!(over === undefined && (await goneWithin(graces.stdin))) && !gone()) {
      signal("SIGTERM");
      if (!(await goneWithin(graces.term))) {
        signal("SIGKILL");
        if (!(await goneWithin(graces.kill))) log.warn("upstream.kill_failed", { pid });
      }
    }
    if (!windows) spec.guard?.unwatch(pid);
    finish("stopped");
    for (const stream of [stdin, stdout, stderr]) stream?.destroy();
    errors.end();
  }

  function stop(): Promise<void> {
    asked ||= over === undefined;
    stdout?.resume();
    stopping ??= end();
    return stopping;
  }

  const handle: Child = {
    pid,
    onDrain: undefined,
    exited,
    stop,
    pause() {
      if (leader === undefined && over === undefined && stopping === undefined) stdout.pause();
    },
    resume() {
      stdout.resume();
    },
    stderrTail: () => errors.tail(),
    write(bytes) {
      if (over !== undefined || stopping !== undefined || stdin.destroyed) return true;
      if (full && stdin.writableLength > stdinBytes) {
        throw new ProxyError("UPSTREAM_UNAVAILABLE", "The upstream does not read its input; too many calls wait.", {
          data: { executed: false },
        });
      }
      turn.hold();
      full = !stdin.write(bytes);
      return !full;
    },
  };
  return handle;
}

function start(spec: ChildSpec): ChildProcess {
  const options = {
    cwd: spec.cwd,
    env: spec.env as NodeJS.ProcessEnv,
    stdio: ["pipe", "pipe", "pipe"] as ["pipe", "pipe", "pipe"],
    shell: false,
    windowsHide: true,
  };
  if (statSync(spec.cwd, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new ProxyError("UPSTREAM_UNAVAILABLE", 'The working directory ("cwd") of the upstream does not exist.', {
      data: { executed: false },
    });
  }
  let child: ChildProcess;
  try {
    const { platform } = process;
    const { file, args, verbatim } = commandLine(spec.command, spec.args, { platform, env: spec.env, cwd: spec.cwd });
    child = spawn(file, args, { ...options, detached: platform !== "win32", windowsVerbatimArguments: verbatim });
  } catch (error) {
    if (error instanceof ProxyError) throw error;
    throw new ProxyError("UPSTREAM_UNAVAILABLE", `The command ${JSON.stringify(spec.command)} could not be started.`, {
      data: { executed: false },
      cause: error,
    });
  }
  if (child.pid !== undefined) return child;
  child.once("error", (error) => spec.log.warn("upstream.spawn_failed", { error: error.message }));
  throw new ProxyError(
    "UPSTREAM_UNAVAILABLE",
    `The command ${JSON.stringify(spec.command)} could not be started: the system refused a new process (a limit, or not an executable file).`,
    { data: { executed: false } },
  );
}
