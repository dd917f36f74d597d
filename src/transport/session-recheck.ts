import type { Message } from "../model/message.js";
import { MODERN_CODES, RPC } from "../model/protocol.js";

/** A session that was found alive, or could not be replaced, is not asked about again for so long, in milliseconds. */
const INTERVAL_MS = 1000;
/** A session that has answered nothing yet may be refused for good; it is asked about only at this age, in milliseconds. */
const UNPROVEN_AGE_MS = 5000;

/** How an upstream refused a request. */
export interface SessionRefusal {
  readonly status: number;
  /** Its words, without what differs from one request to the next; equal for equal refusals. */
  readonly words: string;
  /** An overload or a gateway speaks, not the session: never doubted. */
  readonly elsewhere: boolean;
  /** Whether the session alone decides whether a person has to sign in: then it is asked about whenever it is needed. */
  readonly beforeSignIn: boolean;
}

/** What to ask of the upstream. */
export interface SessionQuestions {
  /** A harmless request in the session: the refusal, or undefined when it was answered or could not be sent. */
  again(): Promise<SessionRefusal | undefined>;
  /** `initialize` without the session: whether it was answered with a result. */
  anew(): Promise<boolean>;
}

/** `lost`: the session is unknown and the request did not run; `ended`: it is unknown, and the request may have run. */
export type SessionVerdict = "lost" | "ended" | "known";

/**
 * Finds out by trying whether a session is lost, because servers say so in any words: 400, 401, 410, 422, 500, 503, or 200 with an error.
 *
 * The rule: a refused request of a session is doubted. A harmless request is sent in the same session. Where that is answered, the
 * session is known, and the refusal is about the request. Where it is refused, too, a fresh `initialize` is sent; only if that works is the
 * session lost. The request may then be sent again, because it was refused before anybody looked at it:
 * - with 4xx, which says so;
 * - with 5xx or an error in 2xx, which a request that ran may also end with, only where the harmless request was refused in the same words.
 * Not doubted are 404, which means a lost session by the specification, 429, and what a gateway or an overload says (502, 504, 503
 * with Retry-After), because the request may run behind it.
 */
export class SessionRecheck {
  readonly #questions: SessionQuestions;
  readonly #since = performance.now();
  #asking: Promise<SessionRefusal | undefined> | undefined;
  #notBefore = 0;
  #proven = false;

  constructor(questions: SessionQuestions) {
    this.#questions = questions;
  }

  /** The session answered a request with a result. */
  prove(): void {
    this.#proven = true;
  }

  /** Whether a refusal is to be asked about. */
  doubts(refusal: SessionRefusal): boolean {
    const { status, elsewhere, beforeSignIn } = refusal;
    if (elsewhere || status === 404 || (status >= 300 && status < 400)) return false;
    const now = performance.now();
    if (this.#asking !== undefined) return true;
    if (!this.#proven && now - this.#since < UNPROVEN_AGE_MS) return false;
    return beforeSignIn || now >= this.#notBefore;
  }

  async judge(refusal: SessionRefusal): Promise<SessionVerdict> {
    this.#asking ??= this.#ask();
    const other = await this.#asking;
    if (other === undefined) return "known";
    const refusedUnread = refusal.status >= 400 && refusal.status < 500;
    return refusedUnread || refusal.words === other.words ? "lost" : "ended";
  }

  /** How the session refuses a harmless request, which is kept once it is lost; undefined: it is known, or no other is to be had. */
  async #ask(): Promise<SessionRefusal | undefined> {
    const refusal = await this.#questions.again();
    if (refusal !== undefined && !refusal.elsewhere && (await this.#questions.anew())) return refusal;
    this.#notBefore = performance.now() + INTERVAL_MS;
    this.#asking = undefined;
    return undefined;
  }
}

/** How much of a refusal is compared, in characters. */
const MAX_WORDS = 2048;

/** The words of a refusal without numbers and ids, which differ from one request to the next. */
export function wordsOf(status: number, text: string): string {
  const words = text.slice(0, MAX_WORDS).replace(/[0-9a-f-]+/gi, (word) => (/\d/.test(word) ? "#" : word));
  return `${status} ${words}`;
}

/** What a JSON-RPC error says of the session. Codes that only a request can cause, or that belong to the other era, say nothing of it. */
export function refusalOf(status: number, answer: Message): SessionRefusal {
  const { code, message } = answer.value as { code?: unknown; message?: unknown };
  const aboutRequest = code === RPC.METHOD_NOT_FOUND || code === RPC.URL_ELICITATION_REQUIRED || MODERN_CODES.has(code);
  return {
    status,
    words: `${String(code)} ${wordsOf(status, String(message))}`,
    elsewhere: aboutRequest,
    beforeSignIn: status === 401,
  };
}
