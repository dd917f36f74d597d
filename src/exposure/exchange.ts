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
  /** The request's part of the budget of calls, until its answer. */
  lease: Lease | undefined;
}

/** The longest header that is compared with the body: `Mcp-Name` may repeat a name in base64. */
const MAX_COMPARED = 2 * MAX_NAME_BYTES;

/**
 * The value of a header; undefined when it is absent. Node joins repeated headers with a comma. Throws HEADERS_TOO_LARGE for a value
 * that is longer than any text in a body that it could equal.
 */
export function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  if (typeof value !== "string") return undefined;
  if (value.length > MAX_COMPARED) {
    throw new ProxyError("HEADERS_TOO_LARGE", `The header ${name} is longer than ${MAX_COMPARED} bytes`);
  }
  return value;
}
