import type { ServerResponse } from "node:http";
import type { ProxyError } from "../model/errors.js";
import { fromProxyError } from "../wire/build.js";
import { isHeaderValue } from "../wire/headers.js";

const NULL = Buffer.from("null");

/**
 * Ends a response with an error alone: its HTTP status, and a JSON-RPC error with the request's id where it is known.
 * `WWW-Authenticate` comes from `data.challenge` (UNAUTHENTICATED, FORBIDDEN), `Retry-After` from `data.retryAfter`.
 */
export function refuse(response: ServerResponse, error: ProxyError, id: Buffer = NULL): void {
  if (response.headersSent || response.destroyed) return;
  const { challenge, ...data } = error.data ?? {};
  const { retryAfter } = data;
  if (typeof challenge === "string" && isHeaderValue(challenge)) response.setHeader("WWW-Authenticate", challenge);
  if (typeof retryAfter === "number") response.setHeader("Retry-After", String(Math.ceil(retryAfter)));
  const status = error.row.http;
  // The rest of the body is not read.
  if (status === 413 || status === 415 || status === 431) response.setHeader("Connection", "close");
  const { bytes } = fromProxyError(id, { message: error.message, row: error.row, data });
  response.writeHead(status, { "Content-Type": "application/json", "Content-Length": bytes.length });
  response.end(bytes);
}
