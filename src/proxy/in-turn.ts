import type { Call } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { RPC } from "../model/protocol.js";

/** The codes by which one says that it has no such item, the more telling one first. */
export const NO_ITEM: readonly number[] = [RPC.RESOURCE_NOT_FOUND, RPC.INVALID_PARAMS];

/** What came of asking one upstream after the other. */
export interface TurnOutcome {
  /** The first answer that declined nothing. */
  readonly answer?: Message;
  /** The most telling of the answers that declined. */
  readonly refusal?: Message;
  /** The first failure to ask at all. */
  readonly failure?: ProxyError;
}

/**
 * Asks each candidate in turn until one does not decline (answers with one of `declining`, the most telling code first).
 * One that cannot be asked is passed over, unless what it may have must not be asked of others (`insists`). Rejects only when the call
 * is cancelled.
 */
export async function askInTurn<T>(
  call: Call,
  candidates: Iterable<T>,
  declining: readonly number[],
  ask: (candidate: T) => Promise<Message>,
  insists = false,
): Promise<TurnOutcome> {
  let best = declining.length;
  let refusal: Message | undefined;
  let failure: ProxyError | undefined;
  for (const candidate of candidates) {
    try {
      const answer = await ask(candidate);
      const rank = answer.kind === "error" ? declining.indexOf((answer.value as { code: number }).code) : -1;
      if (rank < 0) return { answer };
      if (rank < best) [best, refusal] = [rank, answer];
    } catch (thrown) {
      if (call.cancelled) throw thrown;
      failure ??= ProxyError.from(thrown);
      if (insists) break;
    }
  }
  return { ...(refusal && { refusal }), ...(failure && { failure }) };
}
