import { setImmediate } from "node:timers/promises";
import { within } from "../../base/within.js";
import { ProxyError } from "../../model/errors.js";
import type { Message } from "../../model/message.js";
import type { Principal } from "../../model/principal.js";
import { MODERN_REVISION } from "../../model/protocol.js";
import type { Transport } from "../../model/transport.js";
import { LinkFailure } from "../conversation/exchanges.js";
import { LegacyLink, type LegacyParts } from "../conversation/legacy.js";
import type { Link, LinkEvents, Opener } from "../conversation/link.js";
import { ModernLink, type ModernParts } from "../conversation/modern.js";
import { Probe } from "../conversation/probe.js";
import { describedRevisions, Refusal, type SpokenRevisions } from "../conversation/revisions.js";

/** The ways to an upstream. `http-modern` and `http-legacy` are Streamable HTTP in the two eras. */
export type ConnectionMethod = "stdio-modern" | "stdio-legacy" | "http-modern" | "http-legacy" | "sse";

/** What an upstream turned out to be; remembered until it fails. */
export interface EraVerdict {
  readonly way: ConnectionMethod;
  /** The legacy revision the upstream named, for `initialize`; undefined: it named none. */
  readonly revision: string | undefined;
}

/** How to reach one upstream; made by `assemble`. */
export interface Dialer {
  /** The ways the file allows, in the order to try them. */
  readonly ways: readonly ConnectionMethod[];
  /** The legacy revision to offer where the upstream has named none; undefined: the newest. */
  readonly revision: string | undefined;
  transport(way: ConnectionMethod, principal: Principal): Transport;
  /** Milliseconds from nothing to a link that answered its handshake. */
  readonly connectTimeout: number;
}

/** What every link of an upstream is given. */
export interface ConnectParts {
  readonly dialer: Dialer;
  readonly legacy: Omit<LegacyParts, "transport" | "opener" | "events">;
  readonly modern: Omit<ModernParts, "transport" | "events">;
}

/** A link that answered its handshake, and the way it took. */
export interface Connected extends EraVerdict {
  readonly link: Link;
}

/** Where the ids of a legacy link begin while it shares a child with the probe of the modern era. */
const LEGACY_IDS = 1_000_000;

/**
 * Opens a link: by the remembered way when there is one, else by trying the allowed ways, modern before legacy.
 * A refused credential is never evidence of an era. Rejects with a ProxyError that names the upstream and the stage, and
 * with DRAINING once `signal` aborts, when what was opened is closed again.
 */
