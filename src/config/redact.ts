import { SECRETS } from "../../generated/paths.js";
import type { Path } from "./finding.js";
import { matcher } from "./paths.js";
import { isSecretLiteral, mask } from "./secrets.js";

const mayBeSecret = matcher(SECRETS);

/** The data without secrets: a literal that looks like one, or stands where `auth` keeps them, becomes `***`. References stay. */
export function redact(data: unknown, path: Path = []): unknown {
  if (typeof data === "string") return text(data, path);
  if (Array.isArray(data)) return data.map((item, index) => redact(item, [...path, index]));
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, redact(value, [...path, key])]));
}

function text(value: string, path: Path): string {
  const literal = value.replace(/\$\{[^}]*\}/g, "");
  if (path.includes("auth") && mayBeSecret(path) && literal.replace(/^(?:Bearer|Basic|Token)\s*/i, "") !== "")
    return "***";
  return isSecretLiteral(String(path.at(-1) ?? ""), value) ? "***" : mask(value);
}
