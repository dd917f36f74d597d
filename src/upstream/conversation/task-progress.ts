import { BOUNDS } from "../../model/bounds.js";
import type { Call, Caller } from "../../model/call.js";
import type { Message } from "../../model/message.js";
import { splice } from "../../wire/splice.js";
import type { Exchange } from "./exchanges.js";

/** Tasks whose progress may still come; the oldest goes first. */
const MAX_TASKS = 1000;
const MAX_BYTES = BOUNDS["upstream.taskTokens"].bytes;
/** What a task costs beside its token. */
const PER_TASK = 256;

/**
 * Progress of tasks (2025-11-25): the token of a call that made a task is good for as long as the task runs, long after the
 * call was answered.
 */
export class TaskProgress {
  readonly #known = new Map<number, { readonly token: Buffer; readonly caller: Caller }>();
  #bytes = 0;

  /** A call was answered; if it made a task and has a token, that is kept. */
  answered(answer: Message, call: Call, { id, token }: Exchange): void {
    if (token === undefined || call.message.member("task") === undefined || answer.member("task") === undefined) return;
    this.#known.set(id, { token, caller: call.caller });
    this.#bytes += PER_TASK + token.length;
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MAX_TASKS && this.#bytes <= MAX_BYTES) return;
      this.#drop(oldest);
    }
  }

  /** Whose task reports progress, with the client's own token in place; undefined when it is nobody's. */
  of(message: Message): { readonly caller: Caller; readonly message: Message } | undefined {
    const span = message.member("progressToken");
    const known = span === undefined ? undefined : this.#known.get(Number(message.raw(span)));
    if (span === undefined || known === undefined) return undefined;
    return { caller: known.caller, message: splice(message, [{ ...span, bytes: known.token }]) };
  }

  #drop(id: number): void {
    this.#bytes -= PER_TASK + (this.#known.get(id)?.token.length ?? 0);
    this.#known.delete(id);
  }

  /** A session is gone. */
  forget(caller: Caller): void {
    for (const [id, known] of this.#known) if (known.caller === caller) this.#drop(id);
  }
}
