import type { Call, Caller } from "../model/call.js";
import type { Message } from "../model/message.js";
import { splice } from "../wire/splice.js";
import type { Exchange } from "./exchanges.js";

/** Tasks whose progress may still come; the oldest goes first. */
const MOST = 1000;

/**
 * Progress of tasks (2025-11-25): the token of a call that made a task is good for as long as the task runs, long after the
 * call was answered.
 */
export class TaskProgress {
  readonly #known = new Map<number, { readonly token: Buffer; readonly caller: Caller }>();

  /** A call was answered; if it made a task and has a token, that is kept. */
  answered(answer: Message, call: Call, { id, token }: Exchange): void {
    if (token === undefined || call.message.member("task") === undefined || answer.member("task") === undefined) return;
    this.#known.set(id, { token, caller: call.caller });
    if (this.#known.size <= MOST) return;
    for (const oldest of this.#known.keys()) {
      this.#known.delete(oldest);
      return;
    }
  }

  /** Whose task reports progress, with the client's own token in place; undefined when it is nobody's. */
  of(message: Message): { readonly caller: Caller; readonly message: Message } | undefined {
    const span = message.member("progressToken");
    const known = span === undefined ? undefined : this.#known.get(Number(message.raw(span)));
    if (span === undefined || known === undefined) return undefined;
    return { caller: known.caller, message: splice(message, [{ ...span, bytes: known.token }]) };
  }

  /** A session is gone. */
  forget(caller: Caller): void {
    for (const [id, known] of this.#known) if (known.caller === caller) this.#known.delete(id);
  }
}
