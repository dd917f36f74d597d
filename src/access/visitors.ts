import type { Access, AccessRequest } from "../model/access.js";
import { ProxyError } from "../model/errors.js";
import type { Visitors } from "../model/page.js";
import type { Principal } from "../model/principal.js";
import { cookieName, parseCookies, setCookie } from "../net/cookies.js";
import type { Front } from "./oauth/front.js";
import type { FrontKeys } from "./oauth/keys.js";
import { isSecure, type PublicAddress } from "./outside.js";

/** The parts that recognising visitors of the page is made of. */
export interface VisitorOptions {
  readonly access: Access;
  readonly outside: PublicAddress;
  /** With `mode: oauth`: people sign in to the page as they do for a client. */
  readonly front: Front | undefined;
  /** Where callers show a key or token: they paste it once, and it is kept sealed in their browser. */
  readonly credential: { readonly keys: Pick<FrontKeys, "seal" | "open"> } | undefined;
  /** Throws FORBIDDEN for a person to whom the file grants nothing. */
  readonly admit: (principal: Principal) => void;
}

const COOKIE = "mcp-proxy-key";
const PURPOSE = "page-credential";
/** Browsers drop a cookie whose name and value have more than 4,096 characters, and say nothing (RFC 6265bis, section 5.6). */
const MAX_SEALED = 4_096 - "__Host-".length - COOKIE.length;
const TTL_MS = 12 * 3_600_000;

/** The visitors of the page, by whatever way callers are recognised. */
export function createVisitors(options: VisitorOptions): Visitors {
  const { access, front, credential, outside } = options;
  const cookiesOf = (request: AccessRequest): Readonly<Record<string, string>> => {
    const header = request.headers.cookie;
    return parseCookies(typeof header === "string" ? header : undefined);
  };

  /** Access control's own answer; an unknown caller is not an error here. */
  async function recognised(request: AccessRequest): Promise<Principal | undefined> {
    try {
      return await access.authenticate(request);
    } catch (thrown) {
      const error = ProxyError.from(thrown);
      if (error.code !== "UNAUTHENTICATED") throw error;
      return undefined;
    }
  }

  const withCredential = (request: AccessRequest, text: string): AccessRequest => ({
    ...request,
    rawHeaders: [...request.rawHeaders, "Authorization", `Bearer ${text}`],
    headers: { ...request.headers, authorization: `Bearer ${text}` },
  });

  return {
    signIn: front !== undefined ? "redirect" : credential !== undefined ? "credential" : "none",
    async whois(request) {
      const bearer = request.headers.authorization !== undefined || request.headers["x-api-key"] !== undefined;
      const direct = await recognised(request);
      if (direct !== undefined) return { principal: direct, ambient: !bearer };
      if (bearer) return undefined;
      const cookies = cookiesOf(request);
      const visitor = await front?.visitor(cookies);
      if (visitor !== undefined) {
        options.admit(visitor);
        return { principal: visitor, ambient: true };
      }
      const sealed = cookies[cookieName(COOKIE, isSecure(outside))];
      if (credential === undefined || sealed === undefined) return undefined;
      const opened = await credential.keys.open(PURPOSE, sealed);
      if (typeof opened?.credential !== "string") return undefined;
      // Asked anew each time, so that a key taken out of the file ends the visit.
      const principal = await recognised(withCredential(request, opened.credential));
      return principal && { principal, ambient: true };
    },
    async begin(returnTo, request) {
      if (front === undefined)
        throw new ProxyError("INTERNAL", "Internal error", { cause: new Error("no way to sign in") });
      return front.signIn(returnTo, request);
    },
    async present(pasted, request) {
      const text = pasted.trim();
      if (credential === undefined || !/^[\x21-\x7e]+$/.test(text)) return undefined;
      if ((await recognised(withCredential(request, text))) === undefined) return undefined;
      const sealed = await credential.keys.seal(PURPOSE, { credential: text }, TTL_MS);
      if (sealed.length > MAX_SEALED) {
        throw new ProxyError("INVALID_REQUEST", "This token is valid, but too long for a browser cookie");
      }
      return setCookie(COOKIE, sealed, { secure: isSecure(outside), maxAgeSeconds: TTL_MS / 1000 });
    },
    async end(request) {
      const gone = setCookie(COOKIE, "", { secure: isSecure(outside), maxAgeSeconds: 0 });
      return front === undefined ? [gone] : [gone, await front.signOut(cookiesOf(request))];
    },
  };
}
