import { BOUNDS } from "../model/bounds.js";
import { headerValues } from "./http-headers.js";

const MAX_BYTES = BOUNDS["upstream.cookies"].bytes;
/** What browsers take at least (RFC 6265 section 6.1). */
const MAX_COOKIE_BYTES = 4096;
const PRINTABLE = /^[\x20-\x7e]*$/;
/** What a cookie costs besides its text. */
const OVERHEAD_BYTES = 64;

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  /** When it ends, in epoch milliseconds; infinite for a cookie of the session. */
  readonly expires: number;
}

/**
 * The cookies that one origin set (RFC 6265), for requests to exactly that origin: a `Domain` widens nothing. Load balancers pin a
 * session to the node that has its state with them.
 */
export class CookieJar {
  readonly #host: string;
  readonly #secure: boolean;
  readonly #now: () => number;
  /** By name and path, oldest first. */
  readonly #cookies = new Map<string, Cookie>();
  #bytes = 0;

  /** `now` gives epoch milliseconds. */
  constructor(origin: string, now: () => number = Date.now) {
    const url = new URL(origin);
    this.#host = url.hostname;
    this.#secure = url.protocol === "https:";
    this.#now = now;
  }

  /** Takes the cookies of a response to a request for `path`; whether there were any. */
  take(headers: readonly Buffer[], path: string): boolean {
    const set = headerValues(headers, "set-cookie");
    for (const one of set) this.#set(one, path);
    return set.length > 0;
  }

  /** The `Cookie` header for a request for `path`, longer paths first; undefined: none. */
  header(path: string): string | undefined {
    if (this.#cookies.size === 0) return undefined;
    const now = this.#now();
    const target = path.split("?", 1)[0] as string;
    const found: Cookie[] = [];
    for (const [key, cookie] of this.#cookies) {
      if (cookie.expires <= now) this.#remove(key);
      else if (matches(target, cookie.path)) found.push(cookie);
    }
    found.sort((a, b) => b.path.length - a.path.length);
    return found.length === 0 ? undefined : found.map(({ name, value }) => `${name}=${value}`).join("; ");
  }

  /** When the first cookie ends, in epoch milliseconds. */
  get nextExpiry(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { expires } of this.#cookies.values()) next = Math.min(next, expires);
    return next;
  }

  #set(text: string, requested: string): void {
    const [pair = "", ...rest] = text.split(";");
    const at = pair.indexOf("=");
    const name = pair.slice(0, Math.max(0, at)).trim();
    const value = pair.slice(at + 1).trim();
    if (name === "" || name.length + value.length > MAX_COOKIE_BYTES || !PRINTABLE.test(name + value)) return;
    const attributes = new Map<string, string>();
    for (const attribute of rest) {
      const [key = "", ...words] = attribute.split("=");
      attributes.set(key.trim().toLowerCase(), words.join("=").trim());
    }
    const domain = attributes.get("domain")?.replace(/^\./, "").toLowerCase();
    if (domain !== undefined && domain !== "" && !isWithin(this.#host, domain)) return;
    if (attributes.has("secure") && !this.#secure) return;
    const own = attributes.get("path");
    const path = own?.startsWith("/") === true && PRINTABLE.test(own) ? own : defaultPath(requested);
    const key = `${name}\n${path}`;
    const expires = this.#expiry(attributes);
    this.#remove(key);
    if (expires <= this.#now()) return;
    const cookie = { name, value, path, expires };
    const bytes = bytesOf(cookie);
    for (const oldest of this.#cookies.keys()) {
      if (this.#bytes + bytes <= MAX_BYTES) break;
      this.#remove(oldest);
    }
    if (this.#bytes + bytes > MAX_BYTES) return;
    this.#cookies.set(key, cookie);
    this.#bytes += bytes;
  }

  /** `Max-Age` goes before `Expires`; what cannot be read is as if it were absent (RFC 6265 section 5.2). */
  #expiry(attributes: ReadonlyMap<string, string>): number {
    const age = attributes.get("max-age");
    if (age !== undefined && /^-?\d+$/.test(age)) return Number(age) <= 0 ? 0 : this.#now() + Number(age) * 1000;
    const date = Date.parse(attributes.get("expires") ?? "");
    return Number.isNaN(date) ? Number.POSITIVE_INFINITY : date;
  }

  #remove(key: string): void {
    const cookie = this.#cookies.get(key);
    if (cookie === undefined) return;
    this.#cookies.delete(key);
    this.#bytes -= bytesOf(cookie);
  }
}

const bytesOf = ({ name, value, path }: Cookie): number =>
  2 * (2 * name.length + value.length + 2 * path.length) + OVERHEAD_BYTES;

const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/** RFC 6265 section 5.1.4. */
function defaultPath(requested: string): string {
  const path = requested.split("?", 1)[0] as string;
  const last = path.lastIndexOf("/");
  return last <= 0 ? "/" : path.slice(0, last);
}

function matches(target: string, path: string): boolean {
  if (!target.startsWith(path)) return false;
  return target.length === path.length || path.endsWith("/") || target[path.length] === "/";
}
