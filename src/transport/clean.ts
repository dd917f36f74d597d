import { sourceLine } from "../base/hidden-text.js";
import { MASK, masked } from "../base/secret-text.js";

/** Escapes what a terminal would act on and hides what must not be repeated; line feeds and tabs stay. */
export function clean(text: string, secrets: readonly string[]): string {
  let result = text.replaceAll("\r\n", "\n");
  for (const secret of secrets) if (secret.length >= 6) result = result.replaceAll(secret, MASK);
  return masked(result).split("\n").map(sourceLine).join("\n");
}
