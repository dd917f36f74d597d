import { BlockList, isIP } from "node:net";
import { addressRange } from "../base/address-range.js";
import { createRecent, type Recent } from "../base/recent.js";
import type { AccessRequest } from "../model/access.js";
import { BOUNDS } from "../model/bounds.js";
import { ProxyError } from "../model/errors.js";
import { type Principal, principalOf } from "../model/principal.js";
import type { Log } from "../model/world.js";
import { isForwarded } from "../net/identity-headers.js";
import type { Recogniser } from "./recogniser.js";

/** The settings of `access.mode: forwarded-user`. */
export interface ForwardedUserOptions {
  /** The header that names the user, e.g. `X-Forwarded-User`. */
  readonly header: string;
  /** A header with the user's e-mail address, which the front sets or removes on every request; undefined: none is read. */
  readonly emailHeader: string | undefined;
  /** Addresses and CIDR ranges of the reverse proxies whose word counts. */
  readonly trustedProxies: readonly string[];
  /** The caller of a request from loopback that nothing forwarded and that names no user; undefined: none. */
  readonly fallbackUser: string | undefined;
  /** Told of addresses that are not believed, so that the operator learns which one to trust. */
  readonly log: Log;
}

/** So many addresses that are not believed are told, each once, because a stranger may send the header. */
const MAX_TOLD = 20;

/** A peer whose socket has no address (a unix socket) is the machine itself. */
const UNIX = "";

/**
 * `access.mode: forwarded-user`: a reverse proxy in front signed the person in and says who it is. The header counts only
 * when the *socket's* peer is one of `trustedProxies`; from anyone else it is as if absent. From a trusted peer a repeated
 * header, a look-alike spelled with underscores, or a value that is not a plain name is refused with INVALID_REQUEST.
 */
export function forwardedUser(options: ForwardedUserOptions): Recogniser {
  const trusted = addressList(options.trustedProxies);
  const loopback = addressList(["127.0.0.0/8", "::1"]);
  const name = options.header.toLowerCase();
  const emailName = options.emailHeader?.toLowerCase();
  const known = createRecent<Principal>(10_000, BOUNDS["access.forwarded"].bytes);
  const told = new Set<string>();
  const disbelieve = (source: string): void => {
    if (told.has(source) || told.size >= MAX_TOLD) return;
    told.add(source);
    options.log.warn("access.untrusted_forwarded_user", {
      source: source === UNIX ? "unix" : source,
      header: options.header,
    });
  };

  return {
    recognise(request) {
      if (!trusted(request.remoteAddress)) {
        if (name in request.headers) disbelieve(request.remoteAddress);
        return undefined;
      }
      const subject = headerValue(request, name);
      const email = emailName === undefined ? undefined : headerValue(request, emailName);
      return subject === undefined ? undefined : remember(known, subject, email);
    },
    recogniseLast(request) {
      if (options.fallbackUser === undefined || !loopback(request.remoteAddress)) return undefined;
      return isForwarded(request.headers, name) ? undefined : remember(known, options.fallbackUser, undefined);
    },
    byCredential: false,
    identityHeaders: emailName === undefined ? [name] : [name, emailName],
    challenge: () => undefined,
    close: async () => known.clear(),
  };
}

/** One object per user, so that what hangs on a principal is found again. */
function remember(known: Recent<Principal>, subject: string, email: string | undefined): Principal {
  const key = `${subject}\n${email ?? ""}`;
  const seen = known.peek(key);
  if (seen !== undefined) return seen;
  const principal = principalOf(
    "forwarded-user",
    subject,
    email ?? subject,
    email === undefined ? {} : { email, email_verified: true },
  );
  known.set(key, principal, 1024 + 4 * key.length);
  return principal;
}

/** The one value of a header, or undefined when absent. */
function headerValue(request: AccessRequest, name: string): string | undefined {
  let value: string | undefined;
  for (let i = 0; i < request.rawHeaders.length; i += 2) {
    const raw = (request.rawHeaders[i] as string).toLowerCase();
    if (raw !== name && raw.replaceAll("_", "-") !== name) continue;
    if (raw !== name) throw new ProxyError("INVALID_REQUEST", `Headers that resemble ${name} are refused`);
    if (value !== undefined) throw new ProxyError("INVALID_REQUEST", `The ${name} header occurs more than once`);
    value = request.rawHeaders[i + 1] as string;
  }
  if (value === undefined) return undefined;
  if (value.length === 0 || value.length > 256 || !/^[\x21-\x2b\x2d-\x7e]+$/.test(value)) {
    throw new ProxyError("INVALID_REQUEST", `The ${name} header is not a plain user name`);
  }
  return value;
}

/** Whether an address as a socket has it lies in one of the ranges; IPv4-mapped IPv6 counts as the IPv4 it is. */
export function addressList(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  let unix = false;
  for (const range of ranges) {
    if (range === "unix") {
      unix = true;
      continue;
    }
    const found = addressRange(range);
    if (found === undefined) throw new ProxyError("CONFIG", `"${range}" is neither an address nor a CIDR range`);
    list.addSubnet(found.address, found.bits, found.family === 4 ? "ipv4" : "ipv6");
  }
  return (address) => {
    if (address === UNIX) return unix;
    const plain = address.replace(/%.*$/, "").replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
    const family = isIP(plain);
    return family !== 0 && list.check(plain, family === 4 ? "ipv4" : "ipv6");
  };
}
