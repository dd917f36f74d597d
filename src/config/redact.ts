import type { Path } from "./finding.js";
import { isSecretAt } from "./secrets.js";

/** The data without secrets: a literal that is or looks like one becomes `***`. References stay. */
export function redact(data: unknown, path: Path = []): unknown {
  if (typeof data === "string") return isSecretAt(path, data) ? "***" : data;
  if (Array.isArray(data)) return data.map((item, index) => redact(item, [...path, index]));
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, redact(value, [...path, key])]));
}
