import type { IncomingMessage } from "node:http";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { mirroredTarget } from "../model/method-fates.js";
import { decodeHeaderValue } from "../wire/headers.js";
import { header } from "./exchange.js";

const SINGLE_HEADERS = ["mcp-method", "mcp-name"];

function mismatch(text: string): never {
  throw new ProxyError("HEADER_MISMATCH", text);
}

/** Throws HEADER_MISMATCH unless `MCP-Protocol-Version` is there and is `revision`, the body's; a notification may name none. */
export function checkVersionHeader(request: IncomingMessage, revision: string | undefined): void {
  const version = header(request, "mcp-protocol-version");
  if (version === undefined) mismatch("MCP-Protocol-Version is missing");
  if (revision !== undefined && version !== revision) mismatch("MCP-Protocol-Version and params._meta disagree");
}

/**
 * Throws HEADER_MISMATCH unless the headers of a modern request say what its body says. Rules are always decided on the body;
 * this only keeps those honest that look at headers alone.
 */
export function checkHeaders(request: IncomingMessage, message: Message): void {
  const method = header(request, "mcp-method");
  if (method === undefined) mismatch("Mcp-Method is missing");
  if (method !== message.method) mismatch("Mcp-Method and the body's method disagree");
  const named = header(request, "mcp-name");
  const target = message.kind === "request" ? mirroredTarget(message.method) : undefined;
  if (target !== undefined) {
    const name = message.text(message.member(target));
    if (name !== undefined) {
      if (named === undefined) mismatch(`Mcp-Name is missing: ${message.method} repeats params.${target} there`);
      if (named !== name && decodeHeaderValue(named) !== name) mismatch(`Mcp-Name and params.${target} disagree`);
      if (named === name && decodeHeaderValue(named) !== name) mismatch("Mcp-Name is no valid header value");
    }
  }
  if (named?.includes(",") || method.includes(",")) checkOnce(request.rawHeaders);
}

/** Node joins a header sent twice with a comma, so only values with one are looked at again. */
function checkOnce(rawHeaders: readonly string[]): void {
  for (const name of SINGLE_HEADERS) {
    let count = 0;
    for (let at = 0; at < rawHeaders.length; at += 2) {
      const raw = rawHeaders[at] as string;
      if (raw.length === name.length && raw.toLowerCase() === name) count++;
    }
    if (count > 1) mismatch(`${name} stands twice`);
  }
}
