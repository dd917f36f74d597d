import { createHash } from "node:crypto";
import { canonicalJson } from "../../base/canonical-json.js";
import { NONCE_BYTES, openToken, sealBox } from "../../base/sealed-box.js";
import { BOUNDS } from "../../model/bounds.js";
import type { Call, Caller } from "../../model/call.js";
import { ProxyError } from "../../model/errors.js";
import type { World } from "../../model/world.js";

/** How many calls may wait for their user, and how long. */
export interface ParkedCallLimits {
  readonly perPrincipal: number;
  readonly total: number;
  /** Milliseconds from the question to the end of the wait. */
  readonly ttl: number;
}

/** A call that waits for its user; `expire` ends it upstream. */
export interface Parked {
  readonly caller: Caller;
  /** Bytes it keeps while it waits. */
  readonly bytes: number;
  expire(): void;
}

interface ParkedSlot<T extends Parked> {
  readonly id: string;
  readonly parked: T;
  readonly binding: string;
  readonly bytes: number;
  readonly expires: number;
}

const SWEEP_INTERVAL_MS = 1000;
const MAX_BYTES = BOUNDS["upstream.parked"].bytes;
const MAX_BYTES_OF_ONE = BOUNDS["upstream.parkedOfOne"].bytes;
const MAX_STATE_CHARS = 1024;
/** What a place costs beside the call in it. */
const PER_PLACE = 1024;

/**
 * Calls of legacy upstreams that wait for their user: the only state kept between two requests.
 * A place is named by a sealed `requestState` (AES-256-GCM over place and expiry, bound to principal, endpoint, upstream,
 * method and a digest of the parameters) and taken at most once.
 */
export class ParkedCalls<T extends Parked> {
  readonly #places = new Map<string, ParkedSlot<T>>();
  readonly #perPrincipal = new Map<string, number>();
  readonly #bytesOf = new Map<string, number>();
  #bytes = 0;
  readonly #limits: ParkedCallLimits;
  readonly #world: World;
  readonly #key: Buffer;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: ParkedCallLimits, world: World) {
    this.#limits = limits;
    this.#world = world;
    this.#key = world.random(32);
  }

  /** How long a question may wait for its answer, in milliseconds. */
  get ttl(): number {
    return this.#limits.ttl;
  }

  get size(): number {
    return this.#places.size;
  }

  /** Parks a call and answers its `requestState`; undefined when there is no room. */
  park(parked: T, call: Call, upstream: string): string | undefined {
    const owner = call.caller.principal.key;
    const mine = this.#perPrincipal.get(owner) ?? 0;
    if (this.#places.size >= this.#limits.total || mine >= this.#limits.perPrincipal) return undefined;
    const bytes = PER_PLACE + parked.bytes;
    const ownBytes = bytes + (this.#bytesOf.get(owner) ?? 0);
    if (this.#bytes + bytes > MAX_BYTES || ownBytes > MAX_BYTES_OF_ONE) return undefined;
    this.#bytes += bytes;
    this.#bytesOf.set(owner, ownBytes);
    const id = this.#world.random(16).toString("base64url");
    const expires = this.#world.clock.monotonic() + this.#limits.ttl;
    const bound = binding(call, upstream);
    this.#places.set(id, { id, parked, binding: bound, bytes, expires });
    this.#perPrincipal.set(owner, mine + 1);
    this.#timer ??= setInterval(() => this.#sweep(), SWEEP_INTERVAL_MS).unref();
    return sealBox(this.#key, this.#world.random(NONCE_BYTES), Buffer.from(bound), id).toString("base64url");
  }

  /** Takes the call a `requestState` names. Throws INVALID_PARAMS when it is forged, foreign, used or expired. */
  take(state: string, call: Call, upstream: string): T {
    const bound = binding(call, upstream);
    const id = openToken(this.#key, state, MAX_STATE_CHARS, Buffer.from(bound));
    const place = id === undefined ? undefined : this.#places.get(id);
    if (place?.binding !== bound) {
      throw new ProxyError(
        "INVALID_PARAMS",
        "requestState is not valid here: unknown, used, expired, or of another request",
      );
    }
    this.#remove(place);
    return place.parked;
  }

  /** Ends every parked call that `which` picks. */
  end(which: (parked: T) => boolean): void {
    for (const place of [...this.#places.values()]) {
      if (!which(place.parked)) continue;
      this.#remove(place);
      place.parked.expire();
    }
  }

  #remove(place: ParkedSlot<T>): void {
    this.#places.delete(place.id);
    const owner = place.parked.caller.principal.key;
    this.#bytes -= place.bytes;
    this.#bytesOf.set(owner, (this.#bytesOf.get(owner) ?? 0) - place.bytes);
    const left = (this.#perPrincipal.get(owner) ?? 1) - 1;
    if (left <= 0) {
      this.#perPrincipal.delete(owner);
      this.#bytesOf.delete(owner);
    } else this.#perPrincipal.set(owner, left);
    if (this.#places.size === 0 && this.#timer !== undefined) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  #sweep(): void {
    const now = this.#world.clock.monotonic();
    for (const place of [...this.#places.values()]) {
      if (place.expires > now) continue;
      this.#remove(place);
      place.parked.expire();
    }
  }
}

/** What a state is bound to: who, where, what, and with which parameters, whatever their key order or spacing. */
function binding(call: Call, upstream: string): string {
  const { message, caller } = call;
  const params = message.members
    .filter(({ key }) => key !== "_meta" && key !== "requestState" && key !== "inputResponses")
    .map(({ key, value }) => [key, JSON.parse(message.raw(value))] as const);
  const digest = createHash("sha256")
    .update(canonicalJson(Object.fromEntries(params)))
    .digest("hex");
  return JSON.stringify([
    caller.principal.key,
    caller.endpoint,
    caller.session ?? null,
    upstream,
    message.method,
    digest,
  ]);
}
