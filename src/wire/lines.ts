import { GrowingBuffer } from "./growing.js";

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
/** How much of an oversize line is shown, so that its id may be found. */
const HEAD_BYTES = 4096;

/** What a reader of lines tells, and how long a line may be. */
export interface LineReaderOptions {
  /** The longest line, without its end, in bytes. */
  readonly maxBytes: number;
  /** One line without its end; never empty or blank. The buffer is the receiver's. */
  readonly onLine: (line: Buffer) => void;
  /** A line passed `maxBytes`: how much was seen so far, and its first bytes. Its rest is skipped up to its end. */
  readonly onOversize: (seen: number, head: Buffer) => void;
}

/** A message as one line: line ends within it, which valid JSON has only as whitespace, become spaces. A copy. */
export function lineOf(bytes: Buffer): Buffer {
  const line = Buffer.allocUnsafe(bytes.length + 1);
  bytes.copy(line);
  line[bytes.length] = LF;
  for (let at = line.indexOf(LF); at < bytes.length; at = line.indexOf(LF, at)) line[at] = SPACE;
  for (let at = line.indexOf(CR); at >= 0; at = line.indexOf(CR, at)) line[at] = SPACE;
  return line;
}

/**
 * Cuts a byte stream into lines, as stdio transports of MCP frame messages. Ends are LF or CRLF; a byte order mark and NUL
 * bytes around a line are noise and dropped; blank lines are not lines.
 */
export class LineReader {
  readonly #options: LineReaderOptions;
  readonly #pending = new GrowingBuffer();
  #skipping = false;

  constructor(options: LineReaderOptions) {
    this.#options = options;
  }

  /** Takes the next bytes; the callbacks run before it returns, in the order of the bytes. */
  push(chunk: Buffer): void {
    let from = 0;
    for (;;) {
      const found = chunk.indexOf(LF, from);
      const end = found < 0 ? chunk.length : found;
      if (!this.#skipping) this.#part(chunk, from, end, found >= 0);
      if (found < 0) return;
      this.#skipping = false;
      from = found + 1;
    }
  }

  /** The stream ended: what stands there without a line end is a line too. */
  end(): void {
    if (!this.#skipping && this.#pending.length > 0) this.#emit(this.#pending.take());
  }

  #part(chunk: Buffer, from: number, end: number, complete: boolean): void {
    const pending = this.#pending;
    const { maxBytes } = this.#options;
    // One byte more than the limit may be the CR of the line's end.
    if (pending.length + end - from > maxBytes + 1) {
      this.#skipping = true;
      const seen = pending.length + end - from;
      if (pending.length < HEAD_BYTES) pending.append(chunk, from, Math.min(end, from + HEAD_BYTES));
      this.#options.onOversize(seen, pending.take().subarray(0, HEAD_BYTES));
    } else if (complete && pending.length === 0) this.#emit(chunk.subarray(from, end));
    else if (complete) this.#emit(pending.takeWith(chunk, from, end));
    else pending.append(chunk, from, end);
  }

  #emit(line: Buffer): void {
    let start = 0;
    let end = line.length;
    while (end > start && (line[end - 1] as number) <= 0x20) end--;
    for (;;) {
      if (start < end && (line[start] as number) <= 0x20) start++;
      else if (line[start] === 0xef && line[start + 1] === 0xbb && line[start + 2] === 0xbf) start += 3;
      else break;
    }
    if (start >= end) return;
    if (end - start > this.#options.maxBytes)
      this.#options.onOversize(end - start, line.subarray(start, start + HEAD_BYTES));
    else this.#options.onLine(line.subarray(start, end));
  }
}
