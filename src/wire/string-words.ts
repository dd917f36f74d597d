/** Whether the first byte of a word is its lowest, as on all machines but a few; there, strings are read byte by byte. */
export const LITTLE_ENDIAN: boolean = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** The top bit of each byte of a word. */
export const SIGN_BITS: number = 0x80808080 | 0;

/** The offset of the first byte of a buffer that is aligned to a word of its memory. */
export function firstWord(bytes: Buffer): number {
  return -bytes.byteOffset & 3;
}

/** The whole words of a buffer from `firstWord` on. */
export function wordsOf(bytes: Buffer): Int32Array {
  const first = firstWord(bytes);
  const length = Math.max((bytes.length - first) >> 2, 0);
  return length === 0 ? NONE : new Int32Array(bytes.buffer, bytes.byteOffset + first, length);
}

const NONE = new Int32Array(0);

/**
 * Marks in the top bits of bytes that are a quote, a backslash or a control character; 0 exactly when a word has none. The
 * lowest mark is exact, and others may be a byte that only stands behind one (Bit Twiddling Hacks, "hasless"). With bit 1
 * flipped, a quote is the one byte besides control characters that is less than 0x21.
 */
export function special(word: number): number {
  const backslash = word ^ 0x5c5c5c5c;
  return (((word ^ 0x02020202) - 0x21212121) | (backslash - 0x01010101)) & ~word & SIGN_BITS;
}
