import type { IncomingMessage } from "node:http";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { mirroredTarget } from "../model/method-fates.js";
import { MODERN_REVISION } from "../model/protocol.js";
import type { World } from "../model/world.js";
import { decodeHeaderValue } from "../wire/headers.js";
import { checkAccept } from "./accept.js";
import { type EndpointRequest, header } from "./exchange.js";
import { HttpReply } from "./http-reply.js";
import { type ModernCarrier, ModernConversation } from "./modern-conversation.js";
import type { Replies } from "./replies.js";

/** Stateless Streamable HTTP (2026-07-28). */
export interface ModernEdge {
  /** Whether a message is for this edge: what `MCP-Protocol-Version` or the message's `_meta` says. */
  isFor(exchange: EndpointRequest, message: Message): boolean;
  /** One message of a POST. Throws a ProxyError before anything was written. */
  post(exchange: EndpointRequest, message: Message): void;
  /** Ends every subscription with its result. */
  drain(): void;
}

/** All clients of an HTTP exposure in one conversation: a request has no session, and closing its response cancels it. */
export function createModernEdge(parts: { readonly replies: Replies; readonly world: World }): ModernEdge {
  const { replies, world } = parts;
  const carrier: ModernCarrier<EndpointRequest> = {
    session: undefined,
    checkVersion({ request }, { kind }, revision) {
      if (kind === "request") checkAccept(request);
      checkVersionHeader(request, revision);
    },
    checkHeaders: ({ request }, message) => checkHeaders(request, message),
    checkArguments: ({ request, view }, call) => view.checkHeaders?.(call, request.rawHeaders),
    reply: (exchange, { method }) =>
      new HttpReply(replies, exchange, undefined, { isCall: method !== "subscriptions/listen" }),
  };
  const conversation = new ModernConversation(carrier, world);

  return {
    isFor: ({ request }, message) =>
      header(request, "mcp-protocol-version") === MODERN_REVISION || conversation.declares(message),

    post(exchange, message) {
      const { response, lease } = exchange;
      if (response.destroyed && message.kind === "request") {
        // The response has closed already, so nothing would ever cancel the work.
        lease?.release();
        return;
      }
      conversation.accept(message, exchange);
      if (message.kind === "notification") response.writeHead(202, { "Content-Length": 0 }).end();
    },

    drain: () => conversation.drain(),
  };
}

const SINGLE_HEADERS = ["mcp-method", "mcp-name"];

function mismatch(text: string): never {
  throw new ProxyError("HEADER_MISMATCH", text);
}

/** `MCP-Protocol-Version` must be there and be the body's revision; a notification may name none. */
function checkVersionHeader(request: IncomingMessage, revision: string | undefined): void {
  const version = header(request, "mcp-protocol-version");
  if (version === undefined) mismatch("MCP-Protocol-Version is missing");
  if (revision !== undefined && version !== revision) mismatch("MCP-Protocol-Version contradicts params._meta");
}

/**
 * Throws HEADER_MISMATCH unless the headers of a modern request agree with its body. The proxy's rules use the body alone; this
 * check protects intermediaries that read the headers.
 */
function checkHeaders(request: IncomingMessage, message: Message): void {
  const method = header(request, "mcp-method");
  if (method === undefined) mismatch("Mcp-Method is missing");
  if (method !== message.method) mismatch("Mcp-Method contradicts the method in the body");
  const named = header(request, "mcp-name");
  const target = message.kind === "request" ? mirroredTarget(message.method) : undefined;
  if (target !== undefined) {
    const name = message.text(message.member(target));
    if (name !== undefined) {
      if (named === undefined) mismatch(`Mcp-Name is missing; ${message.method} requires params.${target} there`);
      if (named !== name && decodeHeaderValue(named) !== name) mismatch(`Mcp-Name contradicts params.${target}`);
      if (named === name && decodeHeaderValue(named) !== name) mismatch("Mcp-Name is not a valid header value");
    }
  }
  if (named?.includes(",") || method.includes(",")) checkOnce(request.rawHeaders);
}

/** Throws HEADER_MISMATCH for a repeated header. Node joins repeated headers with a comma, so only such values are checked. */
function checkOnce(rawHeaders: readonly string[]): void {
  for (const name of SINGLE_HEADERS) {
    let count = 0;
    for (let at = 0; at < rawHeaders.length; at += 2) {
      const raw = rawHeaders[at] as string;
      if (raw.length === name.length && raw.toLowerCase() === name) count++;
    }
    if (count > 1) mismatch(`Duplicate header ${name}`);
  }
}