export async function connect(
  parts: ConnectParts,
  principal: Principal,
  opener: Opener,
  events: LinkEvents,
  known: EraVerdict | undefined,
  signal: AbortSignal,
): Promise<Connected> {
  const attempt = new Attempt(parts, principal, opener, events, known?.revision ?? parts.dialer.revision);
  const { upstream } = parts.legacy;
  const { connectTimeout } = parts.dialer;
  let timer: NodeJS.Timeout | undefined;
  let stop = (): void => undefined;
  const deadline = new Promise<never>((_, reject) => {
    stop = () => reject(new ProxyError("DRAINING", `${upstream} is being removed`));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
    if (connectTimeout <= 0) return;
    timer = setTimeout(() => {
      reject(
        attempt.refusal ??
          new ProxyError(
            "UPSTREAM_TIMEOUT",
            `${upstream}: no reply to the MCP handshake within ${connectTimeout / 1000} s (timeouts.connect)`,
            {
              data: { timeout: "connect" },
            },
          ),
      );
    }, connectTimeout);
  });
  try {
    return await Promise.race([attempt.run(known === undefined ? parts.dialer.ways : [known.way]), deadline]);
  } catch (error) {
    const closed = attempt.abandon();
    if (signal.aborted) await closed;
    throw error instanceof LinkFailure || error instanceof Refusal ? error.error : ProxyError.from(error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

/** Why one way did not lead anywhere: whether to try the next. */
class WrongWay extends Error {
  readonly error: ProxyError;
  constructor(error: ProxyError) {
    super(error.message, { cause: error });
    this.error = error;
  }
}

class Attempt {
  readonly #parts: ConnectParts;
  readonly #principal: Principal;
  readonly #opener: Opener;
  readonly #events: LinkEvents;
  #links: Link[] = [];
  #abandoned = false;
  /** The legacy revision to offer; undefined: the newest. */
  #revision: string | undefined;
  /** The refusal of `initialize`, while the answer to `server/discover` may still decide otherwise. */
  refusal: ProxyError | undefined;

  constructor(
    parts: ConnectParts,
    principal: Principal,
    opener: Opener,
    events: LinkEvents,
    revision: string | undefined,
  ) {
    this.#revision = revision;
    this.#parts = parts;
    this.#principal = principal;
    this.#opener = opener;
    this.#events = events;
  }

  /** Closes what was opened, and opens nothing more. */
  async abandon(): Promise<void> {
    this.#abandoned = true;
    await Promise.all(this.#links.map((link) => link.close()));
  }

  /** Keeps a link for `abandon`; refuses it when that was already. */
  #keep<L extends Link>(link: L): L {
    if (this.#abandoned)
      throw new ProxyError(
        "UPSTREAM_UNAVAILABLE",
        `${this.#parts.legacy.upstream}: the connection attempt was abandoned`,
      );
    this.#links.push(link);
    return link;
  }

  async run(ways: readonly ConnectionMethod[]): Promise<Connected> {
    let last: ProxyError | undefined;
    for (let at = 0; at < ways.length; at++) {
      const way = ways[at] as ConnectionMethod;
      try {
        const [link, taken] =
          way === "stdio-modern" && ways[at + 1] === "stdio-legacy"
            ? await this.#stdio()
            : ([await this.#take(way), way] as const);
        for (const other of this.#links) if (other !== link && other.closed === undefined) void other.close();
        return { link, way: taken, revision: this.#revision };
      } catch (error) {
        if (!(error instanceof WrongWay)) throw error;
        last = error.error;
        // A moment later the connection that brought the refusal is free for the next question.
        await setImmediate();
      }
    }
    throw (
      last ??
      new ProxyError(
        "UPSTREAM_UNAVAILABLE",
        `${this.#parts.legacy.upstream}: no way to connect is left by transport and protocol`,
      )
    );
  }

  #take(way: ConnectionMethod): Promise<Link> {
    return way === "http-modern" || way === "stdio-modern" ? this.#modern(way) : this.#legacy(way);
  }

  async #modern(way: ConnectionMethod): Promise<Link> {
    const link = this.#modernLink(this.#parts.dialer.transport(way, this.#principal));
    await link.transportOpen();
    let answer: Message;
    try {
      answer = await link.discover().promise;
    } catch (error) {
      throw this.#notModern(error);
    }
    this.#adopt(link, answer);
    return link;
  }

  #modernLink(transport: Transport): ModernLink {
    return this.#keep(new ModernLink({ ...this.#parts.modern, transport, events: this.#events }));
  }

  /** Takes a description that names the modern era, or says that this is not the way. */
  #adopt(link: ModernLink, answer: Message): void {
    const { modern, legacy } = describedRevisions(answer);
    if (modern && answer.kind === "result") {
      link.adopt(answer);
      return;
    }
    this.#revision = legacy;
    const { upstream } = this.#parts.legacy;
    const { message } = (answer.kind === "error" ? (answer.value ?? {}) : {}) as { message?: string };
    const said =
      answer.kind === "error"
        ? `${upstream} refused ${MODERN_REVISION}: ${message ?? "no reason given"}`
        : `${upstream} does not name ${MODERN_REVISION} in its answer to server/discover`;
    const error = new ProxyError("UPSTREAM_PROTOCOL", said);
    throw modern ? error : new WrongWay(error);
  }

  #notModern(error: unknown): unknown {
    if (!(error instanceof LinkFailure)) return error;
    const { status } = error;
    if (status === undefined || status === 401 || status === 403 || status === 429) return error;
    if (status >= 502 && status <= 504) return error;
    return new WrongWay(error.error);
  }

  async #legacy(way: ConnectionMethod): Promise<Link> {
    const transport = this.#parts.dialer.transport(way, this.#principal);
    const link = this.#legacyLink(transport);
    try {
      await link.transportOpen();
      await link.open(this.#revision);
    } catch (error) {
      throw notThisTransport(error, way);
    }
    return link;
  }

  #legacyLink(transport: Transport, firstId = 1): LegacyLink {
    const { legacy } = this.#parts;
    return this.#keep(new LegacyLink({ ...legacy, transport, firstId, opener: this.#opener, events: this.#events }));
  }

  /**
   * One child, both questions: `server/discover` first and, once that is answered without the modern era or after a wait,
   * `initialize`. A child that exits at a request before `initialize` is started again and only initialised.
   */
  async #stdio(): Promise<[Link, ConnectionMethod]> {
    const { dialer } = this.#parts;
    const transport = dialer.transport("stdio-modern", this.#principal);
    const modern = this.#modernLink(transport);
    const legacy = this.#legacyLink(transport, LEGACY_IDS);
    const probe = new Probe(modern, legacy);
    await transport.open(probe);
    const discovered = describedBy(modern);
    const patience = Math.min(5000, Math.max(500, dialer.connectTimeout / 3));
    try {
      const first = await within(discovered, patience);
      this.#revision = first?.legacy;
      const described = first?.modern === true ? first : await this.#initialised(legacy, modern, first ?? discovered);
      if (described !== undefined) {
        this.#adopt(modern, described.answer);
        probe.decide(modern);
        legacy.retire();
        return [modern, "stdio-modern"];
      }
      probe.decide(legacy);
      modern.retire();
      return [legacy, "stdio-legacy"];
    } catch (error) {
      if (!probe.died) throw error;
      return [await this.#legacy("stdio-legacy"), "stdio-legacy"];
    }
  }

  /**
   * Undefined once `initialize` is accepted; a description that names the modern era when that comes first. A refused
   * `initialize` decides nothing before `server/discover` is answered: a server of both eras that reads both requests at once
   * describes itself, and refuses the handshake of the other era.
   */
  #initialised(
    legacy: LegacyLink,
    modern: ModernLink,
    discovered: Described | Promise<Described>,
  ): Promise<Described | undefined> {
    const described = Promise.resolve(discovered).then((found) => (found.modern ? found : undefined));
    const opened = legacy.open(this.#revision).then(
      () => undefined,
      async (refused: unknown) => {
        if (!(refused instanceof Refusal)) throw refused;
        this.refusal = refused.error;
        let found = await described.catch(() => undefined);
        // The refusal itself names the modern era: its description was asked for too early.
        if (found === undefined && refused.provesModern) found = await describedBy(modern);
        if (found?.modern !== true) throw refused;
        return found;
      },
    );
    return Promise.race([opened, described.then((found) => found ?? never<Described>(), never<Described>)]);
  }
}

async function describedBy(link: ModernLink): Promise<Described> {
  const answer = await link.discover().promise;
  return { answer, ...describedRevisions(answer) };
}

/** An answer to `server/discover`, and what it says. */
interface Described extends SpokenRevisions {
  readonly answer: Message;
}

function never<T>(): Promise<T> {
  return new Promise<T>(() => undefined);
}

/** Whether a failed legacy handshake over Streamable HTTP means that HTTP+SSE may be spoken instead (2025-03-26, backwards compatibility). */
function notThisTransport(error: unknown, way: ConnectionMethod): unknown {
  if (!(error instanceof LinkFailure)) {
    const { status } = (error as ProxyError).data ?? {};
    return way === "sse" && typeof status === "number" && status !== 401 && status !== 403
      ? new WrongWay(error as ProxyError)
      : error;
  }
  const { status } = error;
  const elsewhere = status !== undefined && [400, 404, 405, 406, 415].includes(status);
  return elsewhere ? new WrongWay(error.error) : error;
}
