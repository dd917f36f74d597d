import { members } from "../wire/scan.js";

/** A JSON object with members set (raw JSON) or removed (undefined). What is not named stays byte for byte, in its order. */
export function withKeys(object: Buffer, changes: ReadonlyMap<string, Buffer | undefined>): Buffer {
  const parts: Buffer[] = [];
  const left = new Map(changes);
  for (const member of members(object, { start: 0, end: object.length })) {
    if (!left.has(member.key) && changes.has(member.key)) continue;
    const value = left.get(member.key);
    if (!left.has(member.key)) parts.push(object.subarray(member.keySpan.start, member.value.end));
    else if (value !== undefined) {
      parts.push(Buffer.concat([object.subarray(member.keySpan.start, member.keySpan.end), Buffer.from(":"), value]));
    }
    left.delete(member.key);
  }
  for (const [key, value] of left) {
    if (value !== undefined) parts.push(Buffer.concat([Buffer.from(`${JSON.stringify(key)}:`), value]));
  }
  return Buffer.from(`{${parts.map((part) => part.toString("utf8")).join(",")}}`);
}

/** The raw value of a direct member of a JSON object; undefined when absent, or when it is no object. */
export function memberOf(object: Buffer, key: string): Buffer | undefined {
  const span = members(object, { start: 0, end: object.length }).find((member) => member.key === key)?.value;
  return span === undefined ? undefined : object.subarray(span.start, span.end);
}

/** A value as raw JSON. */
export function raw(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
