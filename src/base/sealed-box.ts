import { createCipheriv, createDecipheriv } from "node:crypto";

/** Bytes of a nonce. */
export const NONCE_BYTES = 12;
/** Bytes of the authentication tag at the end of a box. */
export const TAG_BYTES = 16;

/** Encrypts with AES-256-GCM: nonce, ciphertext and tag in one. `bound` is authenticated and not in the box; a nonce is used once for a key and text. */
export function sealBox(key: Buffer, nonce: Buffer, bound: Buffer, plain: string): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES }).setAAD(bound);
  return Buffer.concat([nonce, cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

/** The text of a box. Throws when it was sealed with another key, is bound to something else, or is not a box. */
export function openBox(key: Buffer, box: Buffer, bound: Buffer): string {
  const decipher = createDecipheriv("aes-256-gcm", key, box.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(bound)
    .setAuthTag(box.subarray(-TAG_BYTES));
  const plain = decipher.update(box.subarray(NONCE_BYTES, -TAG_BYTES));
  return Buffer.concat([plain, decipher.final()]).toString("utf8");
}

/** The text of a box in base64url that a client sends back; undefined: it is forged, foreign, too long, or not as it was written. */
export function openToken(key: Buffer, token: string, maxChars: number, bound: Buffer): string | undefined {
  if (token.length > maxChars) return undefined;
  const box = Buffer.from(token, "base64url");
  // One spelling only: base64url readers skip what is not theirs, and a token is compared elsewhere.
  if (box.length <= NONCE_BYTES + TAG_BYTES || box.toString("base64url") !== token) return undefined;
  try {
    return openBox(key, box, bound);
  } catch {
    return undefined; // a forged or foreign token is simply not one of ours
  }
}
