import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
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
      "store.encryption: a key is 32 bytes in base64 or hex; `openssl rand -base64 32` makes one",
    );
  }
  return { id: createHash("sha256").update("mcp-proxy store key id").update(bytes).digest("hex").slice(0, 16), bytes };
}

/** Encrypts with the key in force; the record's key path and key id are bound to it (additional data). */
export function seal(ring: KeyRing, key: string, value: unknown): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", ring[0].bytes, iv).setAAD(additional(ring[0].id, key));
  const data = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()]);
  const envelope: SealedRecord = {
    v: 1,
    key,
    kid: ring[0].id,
    iv: iv.toString("base64"),
    tag: cipher.getAuthTag().toString("base64"),
    data: data.toString("base64"),
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
    const decipher = createDecipheriv("aes-256-gcm", named.bytes, Buffer.from(envelope.iv, "base64"), {
      authTagLength: 16,
    })
      .setAAD(additional(named.id, key))
      .setAuthTag(Buffer.from(envelope.tag, "base64"));
    const plain = Buffer.concat([decipher.update(Buffer.from(envelope.data, "base64")), decipher.final()]);
    return JSON.parse(plain.toString("utf8"));
  } catch (cause) {
    throw new Unreadable("its seal is broken", true, cause);
  }
}

function additional(kid: string, key: string): Buffer {
  return Buffer.from(`mcp-proxy store 1\n${kid}\n${key}`);
}
