import { fullBucket, refill, takeToken } from "../base/token-bucket.js";
import type { Log } from "../model/world.js";
import { clean } from "./clean.js";

/** What is kept of a child's stderr, and how much of it reaches the log. */
export interface StderrOptions {
  readonly log: Log;
  /** Bytes of the end of stderr kept for error messages. */
  readonly keep: number;
  /** Values that must never be repeated: what the file puts into the child's environment. */
  readonly secrets: readonly string[];
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/** A child's stderr, drained for ever at constant memory. */
export interface Stderr {
  push(chunk: Buffer): void;
  /** The end of the stream is here: logs an unfinished line and what was left out. */
  end(): void;
  /** The last lines, at most `maxChars`, escaped and redacted: fit for an error message. */
  tail(maxChars?: number): string;
}

const LINE_CHARS = 1000;
/** Lines that reach the log: so many at once, then two a second. */
const RATE = { burst: 20, perMinute: 120 };

/** Keeps the end of stderr in a ring; logs lines as `RATE` allows, escaped, and counts the rest. */
export function createStderr(options: StderrOptions): Stderr {
  const ring = createRing(options.keep);
  let partial = Buffer.alloc(0);
  let skipping = false;
  const bucket = fullBucket(RATE, options.now());
  let suppressed = 0;

  const allowed = (): boolean => refill(bucket, RATE, options.now()) >= 1;

  function line(bytes: Buffer): void {
    const text = clean(bytes.toString("utf8", 0, LINE_CHARS * 4), options.secrets).slice(0, LINE_CHARS);
    if (text.trim() === "") return;
    if (takeToken(bucket, RATE, options.now()) > 0) {
      suppressed += 1;
      return;
    }
    options.log.info("upstream.stderr", suppressed > 0 ? { line: text, suppressed } : { line: text });
    suppressed = 0;
  }

  return {
    push(chunk) {
      ring.push(chunk);
      let start = 0;
      while (start < chunk.length) {
        // A flood costs one counter per chunk, not one search per line.
        if (!allowed()) {
          suppressed += 1;
          partial = Buffer.alloc(0);
          skipping = chunk[chunk.length - 1] !== 0x0a;
          return;
        }
        const end = chunk.indexOf(0x0a, start);
        const piece = chunk.subarray(start, end === -1 ? chunk.length : end);
        if (end === -1) {
          if (!skipping && partial.length < LINE_CHARS * 4) {
            partial = Buffer.concat([partial, piece.subarray(0, LINE_CHARS * 4)]);
          }
          return;
        }
        if (!skipping) line(partial.length === 0 ? piece : Buffer.concat([partial, piece]));
        partial = Buffer.alloc(0);
        skipping = false;
        start = end + 1;
      }
    },
    end() {
      if (partial.length > 0 && !skipping) line(partial);
      partial = Buffer.alloc(0);
      if (suppressed > 0) options.log.info("upstream.stderr", { suppressed });
      suppressed = 0;
    },
    tail(maxChars = 2000) {
      return clean(ring.read().toString("utf8"), options.secrets).slice(-maxChars).trim();
    },
  };
}

function createRing(size: number): { push(chunk: Buffer): void; read(): Buffer } {
  let chunks: Buffer[] = [];
  let held = 0;
  return {
    push(chunk) {
      // Copied: a small slice must not keep a large pooled buffer alive.
      const kept = Buffer.from(chunk.length > size ? chunk.subarray(chunk.length - size) : chunk);
      chunks.push(kept);
      held += kept.length;
      while (held > size) {
        const first = chunks[0] as Buffer;
        const over = held - size;
        if (first.length <= over) chunks.shift();
        else chunks[0] = first.subarray(over);
        held -= Math.min(first.length, over);
      }
      if (chunks.length > 256) chunks = [Buffer.concat(chunks)];
    },
    read: () => Buffer.concat(chunks),
  };
}
