import { createHash } from "node:crypto";
import { ProxyError } from "../model/errors.js";

const KEY = /^[a-z0-9._-]+(\/[a-z0-9._-]+)*$/;

/** Throws STORE unless the key keeps the contract of `Store`: safe segments joined by `/`, none of them `.` or `..`. */
export function checkKey(key: string): string {
  if (!KEY.test(key) || key.length > 512 || key.split("/").some((segment) => /^\.+$/.test(segment))) {
    throw new ProxyError("STORE", "Not a store key");
  }
  return key;
}

/** A readable first folder and a name that says nothing and is always legal: `tokens/9f86d0….json`. */
export function fileOfKey(key: string): { folder: string; name: string } {
  const folder = key.slice(0, (key.indexOf("/") + 1 || key.length + 1) - 1);
  return { folder, name: `${createHash("sha256").update(key).digest("hex")}.json` };
}
