import { LOOPBACK_NAMES } from "../../base/loopback.js";

/** The places of the file that clients may be sent back to, besides loopback. */
export interface RedirectRules {
  /** Hosts for https URLs; `*.example.com` stands for every name below. */
  readonly hosts: readonly string[];
  /** Private-use URI schemes, without the colon. */
  readonly schemes: readonly string[];
}

/**
 * Why a redirect URI cannot be registered, in words; undefined when it can. It must be spelled as WHATWG re-serialises it
 * (so no `..`, backslash, upper-case host or blank hides in it), and have neither fragment nor user name.
 */
export function redirectProblem(uri: string, rules: RedirectRules): string | undefined {
  if (uri.length > 2048) return "it is too long";
  if (!URL.canParse(uri)) return "it is not a URL";
  const url = new URL(uri);
  if (url.href !== uri && url.href !== `${uri}/`) return "it is not spelled in its canonical form";
  if (uri.includes("#") || url.username !== "" || url.password !== "") return "it has a fragment or a user name";
  if (url.protocol === "https:") {
    if (LOOPBACK_NAMES.includes(url.hostname) || rules.hosts.some((host) => isUnder(url.hostname, host)))
      return undefined;
    return `${url.hostname} is not among the hosts this proxy sends people back to (access.redirectHosts)`;
  }
  if (url.protocol === "http:") {
    return LOOPBACK_NAMES.includes(url.hostname) ? undefined : "plain http is for loopback only";
  }
  if (rules.schemes.includes(url.protocol.slice(0, -1))) return undefined;
  return `${url.protocol} is not among the schemes this proxy sends people back to (access.redirectSchemes)`;
}

/**
 * Whether a requested redirect URI is one of the registered: equal as text, or, for http on loopback, equal but for the
 * port (RFC 8252, section 7.3).
 */
export function redirectMatches(registered: readonly string[], asked: string): boolean {
  if (registered.includes(asked)) return true;
  const portless = withoutLoopbackPort(asked);
  return portless !== undefined && registered.some((uri) => withoutLoopbackPort(uri) === portless);
}

/** The target as the consent page names it: the host with its port, or the scheme. */
export function redirectTarget(uri: string): { readonly target: string; readonly isLocal: boolean } {
  const url = new URL(uri);
  if (url.protocol !== "http:" && url.protocol !== "https:") return { target: url.protocol, isLocal: true };
  return { target: url.host, isLocal: LOOPBACK_NAMES.includes(url.hostname) };
}

function withoutLoopbackPort(uri: string): string | undefined {
  const parts = /^http:\/\/(\[[^\]]*\]|[^/?#:@[\]]*)(?::\d{1,5})?([/?].*)?$/s.exec(uri);
  if (!LOOPBACK_NAMES.includes(parts?.[1] ?? "") || !URL.canParse(uri) || uri.includes("#")) return undefined;
  const url = new URL(uri);
  if (url.href !== uri && url.href !== `${uri}/`) return undefined;
  return `http://${parts?.[1]}${parts?.[2] ?? ""}`;
}

function isUnder(host: string, rule: string): boolean {
  const wanted = rule.toLowerCase();
  return wanted.startsWith("*.") ? host.endsWith(wanted.slice(1)) : host === wanted;
}
