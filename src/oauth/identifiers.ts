import { oneLine } from "../base/hidden-text.js";
import { masked } from "../base/secret-text.js";

const MAX_SHOWN_CHARS = 1000;

/**
 * Whether two identifiers of an issuer or a resource are one: the same text, or but for the slash of an empty path (RFC 3986
 * section 6.2.3), because vendors spell the same issuer either way in two documents. Everything else counts, since a path may
 * be another tenant. Answers and tokens are compared with what the issuer states of itself, letter by letter.
 */
export function isSameIdentifier(one: string, other: string): boolean {
  return one === other || withoutRootSlash(one) === withoutRootSlash(other);
}

/**
 * Whether the resource an upstream's metadata states is the URL in the file (RFC 9728 section 3.3). Servers print their URL with
 * and without a slash at its end, and in the spelling of their URL library: here these are one.
 */
export function isSameResource(stated: string, url: string): boolean {
  return !stated.includes("#") && (isSameIdentifier(stated, url) || plain(stated) === plain(url));
}

/** An identifier that another party wrote, whole, for a message: without secrets and without what acts on a terminal. */
export function shown(identifier: string): string {
  return oneLine(masked(identifier.slice(0, MAX_SHOWN_CHARS)));
}

function withoutRootSlash(text: string): string {
  return /^https?:\/\/[^/?#\\]+\/$/i.test(text) ? text.slice(0, -1) : text;
}

const plain = (text: string): string => (URL.canParse(text) ? new URL(text).href.replace(/\/$/, "") : text);
