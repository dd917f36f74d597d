import type { ServerResponse } from "node:http";
import type { Principal } from "../model/principal.js";
import type { Log } from "../model/world.js";

/**
 * Why a reader is disconnected: it left too much `unread`, it read nothing for too long (`stalled`), it is most behind while all
 * readers together leave more unread than memory allows (`crowded`), or the upstream broke off within a message, so that nothing
 * can follow (`broken`).
 */
export type SlowReaderReason = "unread" | "stalled" | "crowded" | "broken";

/** The reader of a response, for the log. */
export interface Reader {
  readonly response: ServerResponse;
  readonly principal: Principal;
  readonly endpoint: string;
}

const CAUSES: Readonly<Record<SlowReaderReason, string>> = {
  unread: "the client left more than 512 KiB unread while more arrived",
  crowded: "memory for unread messages ran out, and this client had the most",
  stalled: "the client read no data for too long",
  broken: "the upstream ended within a long message",
};

/** Logs whose connection is cut, and why. */
export function logDisconnect(
  log: Log,
  { principal, endpoint }: Omit<Reader, "response">,
  why: SlowReaderReason,
): void {
  log.warn("client.slow_reader_disconnected", { principal: principal.label, endpoint, cause: CAUSES[why] });
}

/** Cuts a reader's connection and logs it. Idempotent. */
export function disconnect(log: Log, reader: Reader, why: SlowReaderReason): void {
  if (reader.response.destroyed) return;
  logDisconnect(log, reader, why);
  // An orderly end would wait behind all unread bytes. So the client finds the end where it stopped reading.
  reader.response.destroy();
}
