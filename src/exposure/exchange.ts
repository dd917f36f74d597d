import type { IncomingMessage, ServerResponse } from "node:http";
import type { Principal } from "../model/principal.js";
import type { View } from "../model/view.js";

/** One HTTP request on an endpoint, its caller verified and its body read. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly principal: Principal;
  /** The endpoint's path without prefix. */
  readonly endpoint: string;
  readonly view: View;
}

/** A header's one value; undefined when it is absent. Node joins what was sent twice. */
export function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
}
