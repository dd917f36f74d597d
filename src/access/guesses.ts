import { hash } from "node:crypto";
import { createRecent } from "../base/recent.js";
import { fullBucket, refill, secondsToToken, type TokenBucket } from "../base/token-bucket.js";
import type { Access, AccessRequest } from "../model/access.js";
import { BOUNDS } from "../model/bounds.js";
import { ProxyError } from "../model/errors.js";
import type { Principal } from "../model/principal.js";
import type { Clock, Log } from "../model/world.js";
import type { ClientAddress } from "./client-address.js";

/** The parts that the limit of guesses is made of. */
export interface GuessOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly addressOf: ClientAddress;
  /** The number of wrong credentials one source may show at once, and again each minute. */
  readonly perMinute: number;
}

/** Bounds the credentials a source can try out; its memory outlives a reload. */
export interface Guesses {
  /**
   * The same access, with the wrong credentials of each source counted. A source that has shown too many is answered
   * RATE_LIMITED, and what it shows is not looked at, until the minute gives it the next try. Never held up: requests without a
   * credential, and credentials that were right from that source before. Not counted: the same wrong credential once more, and
   * one that was right once or that its issuer did sign (expired, or meant for another endpoint).
   */
  limit(access: Access): Access;
}

interface Source extends TokenBucket {
  told: number;
}

const MAX_SOURCES = 10_000;
const MAX_REMEMBERED = 20_000;
const MAX_BYTES = BOUNDS["access.guesses"].bytes;
const MAX_SOURCES_OF_ONE = 1000;
const LOG_INTERVAL_MS = 60_000;

/** Counts in memory, per source; each of its memories is bounded, the one not touched for longest goes first. */
export function limitGuesses({ clock, log, addressOf, perMinute }: GuessOptions): Guesses {
  const sources = createRecent<Source>(MAX_SOURCES, MAX_BYTES / 4);
  /** Sources without a try left: while there is none, a right credential costs nothing here. */
  const shut = new Set<string>();
  /** `source hash`: what was right, and what was wrong, lately. */
  const right = createRecent<true>(MAX_REMEMBERED, (MAX_BYTES * 3) / 8);
  const wrong = createRecent<true>(MAX_REMEMBERED, (MAX_BYTES * 3) / 8);
  const noted = new WeakMap<Principal, Set<string>>();
  let swept = clock.monotonic();

  const rate = { perMinute, burst: perMinute };
  const refilled = (source: Source): number => refill(source, rate, clock.monotonic());

  function isShut(address: string): number {
    const now = clock.monotonic();
    if (now - swept > LOG_INTERVAL_MS) {
      swept = now;
      for (const one of shut) if (refilled(sources.peek(one) as Source) >= 1) shut.delete(one);
    }
    if (!shut.has(address)) return 0;
    const source = sources.peek(address) as Source;
    refilled(source);
    const wait = secondsToToken(source, rate);
    if (wait === 0) shut.delete(address);
    return wait;
  }

  function check(request: AccessRequest): void {
    const credential = presented(request);
    if (credential === undefined) return;
    const address = addressOf(request);
    const retryAfter = isShut(address);
    if (retryAfter === 0 || right.get(keyOf(address, credential)) === true) return;
    throw new ProxyError("RATE_LIMITED", `Too many wrong credentials from this address; try again in ${retryAfter} s`, {
      data: { retryAfter },
    });
  }

  function found(request: AccessRequest, principal: Principal): Principal {
    const address = addressOf(request);
    const known = noted.get(principal);
    if (known?.has(address)) return principal;
    if (known === undefined) noted.set(principal, new Set([address]));
    else {
      if (known.size >= MAX_SOURCES_OF_ONE) known.clear();
      known.add(address);
    }
    const credential = presented(request);
    if (credential !== undefined) right.set(keyOf(address, credential), true);
    return principal;
  }

  function refused(request: AccessRequest, thrown: unknown): unknown {
    const error = ProxyError.from(thrown);
    const credential = error.code === "UNAUTHENTICATED" && !isGenuine(error) ? presented(request) : undefined;
    if (credential === undefined) return thrown;
    const address = addressOf(request);
    const key = keyOf(address, credential);
    if (right.get(key) === true || wrong.get(key) === true) return thrown;
    wrong.set(key, true);
    let source = sources.get(address);
    if (source === undefined) {
      source = { ...fullBucket(rate, clock.monotonic()), told: Number.NEGATIVE_INFINITY };
      if (sources.size === MAX_SOURCES) shut.delete(sources.oldest() as string);
      sources.set(address, source);
    }
    source.left = refilled(source) - 1;
    if (source.left >= 1) return thrown;
    shut.add(address);
    if (source.at - source.told > LOG_INTERVAL_MS) {
      source.told = source.at;
      log.warn("access.credential_guessing", { source: address, perMinute });
    }
    return thrown;
  }

  return {
    limit(access) {
      return {
        authenticate(request) {
          if (shut.size > 0) check(request);
          let principal: Principal | Promise<Principal>;
          try {
            principal = access.authenticate(request);
          } catch (thrown) {
            throw refused(request, thrown);
          }
          if (!(principal instanceof Promise)) return found(request, principal);
          return principal.then(
            (one) => found(request, one),
            (thrown: unknown) => {
              throw refused(request, thrown);
            },
          );
        },
        close: () => access.close(),
      };
    },
  };
}

/** The credential a request carries, as text; undefined: none. */
function presented({ headers }: AccessRequest): string | undefined {
  const { authorization } = headers;
  const key = headers["x-api-key"];
  if (authorization === undefined && key === undefined) return undefined;
  return `${String(key ?? "")}\n${String(authorization ?? "")}`;
}

const keyOf = (address: string, credential: string): string => `${address} ${hash("sha256", credential, "base64")}`;

/** Whether its issuer vouched for a credential that is refused all the same. */
function isGenuine(error: ProxyError): boolean {
  return error.cause instanceof ProxyError && error.cause.data?.genuine === true;
}
