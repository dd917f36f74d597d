import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import type { Outgoing, Receiver, Transport } from "../model/transport.js";
import type { Log } from "../model/world.js";
import { LineReader, lineOf } from "../wire/lines.js";
import { scanWhole } from "../wire/outline.js";
import { salvageId } from "../wire/scan.js";
import { type Child, type ExitInfo, spawnChild } from "./child.js";
import { clean } from "./clean.js";
import type { Watchdog } from "./guard.js";
import { notMcp } from "./replies.js";

/** What a stdio transport is made of; one per link. */
export interface StdioParts {
  readonly upstream: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the child. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Values of `env` that the file gave, never to be repeated. */
  readonly secrets: readonly string[];
  /** Largest message taken, in bytes. */
  readonly maxBytes: number;
  readonly log: Log;
  readonly guard: Watchdog;
}

/** Of what a child prints to stdout beside its messages, one line in so many milliseconds is logged. */
const NOISE_LOG_INTERVAL_MS = 60_000;
const MAX_SAMPLE_CHARS = 120;

/** MCP over a child's stdin and stdout: one message per line. */
export class StdioTransport implements Transport {
  readonly correlates = false;
  readonly abortCancels = false;
  readonly #parts: StdioParts;
  #receiver!: Receiver;
  #child: Child | undefined;
  #noiseAt: number | undefined;
  #suppressed = 0;

  constructor(parts: StdioParts) {
    this.#parts = parts;
  }

  /** The process, while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async open(receiver: Receiver): Promise<void> {
    this.#receiver = receiver;
    const { command, args, env, cwd, secrets, log, guard } = this.#parts;
    const lines = new LineReader({
      maxBytes: this.#parts.maxBytes,
      onLine: (line) => this.#line(line),
      onOversize: (seen, head) => this.#oversize(seen, head),
    });
    this.#child = spawnChild({
      command,
      args,
      env,
      cwd,
      secrets,
      log,
      guard,
      onStdout: (chunk) => lines.push(chunk),
      onExit: (info) => {
        lines.end();
        this.#receiver.closed(ended(this.#parts.upstream, info));
      },
    });
  }

  send(message: Outgoing): void {
    try {
      if (this.#child === undefined)
        throw new ProxyError("UPSTREAM_UNAVAILABLE", `${this.#parts.upstream} is not running`);
      this.#child.write(lineOf(message.bytes));
    } catch (error) {
      if (message.id === undefined) return;
      this.#receiver.failed(message.id, {
        error: ProxyError.from(error),
        executed: "unsent",
        status: undefined,
        sessionLost: false,
      });
    }
  }

  pauseAll(): void {
    this.#child?.pause();
  }

  resumeAll(): void {
    this.#child?.resume();
  }

  abort(): void {
    // one pipe carries everything: a late answer finds nobody waiting
  }

  async listen(): Promise<void> {
    // what the upstream says outside any call comes on the same pipe
  }

  negotiated(): void {
    // no headers here
  }

  async close(): Promise<void> {
    await this.#child?.stop();
  }

  #line(line: Buffer): void {
    if (line.length === 0) return;
    let message: Message;
    try {
      message = scanWhole(line);
    } catch (error) {
      this.#unusable(line, error);
      return;
    }
    this.#receiver.message(message, undefined);
  }

  /** A line that is no message: an answer of the wrong shape fails its request at once, all else is noise. */
  #unusable(line: Buffer, cause: unknown): void {
    const id = idOf(line);
    if (id !== undefined) {
      const error = notMcp(this.#parts.upstream, cause);
      this.#receiver.failed(id, { error, executed: "unknown", status: undefined, sessionLost: false });
      return;
    }
    const now = performance.now();
    if (this.#noiseAt !== undefined && now - this.#noiseAt < NOISE_LOG_INTERVAL_MS) {
      this.#suppressed++;
      return;
    }
    const { log, upstream, secrets } = this.#parts;
    // Cut after it is cleaned, so that no half of a secret is left.
    const sample = clean(line.toString("utf8", 0, 8 * MAX_SAMPLE_CHARS), secrets).slice(0, MAX_SAMPLE_CHARS);
    log.warn("upstream.stdout", { upstream, line: sample, suppressed: this.#suppressed || undefined });
    this.#noiseAt = now;
    this.#suppressed = 0;
  }

  #oversize(seen: number, head: Buffer): void {
    const { upstream, maxBytes } = this.#parts;
    const error = new ProxyError("RESPONSE_TOO_LARGE", `${upstream} wrote a message of more than ${maxBytes} bytes`, {
      data: { seen },
    });
    const id = /"id"\s*:\s*(\d{1,15})\s*[,}]/.exec(head.toString("latin1", 0, 4096));
    if (id !== null) {
      this.#receiver.failed(Number(id[1]), {
        error,
        executed: "unknown",
        status: undefined,
        sessionLost: false,
      });
    }
    this.#receiver.closed(error);
    void this.#child?.stop();
  }
}

const VERSION_KEY = '"jsonrpc"';
const ID = /"id"\s*:\s*"?(\d{1,15})"?\s*[,}]/g;
const MAX_ENVELOPE_BYTES = 4096;

/**
 * Our id in a line that should be an answer and is no message: cut off, with values that JSON does not have, not UTF-8, or behind other
 * text. Undefined for what is no answer.
 */
function idOf(line: Buffer): number | undefined {
  const from = line.indexOf("{");
  // An array is a batch, which may be anybody's.
  if (from < 0 || line.toString("latin1", 0, from).trim() === "[") return undefined;
  const head = line.toString("latin1", from, from + MAX_ENVELOPE_BYTES);
  // An envelope without a version is an answer only where the whole line is one object.
  if (!head.includes(VERSION_KEY)) return from === 0 ? idOfObject(line) : undefined;
  const salvaged = salvageId(line.subarray(from))?.toString("latin1").replaceAll('"', "");
  if (/"method"\s*:\s*"/.test(head)) return undefined;
  const found = salvaged ?? [...head.matchAll(ID)][0]?.[1] ?? [...tailOf(line).matchAll(ID)].at(-1)?.[1];
  return found !== undefined && /^\d{1,15}$/.test(found) ? Number(found) : undefined;
}

const tailOf = (line: Buffer): string => line.toString("latin1", Math.max(0, line.length - MAX_ENVELOPE_BYTES));

function idOfObject(line: Buffer): number | undefined {
  try {
    const { id, method } = JSON.parse(line.toString("utf8")) as { id?: unknown; method?: unknown };
    return typeof id === "number" && method === undefined ? id : undefined;
  } catch {
    return undefined; // not JSON at all: noise
  }
}

function ended(upstream: string, info: ExitInfo): ProxyError {
  const how =
    info.signal === null
      ? `${info.cause}${info.code === null ? "" : ` with code ${info.code}`}`
      : `was ended by ${info.signal}`;
  const stderr = info.stderr.trim().split("\n").slice(-5).join("\n");
  return new ProxyError("UPSTREAM_RESTARTED", `${upstream} ${how}${stderr === "" ? "" : `; it last said: ${stderr}`}`, {
    data: { executed: "unknown" },
  });
}
