import { createHash } from "node:crypto";

/** What an exposed name may look like. */
export interface NameShape {
  /** Characters at most, a client's own prefix already taken off. */
  readonly maxLength: number;
  /** `safe`: letters, digits, `_` and `-`, what every client takes; `any`: whatever the upstream sends. */
  readonly characters: "safe" | "any";
}

/** Characters of a hash at the end of a changed name, and the underscore before it. */
const HASH_CHARS = 8;

/** Whether a name may be exposed as it is. */
export function fits(name: string, shape: NameShape): boolean {
  return name !== "" && name.length <= shape.maxLength && (shape.characters === "any" || /^[a-zA-Z0-9_-]+$/.test(name));
}

/**
 * A name that fits: as much of `wanted` as there is room for, and a hash of `identity`. The same identity always gets
 * the same name, whatever else is listed; `round` > 0 gives the next candidate, should two ever meet.
 */
export function hashed(wanted: string, identity: string, shape: NameShape, round = 0): string {
  const hash = digest(round === 0 ? identity : `${identity}\0${round}`).slice(0, Math.min(HASH_CHARS, shape.maxLength));
  const room = shape.maxLength - hash.length - 1;
  const head = (shape.characters === "safe" ? wanted.replace(/[^a-zA-Z0-9_-]/gu, "_") : wanted).slice(
    0,
    Math.max(0, room),
  );
  return head === "" ? hash : `${head}_${hash}`;
}

/** Base-36 digits of a SHA-256: letters and digits only. */
function digest(text: string): string {
  return BigInt(`0x${createHash("sha256").update(text).digest("hex")}`)
    .toString(36)
    .padStart(50, "0");
}
