/** What a client takes as a reply. */
export interface Accepts {
  readonly json: boolean;
  readonly events: boolean;
}

const BOTH: Accepts = { json: true, events: true };
const USUAL = new Set(["application/json, text/event-stream", "application/json,text/event-stream", "*/*"]);

/** Reads `Accept` (RFC 9110 section 12.5.1). A missing header and `*` + `/*` accept everything; `q=0` refuses. */
export function accepts(header: string | undefined): Accepts {
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
