import { compileGlob, type Glob } from "./glob.js";

/**
 * Whether a URI may be an expansion of a template (RFC 6570), with every expression standing for any text, and how many
 * characters the template fixes: the more, the surer.
 */
export function templateMatcher(template: string): { readonly matches: Glob; readonly literal: number } {
  const pattern = template.replace(/\{[^{}]*\}/g, "*");
  return { matches: compileGlob(pattern), literal: pattern.replaceAll("*", "").length };
}
