/**
 * A walk over a JSON text from its end, exact for every valid text: what is not valid is refused by whoever parses it. Offsets
 * are those behind a token; -1 says that a token begins before `floor`.
 */
export class BackwardCursor {
  readonly bytes: Buffer;
  readonly floor: number;

  constructor(bytes: Buffer, floor: number) {
    this.bytes = bytes;
    this.floor = floor;
  }

  /** Skips insignificant whitespace. */
  space(end: number): number {
    const { bytes } = this;
    let at = end;
    while (at > this.floor) {
      const byte = bytes[at - 1] as number;
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
      at--;
    }
    return at;
  }

  /** Where the string begins that ends with the quote before `end`. */
  string(end: number): number {
    const { bytes, floor } = this;
    let from = end - 2;
    for (;;) {
      const quote = from < floor ? -1 : bytes.lastIndexOf(0x22, from);
      if (quote < floor) return -1;
      let back = quote;
      while (back > floor && bytes[back - 1] === 0x5c) back--;
      // Within a string a quote has an odd number of backslashes before it; the one that opens it has none.
      if (((quote - back) & 1) === 0) return quote;
      from = quote - 1;
    }
  }

  /** Where the value begins that ends at `end`. */
  value(end: number): number {
    const last = this.bytes[end - 1];
    if (last === 0x22) return this.string(end);
    if (last === 0x7d || last === 0x5d) return this.#container(end);
    let at = end;
    while (at > this.floor && isScalar(this.bytes[at - 1] as number)) at--;
    return at === this.floor || at === end ? -1 : at;
  }

  #container(end: number): number {
    const { bytes, floor } = this;
    let depth = 0;
    for (let at = end; at > floor; ) {
      at--;
      const byte = bytes[at] as number;
      if (byte === 0x22) {
        at = this.string(at + 1);
        if (at < 0) return -1;
      } else if (byte === 0x7d || byte === 0x5d) depth++;
      else if ((byte === 0x7b || byte === 0x5b) && --depth === 0) return at;
    }
    return -1;
  }
}

/** A byte of a number, `true`, `false` or `null`. */
function isScalar(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x2e ||
    byte === 0x45
  );
}
