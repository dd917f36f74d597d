import type { Message } from "../model/message.js";
import type { HttpOwner, Sent } from "./owner.js";
import { lostWith } from "./replies.js";
import { refusalOf, type SessionRefusal } from "./session-recheck.js";

/** A request that may have been sent in a session. */
export interface SentInSession extends Sent {
  readonly inSession: boolean;
}

/**
 * Asks whether the session is lost that the refusal of a request may be about: then the request fails as one that may be sent again,
 * else `known` runs, with whether the session is over all the same. False: it is not to be asked about.
 */
export function doubted(
  { recheck, parts, receiver }: HttpOwner,
  sent: SentInSession,
  refusal: SessionRefusal,
  known: (ended: boolean) => void,
): boolean {
  const { id } = sent.out;
  if (id === undefined || !sent.inSession || recheck?.doubts(refusal) !== true) return false;
  void recheck.judge(refusal).then((verdict) => {
    if (sent.aborted) return;
    if (verdict === "lost") receiver.failed(id, lostWith(parts.upstream, refusal));
    else known(verdict === "ended");
  });
  return true;
}

/** The answer to a request arrived with this status: a result proves the session, an error may be about it. */
export function answered(owner: HttpOwner, sent: SentInSession, status: number, message: Message): void {
  const { receiver, recheck } = owner;
  const tell = (): void => receiver.message(message, sent.out.id);
  if (message.kind === "result" && sent.inSession) recheck?.prove();
  if (message.kind === "error" && doubted(owner, sent, refusalOf(status, message), tell)) return;
  tell();
}
