import { createHash, randomBytes } from "node:crypto";
import { NONCE_BYTES, openBox, sealBox, TAG_BYTES } from "../base/sealed-box.js";
import { ProxyError } from "../model/errors.js";

/** One AES-256 key and the public name its records carry. */
export interface NamedKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** The key in force first, then those that may still have encrypted something. */
export type KeyRing = readonly [NamedKey, ...NamedKey[]];

/** A record as it stands in a file. The key path is readable, so that a person can tell files apart; the value is not. */
export interface SealedRecord {
  readonly v: 1;
  readonly key: string;
  readonly kid: string;
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
}

/** A record that cannot be opened; `tampered` when its key is known and the seal is broken (or it was moved). */
export class Unreadable extends Error {
  readonly tampered: boolean;
  constructor(message: string, tampered: boolean, cause?: unknown) {
    super(message, { cause });
    this.name = "Unreadable";
    this.tampered = tampered;
  }
}

/** 32 bytes in base64, base64url or hex, as `openssl rand -base64 32` makes them; anything else throws CONFIG. */
export function parseKey(text: string): NamedKey {
  const trimmed = text.trim();
  const bytes = /^[0-9a-fA-F]{64}$/.test(trimmed) ? Buffer.from(trimmed, "hex") : Buffer.from(trimmed, "base64");
  if (bytes.length !== 32 || !/^[A-Za-z0-9+/_=-]+$/.test(trimmed)) {
    throw new ProxyError(
      "CONFIG",
      "store.encryption: a key must be 32 bytes in base64 or hex; create one with `openssl rand -base64 32`",
    );
  }
  return { id: createHash("sha256").update("mcp-proxy store key id").update(bytes).digest("hex").slice(0, 16), bytes };
}

/** Encrypts with the key in force; the record's key path and key id are bound to it (additional data). */
export function seal(ring: KeyRing, key: string, value: unknown): string {
  const { id, bytes } = ring[0];
  const box = sealBox(bytes, randomBytes(NONCE_BYTES), additional(id, key), JSON.stringify(value));
  const envelope: SealedRecord = {
    v: 1,
    key,
    kid: id,
    iv: box.toString("base64", 0, NONCE_BYTES),
    tag: box.toString("base64", box.length - TAG_BYTES),
    data: box.toString("base64", NONCE_BYTES, box.length - TAG_BYTES),
  };
  return `${JSON.stringify(envelope)}\n`;
}

/** The envelope of a file's text. Throws `Unreadable` when it is not one. */
export function parseSealedRecord(text: string): SealedRecord {
  let parsed: Partial<SealedRecord> | null;
  try {
    parsed = JSON.parse(text) as Partial<SealedRecord> | null;
  } catch (cause) {
    throw new Unreadable("it is not a record of this store", false, cause);
  }
  const fields = [parsed?.key, parsed?.kid, parsed?.iv, parsed?.tag, parsed?.data];
  if (parsed?.v !== 1 || fields.some((field) => typeof field !== "string")) {
    throw new Unreadable("it is not a record of this version", false);
  }
  return parsed as SealedRecord;
}

/** The value of a record that must be the one of `key`. Throws `Unreadable`. */
export function unseal(ring: KeyRing, key: string, text: string): unknown {
  const envelope = parseSealedRecord(text);
  const named = ring.find((candidate) => candidate.id === envelope.kid);
  if (named === undefined) throw new Unreadable("it was encrypted with another key", false);
  if (envelope.key !== key) throw new Unreadable("it belongs to another record", true);
  try {
    const box = Buffer.concat([envelope.iv, envelope.data, envelope.tag].map((part) => Buffer.from(part, "base64")));
    return JSON.parse(openBox(named.bytes, box, additional(named.id, key)));
  } catch (cause) {
    throw new Unreadable("its authentication tag is wrong", true, cause);
  }
}

function additional(kid: string, key: string): Buffer {
  return Buffer.from(`mcp-proxy store 1\n${kid}\n${key}`);
}
