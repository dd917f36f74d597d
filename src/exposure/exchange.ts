import type { IncomingMessage, ServerResponse } from "node:http";
import { MAX_NAME_BYTES } from "../model/bounds.js";
import { ProxyError } from "../model/errors.js";
import type { Principal } from "../model/principal.js";
import type { View } from "../model/view.js";
import type { Lease } from "./budget.js";

/** One HTTP request on an endpoint, its caller verified and its body read. */
export interface EndpointRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly principal: Principal;
  /** The endpoint's path without prefix. */
  readonly endpoint: string;
  readonly view: View;
  /** What the request has of the budget of calls; whoever answers it gives it back. */
  lease: Lease | undefined;
}

/** Characters a header may have that is compared; `Mcp-Name` repeats a name in base64 and is held to the body's. */
const MAX_COMPARED = 2 * MAX_NAME_BYTES;

/**
 * A header's one value; undefined when it is absent. Node joins what was sent twice. Throws HEADERS_TOO_LARGE for one that is
 * longer than anything it could be compared with.
 */
export function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  if (typeof value !== "string") return undefined;
  if (value.length > MAX_COMPARED) {
    throw new ProxyError("HEADERS_TOO_LARGE", `The header ${name} is longer than ${MAX_COMPARED} bytes`);
  }
  return value;
}
