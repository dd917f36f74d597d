/** From this size on, bytes that are nobody else's are changed where they are. A copy of less is as cheap. */
export const IN_PLACE = 8192;
/** Free bytes on each side: a client's id is rarely longer. */
const MARGIN_BYTES = 64;

/** How many free bytes of its own a `roomy` buffer of this size has before it, and as many behind. */
export function roomOf(size: number): number {
  return size < IN_PLACE ? 0 : MARGIN_BYTES;
}

/** A buffer of `size` bytes that is nobody else's, with `roomOf(size)` free bytes of its own on each side. */
export function roomy(size: number): Buffer {
  if (size < IN_PLACE) return Buffer.allocUnsafe(size);
  return Buffer.allocUnsafeSlow(size + 2 * MARGIN_BYTES).subarray(MARGIN_BYTES, MARGIN_BYTES + size);
}

/** Chunks of `size` bytes in all as one `roomy` buffer. */
export function joined(chunks: readonly Buffer[], size: number): Buffer {
  const target = roomy(size);
  let at = 0;
  for (let i = 0; i < chunks.length; i++) at += (chunks[i] as Buffer).copy(target, at);
  return target;
}

/**
 * Replaces `[start, end)` of bytes that are nobody else's, moving what is shorter: before or behind. Answers the bytes as they
 * are then, in the same memory; undefined when they grow by more than the `room` they have on each side.
 */
export function replaceWithin(bytes: Buffer, room: number, start: number, end: number, by: Buffer): Buffer | undefined {
  const growth = by.length - (end - start);
  if (growth > room) return undefined;
  const behind = bytes.length - end;
  const fromFront = start <= behind;
  const from = bytes.byteOffset - (fromFront ? growth : 0);
  const target = Buffer.from(bytes.buffer, from, bytes.length + growth);
  // `bytes` and `target` are views of the same memory; `set` moves overlapping bytes as if through a copy.
  if (growth !== 0) {
    if (fromFront) target.set(bytes.subarray(0, start), 0);
    else target.set(bytes.subarray(end), start + by.length);
  }
  target.set(by, start);
  return target;
}
