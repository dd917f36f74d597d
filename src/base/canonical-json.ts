/**
 * A JSON value as RFC 8785 (JSON Canonicalization Scheme) writes it: keys in the order of their UTF-16 code units, numbers and strings as
 * ECMAScript writes them, no white space. A lone surrogate, which the RFC refuses, stays an escape: upstreams list such items.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(",")}}`;
}
