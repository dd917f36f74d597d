import { setMaxListeners } from "node:events";
import { ProxyError } from "../../model/errors.js";
import type { Principal } from "../../model/principal.js";
import type { LinkEvents, Opener } from "../conversation/link.js";
import type { SpokenRevisions } from "../conversation/revisions.js";
import { type Connected, type ConnectionMethod, type ConnectParts, connect, type EraVerdict } from "./connect.js";
import { Turns } from "./turns.js";

/** Handshakes with one upstream at the same time: when it comes back, everybody comes at once. */
const MAX_HANDSHAKES = 32;

/** Opens the links of one upstream, and remembers what the upstream turned out to be. */
export class Opening {
  readonly #parts: ConnectParts;
  /** What is being opened, and what ends it. */
  readonly #attempts = new Set<Promise<unknown>>();
  readonly #stop = new AbortController();
  readonly #turns: Turns;
  #verdict: EraVerdict | undefined;

  constructor(parts: ConnectParts, several: () => boolean) {
    this.#parts = parts;
    this.#turns = new Turns({ most: MAX_HANDSHAKES, queue: Number.POSITIVE_INFINITY, several });
    // One for each handshake; more than ten look like a leak to Node.
    setMaxListeners(MAX_HANDSHAKES, this.#stop.signal);
  }

  /** The way that worked last; undefined: none has yet. */
  get way(): ConnectionMethod | undefined {
    return this.#verdict?.way;
  }

  /** By the remembered way; when the upstream became something else, from the beginning, once. */
  async open(principal: Principal, opener: Opener, events: LinkEvents): Promise<Connected> {
    const { key } = principal;
    if (this.#turns.free(key)) this.#turns.take(key);
    else await new Promise<void>((go) => void this.#turns.wait(key, { go, giveWay: go }));
    try {
      return await this.#open(principal, opener, events);
    } finally {
      this.#turns.leave(key);
    }
  }

  async #open(principal: Principal, opener: Opener, events: LinkEvents): Promise<Connected> {
    const known = this.#verdict;
    try {
      return await this.#attempt(principal, opener, events, known);
    } catch (error) {
      const changed =
        error instanceof ProxyError && (error.code === "UPSTREAM_PROTOCOL" || error.data?.status !== undefined);
      if (known === undefined || !changed) throw error;
      this.#verdict = undefined;
      return await this.#attempt(principal, opener, events, undefined);
    }
  }

  async #attempt(
    principal: Principal,
    opener: Opener,
    events: LinkEvents,
    verdict: EraVerdict | undefined,
  ): Promise<Connected> {
    const connecting = connect(this.#parts, principal, opener, events, verdict, this.#stop.signal);
    this.#attempts.add(connecting);
    const connected = await connecting.finally(() => this.#attempts.delete(connecting));
    this.#verdict = { way: connected.way, revision: connected.revision };
    return connected;
  }

  /** The upstream refused the revision of a modern link, and named others: the next link is opened in the legacy era. */
  refused({ legacy }: SpokenRevisions): void {
    const way = this.#verdict?.way === "stdio-modern" ? "stdio-legacy" : "http-legacy";
    if (this.#verdict?.way.endsWith("modern") === true && this.#parts.dialer.ways.includes(way)) {
      this.#verdict = { way, revision: legacy };
    }
  }

  /** Gives up what is being opened; resolves when nothing of it is left. */
  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#attempts);
  }
}
