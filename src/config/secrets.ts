import { SECRETS } from "../../generated/paths.js";
import type { Path } from "./finding.js";
import { matcher } from "./paths.js";

const NAME =
  "secret|token|passwd|password|passphrase|api[_-]?key|access[_-]?key|private[_-]?key|credentials?|authorization|cookie";
/** Names whose values are secret, as people call them in headers, variables and options. */
const SECRET_NAME = new RegExp(`(?:${NAME})$`, "i");
/** What well-known secrets look like wherever they stand. */
const SECRET_TEXT =
  /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|sk-[\w-]{16,}|xox[abeoprs]-[\w-]{10,}|AKIA[A-Z0-9]{16}|AIza[\w-]{30,}|ey[A-Za-z0-9_-]{10,}\.[\w-]{10,}\.[\w-]*)/g;
const HARMLESS = /^(?:|true|false|null|none|[0-9.]+|https?:\/\/[^@]*)$/i;
/** `token: value`, `"--api-key=value"` and the like within a line; the name and what follows it, then the value. */
const NAMED = new RegExp(
  `((?:[\\w-]*(?:${NAME}))["']?\\s*[:=]\\s*["']?(?:(?:bearer|basic|token)\\s+)?)((?:\\$\\{[^}]*\\}|[^\\s{["',}\\]&])(?:\\$\\{[^}]*\\}|[^,}\\]"'&])*?)(?=\\s*["']?\\s*(?:[,}\\]&#]|$))`,
  "gi",
);
const referable = matcher(SECRETS);

/** Whether a literal under this name gives a secret away. Placeholders and references do not. */
export function isSecretLiteral(name: string, value: string): boolean {
  if (value.search(SECRET_TEXT) >= 0) return true;
  const rest = literalPart(value);
  return SECRET_NAME.test(name) && !HARMLESS.test(rest) && rest.length > 2;
}

/** Whether a text of the file gives a secret away, by its name, by its look, or because it stands where `auth` keeps them. */
export function isSecretAt(path: Path, text: string): boolean {
  // Patterns look at no more than any secret is long, so that no text keeps them busy.
  const value = text.slice(0, 4096);
  if (isSecretLiteral(String(path.at(-1) ?? ""), value)) return true;
  if (value.length < 8 && !path.includes("auth")) return false; // the shortest `--token=x`
  if (path.includes("auth") && referable(path) && literalPart(value) !== "") return true;
  const option = /^--?([\w-]+)[= ](.+)$/.exec(value) ?? /^([\w-]+):\s*(.+)$/.exec(value);
  if (option !== null && isSecretLiteral(option[1] ?? "", option[2] ?? "")) return true;
  return [...value.matchAll(/[?&]([^=&#]+)=([^&#]+)/g)].some(([, name = "", part = ""]) => isSecretLiteral(name, part));
}

const literalPart = (value: string): string =>
  value
    .replace(/\$\{[^}$]*\}/g, "")
    .replace(/^(?:bearer|basic|token)\b/i, "")
    .trim();

const stars = (text: string) => "*".repeat(text.length);

/** A line of a file with the secrets that may stand in it starred out; every other column stays where it is. */
export function mask(line: string): string {
  return line
    .replace(NAMED, (whole, name: string, value: string) =>
      isSecretLiteral("secret", value) ? name + stars(value) : whole,
    )
    .replace(SECRET_TEXT, stars)
    .replace(/(:\/\/)([^\s/?#@"']+)(?=@)/g, (_, slashes: string, user: string) => slashes + stars(user));
}
