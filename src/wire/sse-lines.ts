const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const FIELDS = ["data", "event", "id", "retry"] as const;

/** Who takes the pieces of lines. */
export interface LineSink {
  /** A line ends: its last (often only) piece is `[from, end)` of the chunk. False: read no further. */
  lineEnd(chunk: Buffer, from: number, end: number): boolean;
  /** A line goes on behind this chunk: `[from, end)` is a piece of it. */
  linePart(chunk: Buffer, from: number, end: number): void;
}

/** Cuts an event stream into lines that end in LF, CR or CRLF, without copying, and drops a leading byte order mark. */
export class SseLines {
  readonly #sink: LineSink;
  /** The last byte was a CR: an LF now belongs to it. */
  #afterCr = false;
  /** What may become a byte order mark; undefined once the stream has begun. */
  #lead: Buffer | undefined = Buffer.alloc(0);

  constructor(sink: LineSink) {
    this.#sink = sink;
  }

  /** Takes the next bytes. */
  push(piece: Buffer): void {
    const chunk = this.#lead === undefined ? piece : this.#withoutMark(piece);
    if (chunk.length === 0) return;
    let from = 0;
    if (this.#afterCr && chunk[0] === LF) from = 1;
    this.#afterCr = false;
    let cr = chunk.indexOf(CR, from);
    while (from < chunk.length) {
      const lf = lineFeed(chunk, from);
      const end = cr >= 0 && (lf < 0 || cr < lf) ? cr : lf;
      if (end < 0) {
        this.#sink.linePart(chunk, from, chunk.length);
        return;
      }
      if (!this.#sink.lineEnd(chunk, from, end)) return;
      from = end + 1;
      if (end === cr) {
        if (from === chunk.length) this.#afterCr = true;
        else if (chunk[from] === LF) from++;
        cr = chunk.indexOf(CR, from);
      }
    }
  }

  /** Drops one byte order mark at the start of the stream, however it is split. */
  #withoutMark(chunk: Buffer): Buffer {
    const bytes = this.#lead?.length ? Buffer.concat([this.#lead, chunk]) : chunk;
    const marked = (i: number, byte: number) => i >= bytes.length || bytes[i] === byte;
    const maybe = marked(0, 0xef) && marked(1, 0xbb) && marked(2, 0xbf);
    if (maybe && bytes.length < 3) {
      this.#lead = bytes;
      return Buffer.alloc(0);
    }
    this.#lead = undefined;
    return maybe ? bytes.subarray(3) : bytes;
  }
}

/** The next LF: near ones without leaving JavaScript, far ones natively. */
function lineFeed(bytes: Buffer, from: number): number {
  const near = Math.min(from + 16, bytes.length);
  for (let at = from; at < near; at++) if (bytes[at] === LF) return at;
  return near === bytes.length ? -1 : bytes.indexOf(LF, near);
}

/** The field a line sets: its name up to the colon, or the whole line; undefined for a comment or an unknown one. */
export function fieldOf(bytes: Buffer, from: number, end: number): (typeof FIELDS)[number] | undefined {
  for (const name of FIELDS) {
    const colon = from + name.length;
    if (colon > end || (colon < end && bytes[colon] !== COLON)) continue;
    let i = 0;
    while (i < name.length && bytes[from + i] === name.charCodeAt(i)) i++;
    if (i === name.length) return name;
  }
  return undefined;
}
