import { randomBytes } from "node:crypto";
import { ProxyError } from "../model/errors.js";
import { stringAt } from "./words.js";

/** Up to this many keys are compared one by one. */
const MAX_LINEAR_KEYS = 12;
/** Places of the table that one key may look at: more are no accident. */
const MAX_PROBES = 256;
/** Larger tables are not kept for the next object. */
const MAX_REUSED_KEYS = 1024;
const FNV_PRIME = 0x01000193;
const NONE = new Int32Array(0);
/** Nobody outside knows which keys share a hash. */
const SEED = randomBytes(4).readInt32LE();

/** Refuses a key that stands twice in one object. */
export function twice(key: string, at: number): never {
  const text = JSON.stringify(key.slice(0, 64));
  throw new ProxyError("INVALID_REQUEST", `Duplicate key ${text} in one object, at byte ${at}`);
}

/**
 * The keys of one object so far, by hash and place: no text is made of them, because a client may send hundreds of thousands. The same
 * memory serves one object after the other.
 */
export class KeySet {
  #count = 0;
  #hashes = NONE;
  /** Where each key begins and ends, with its quotes. */
  #places = NONE;
  /** Number of a key + 1 by hash, in a table of a power of two; empty while there are few. */
  #table = NONE;

  /** Another object begins. */
  clear(): void {
    this.#count = 0;
    this.#table = NONE;
    if (this.#hashes.length <= MAX_REUSED_KEYS) return;
    this.#hashes = NONE;
    this.#places = NONE;
  }

  /** Throws INVALID_REQUEST when the key whose quotes stand at `open` and `end - 1` was there before, however it was escaped. */
  add(bytes: Buffer, open: number, end: number): void {
    const hash = hashOf(bytes, open, end);
    const count = this.#count;
    if (count < MAX_LINEAR_KEYS) {
      if (this.#hashes.length === 0) {
        this.#hashes = new Int32Array(MAX_LINEAR_KEYS);
        this.#places = new Int32Array(2 * MAX_LINEAR_KEYS);
      }
      for (let i = 0; i < count; i++) if (this.#hashes[i] === hash) this.#compare(bytes, i, open, end);
    } else {
      if (this.#table.length < 2 * (count + 1)) this.#grow(bytes);
      this.#place(bytes, count, hash, open, end);
    }
    this.#hashes[count] = hash;
    this.#places[2 * count] = open;
    this.#places[2 * count + 1] = end;
    this.#count = count + 1;
  }

  #compare(bytes: Buffer, i: number, open: number, end: number): void {
    const otherOpen = this.#places[2 * i] as number;
    const text = textOf(bytes, open, end);
    if (text === textOf(bytes, otherOpen, this.#places[2 * i + 1] as number)) twice(text, open);
  }

  #place(bytes: Buffer, number: number, hash: number, open: number, end: number): void {
    const table = this.#table;
    const mask = table.length - 1;
    let slot = hash & mask;
    for (let probes = 0; table[slot] !== 0; probes++) {
      if (probes === MAX_PROBES)
        throw new ProxyError("INVALID_REQUEST", `The object at byte ${open} has too many keys`);
      const other = (table[slot] as number) - 1;
      if (this.#hashes[other] === hash) this.#compare(bytes, other, open, end);
      slot = (slot + 1) & mask;
    }
    table[slot] = number + 1;
  }

  #grow(bytes: Buffer): void {
    const size = Math.max(64, 4 * this.#table.length);
    const hashes = new Int32Array(size / 2);
    const places = new Int32Array(size);
    hashes.set(this.#hashes.subarray(0, this.#count));
    places.set(this.#places.subarray(0, 2 * this.#count));
    this.#hashes = hashes;
    this.#places = places;
    this.#table = new Int32Array(size);
    for (let i = 0; i < this.#count; i++) {
      this.#place(bytes, i, hashes[i] as number, places[2 * i] as number, places[2 * i + 1] as number);
    }
  }
}

/** FNV-1a over the bytes of the decoded key, mixed at the end so that every bit counts. */
function hashOf(bytes: Buffer, open: number, end: number): number {
  let hash = SEED;
  for (let at = open + 1; at < end - 1; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x5c) return hashOfText(textOf(bytes, open, end));
    hash = Math.imul(hash ^ byte, FNV_PRIME);
  }
  return mixed(hash);
}

function hashOfText(text: string): number {
  let hash = SEED;
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at++) hash = Math.imul(hash ^ (bytes[at] as number), FNV_PRIME);
  return mixed(hash);
}

function mixed(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return half ^ (half >>> 13);
}

/** The decoded key. A lone surrogate has no UTF-8: whoever reads it next may see U+FFFD. */
function textOf(bytes: Buffer, open: number, end: number): string {
  const text = stringAt(bytes, open, end);
  return LONE_SURROGATE.test(text) ? text.replace(LONE_SURROGATES, "\ufffd") : text;
}

const LONE_SURROGATE = /\p{Surrogate}/u;
const LONE_SURROGATES = /\p{Surrogate}/gu;
