import type { IncomingMessage } from "node:http";
import { ProxyError } from "../model/errors.js";

/** The media types that a client accepts as a reply. */
interface Accepts {
  readonly json: boolean;
  readonly events: boolean;
}

const BOTH: Accepts = { json: true, events: true };
const USUAL = new Set(["application/json, text/event-stream", "application/json,text/event-stream", "*/*"]);

/** Reads `Accept` (RFC 9110 section 12.5.1). A missing header and `*` + `/*` accept everything; `q=0` refuses. */
function accepts(header: string | undefined): Accepts {
  if (header === undefined || USUAL.has(header)) return BOTH;
  let json = false;
  let events = false;
  for (const part of header.split(",", 32)) {
    const [type, ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
    if (parameters.some((one) => /^q=0(\.0*)?$/.test(one))) continue;
    if (type === "*/*") return BOTH;
    json ||= type === "application/json" || type === "application/*";
    events ||= type === "text/event-stream" || type === "text/*";
  }
  return { json, events };
}

/** Throws NOT_ACCEPTABLE unless a client takes both forms of a reply to its POST, as every revision asks. */
export function checkAccept({ headers }: IncomingMessage): void {
  const { json, events } = accepts(headers.accept);
  if (!json || !events) {
    throw new ProxyError("NOT_ACCEPTABLE", "Accept must allow application/json and text/event-stream");
  }
}

/** Throws NOT_ACCEPTABLE unless a client takes an event stream, which is all that a GET answers. */
export function checkAcceptsEvents({ headers }: IncomingMessage): void {
  if (!accepts(headers.accept).events) throw new ProxyError("NOT_ACCEPTABLE", "Accept must allow text/event-stream");
}
