import type { Message } from "../model/message.js";

/**
 * The cursor of a list's request (`cursor`) or answer (`nextCursor`), raw. Undefined where there is none: many say so with `null`
 * or an empty text instead of leaving it out.
 */
export function listCursor(message: Message, key: "cursor" | "nextCursor"): string | undefined {
  const span = message.member(key);
  const raw = span === undefined ? "null" : message.raw(span);
  return raw === "null" || raw === '""' ? undefined : raw;
}
