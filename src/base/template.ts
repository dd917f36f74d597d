import { compileTokens } from "./glob.js";
import type { Named } from "./pattern.js";
import { ANY, canonicalUri, formOf, looseBody, STAR } from "./uri.js";

/** Whether a URI may be an expansion of a template. */
export interface TemplateMatcher {
  /** By its canonical form, or as it is where it has none. */
  matches(name: Named): boolean;
  /** In any way its upstream may read it. */
  mayMatch(name: Named): boolean;
  /** How many characters the template fixes: the more, the surer. */
  readonly literal: number;
}

const WILDCARDS = { star: STAR, any: ANY };

/** A URI template (RFC 6570) with every expression standing for any text; what is between them is compared in its normal form. */
export function templateMatcher(template: string): TemplateMatcher {
  const pattern = template.replace(/\{[^{}]*\}/g, STAR);
  const canonical = canonicalUri(pattern, true);
  const glob = compileTokens(canonical === undefined ? pattern : formOf(canonical), WILDCARDS);
  const loose = canonical && compileTokens(looseBody(canonical), WILDCARDS);
  const matches = ({ text, uri }: Named): boolean => glob(uri?.form ?? text);
  return {
    matches,
    mayMatch(name) {
      if (matches(name)) return true;
      const { uri } = name;
      if (uri === undefined) return false;
      if (uri.cuts.some(({ text }) => glob(text))) return true;
      if (loose === undefined || !(uri.foreign || uri.scheme === canonical?.scheme)) return false;
      return uri.loose.some(loose) || uri.looser.some(loose);
    },
    literal: pattern.replaceAll(STAR, "").length,
  };
}
