/** Names whose values are secret, as people call them in headers, variables and options. */
const SECRET_NAME =
  /(?:^|[_-]|[a-z](?=[A-Z])|x-)?(?:secret|token|passwd|password|passphrase|api[_-]?key|access[_-]?key|private[_-]?key|credentials?|authorization|cookie)$/i;
/** What well-known secrets look like wherever they stand. */
const SECRET_TEXT =
  /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|sk-[\w-]{16,}|xox[abeoprs]-[\w-]{10,}|AKIA[A-Z0-9]{16}|AIza[\w-]{30,}|ey[A-Za-z0-9_-]{10,}\.[\w-]{10,}\.[\w-]*)/;
const HARMLESS = /^(?:|true|false|null|none|[0-9.]+|https?:\/\/[^@]*)$/i;

/** Whether a literal under this name gives a secret away. Placeholders and references do not. */
export function isSecretLiteral(name: string, value: string): boolean {
  if (SECRET_TEXT.test(value)) return true;
  const rest = value
    .replace(/\$\{[^}]*\}/g, "")
    .replace(/^(?:bearer|basic|token)\b/i, "")
    .trim();
  return SECRET_NAME.test(name) && !HARMLESS.test(rest) && rest.length > 2;
}

/** A line of a file with the secrets that may stand in it replaced by `***`, the columns before them kept. */
export function mask(line: string): string {
  const named = line.replace(
    /((?:[\w-]*(?:secret|token|passwd|password|passphrase|api[_-]?key|access[_-]?key|private[_-]?key|credentials?|authorization|cookie))["']?\s*[:=]\s*)((?:bearer|basic|token)\s+)?([^\s{[][^,}\]]*?)(?=\s*(?:[,}\]]|$))/gi,
    (whole, name: string, scheme: string | undefined, value: string) =>
      isSecretLiteral("secret", value.replace(/^["']|["']\s*(?:#.*)?$/g, "")) ? `${name}${scheme ?? ""}***` : whole,
  );
  return named.replace(new RegExp(SECRET_TEXT, "g"), "***").replace(/(:\/\/)[^\s/?#@"']+@/g, "$1***@");
}
