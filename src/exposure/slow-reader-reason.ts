import type { ServerResponse } from "node:http";
import type { Principal } from "../model/principal.js";
import type { Log } from "../model/world.js";

/**
 * Why a reader is given up: it left too much `unread`, it took nothing for too long (`stalled`), it is the one most behind when all
 * readers together leave more than memory allows (`crowded`), or what it was being given was `broken` off within by the upstream,
 * so that nothing can follow.
 */
export type SlowReaderReason = "unread" | "stalled" | "crowded" | "broken";

/** Who reads a response, as far as an operator wants to know. */
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

/** Says whose connection is cut, and why. */
export function logDisconnect(
  log: Log,
  { principal, endpoint }: Omit<Reader, "response">,
  why: SlowReaderReason,
): void {
  log.warn("client.slow_reader_disconnected", { principal: principal.label, endpoint, cause: CAUSES[why] });
}

/** Cuts a reader's connection and says so; nothing when it is cut already. */
export function disconnect(log: Log, reader: Reader, why: SlowReaderReason): void {
  if (reader.response.destroyed) return;
  logDisconnect(log, reader, why);
  // What ends in good order would wait behind all that is not read. The client finds the end where it stopped reading.
  reader.response.destroy();
}
