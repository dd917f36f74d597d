/** Escapes what a terminal would act on and hides what must not be repeated; line feeds stay. */
export function clean(text: string, secrets: readonly string[]): string {
  let result = text.replaceAll("\r\n", "\n");
  for (const secret of secrets) if (secret.length >= 6) result = result.replaceAll(secret, "[redacted]");
  return result
    .replace(/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, "$1 [redacted]")
    .replace(/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*)?/g, "[redacted]")
    .replace(/((?:api[_-]?key|token|secret|password|passwd)["']?\s*[=:]\s*["']?)[^\s"',;&]{6,}/gi, "$1[redacted]")
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (char) =>
      char === "\n" || char === "\t" ? char : `\\u{${(char.codePointAt(0) as number).toString(16)}}`,
    );
}
