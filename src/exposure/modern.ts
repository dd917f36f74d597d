import { Call, type Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { clientRequest } from "../model/method-fates.js";
import type { EdgeRequest } from "../model/methods.js";
import { MODERN_REVISION } from "../model/protocol.js";
import type { World } from "../model/world.js";
import { accepts } from "./accept.js";
import { EventStream } from "./event-stream.js";
import type { EndpointRequest } from "./exchange.js";
import { HttpReply } from "./http-reply.js";
import { idOf } from "./id.js";
import { checkLengths } from "./lengths.js";
import { listen, type OpenSubscription } from "./listen.js";
import { modernAnswer, withoutOwnResponses } from "./modern-answer.js";
import { checkHeaders, checkVersionHeader } from "./modern-headers.js";
import { checkMeta, MetaReader, ModernCallers, readMeta } from "./modern-meta.js";
import { declared, isQuestion } from "./questions.js";
import { renderFailure } from "./render.js";
import type { Replies } from "./replies.js";
import { checkMethod, tellView } from "./told.js";

/** Stateless Streamable HTTP (2026-07-28). */
export interface ModernEdge {
  /** One message of a POST. Throws a ProxyError before anything was written. */
  post(exchange: EndpointRequest, message: Message): void;
  /** Ends every listening stream with its result. */
  drain(): void;
}

/** Whether a message is for this edge: what `_meta` or, without it, `MCP-Protocol-Version` says. */
export function isModern(version: string | undefined, message: Message): boolean {
  return (
    version === MODERN_REVISION || (message.member("_meta") !== undefined && readMeta(message).revision !== undefined)
  );
}

/** The edge of 2026-07-28: every request stands for itself. */
export function createModernEdge(parts: { readonly replies: Replies; readonly world: World }): ModernEdge {
  const { replies, world } = parts;
  const callers = new ModernCallers();
  const metas = new MetaReader();
  const subscribers = new Set<OpenSubscription>();

  async function run(exchange: EndpointRequest, message: Message, caller: Caller): Promise<void> {
    const { view, request, response } = exchange;
    const method = message.method ?? "";
    const id = idOf(message);
    const reply = new HttpReply(replies, exchange, undefined);
    const call = new Call(message, caller, reply);
    response.on("close", () => {
      if (reply.settled) return;
      reply.abandon();
      call.cancel("The client closed the response stream");
    });
    try {
      const checked = method === "tools/call" ? view.checkHeaders?.(call, request.rawHeaders) : undefined;
      if (checked !== undefined) await checked;
      let answer = await view.handle(call);
      if (isQuestion(answer)) answer = await declared(answer, call);
      const { message: said, status } = modernAnswer(answer, method, id);
      reply.answer(said, status);
    } catch (thrown) {
      const failure = renderFailure(thrown, call, id, world.log);
      reply.answer(failure.message, failure.status);
    }
  }

  async function runListen(exchange: EndpointRequest, message: Message, caller: Caller): Promise<void> {
    const { response, view, lease } = exchange;
    if (response.destroyed) {
      lease?.release();
      return;
    }
    // A copy: the stream must not keep its whole request.
    const id = Buffer.from(idOf(message));
    let stream: EventStream | undefined;
    let ear: OpenSubscription | undefined;
    const close = (): void => {
      lease?.release();
      if (ear === undefined) return;
      subscribers.delete(ear);
      ear.close();
    };
    response.once("close", close);
    const open = (): EventStream => {
      stream ??= new EventStream(replies, exchange, [], () => undefined);
      return stream;
    };
    const sink = {
      emit: (one: Message) => open().tell(one),
      onDrain: (listener: () => void) => open().flow.onDrain(listener),
      answer(one: Message) {
        open().send(one);
        open().end();
      },
    };
    try {
      await listen(view, caller, message, id, sink, (opened) => {
        ear = opened;
        subscribers.add(opened);
      });
    } catch (thrown) {
      close();
      if (response.destroyed) return;
      const sinkless = { emit: () => true, onDrain: (listener: () => void) => listener() };
      const failure = renderFailure(thrown, new Call(message, caller, sinkless), id, world.log);
      const { bytes } = failure.message;
      response.writeHead(failure.status, { "Content-Type": "application/json", "Content-Length": bytes.length });
      response.end(bytes);
    }
  }

  const own: Record<EdgeRequest<"modern">, typeof runListen> = { "subscriptions/listen": runListen };

  return {
    post(exchange, message) {
      const { request, response, principal, endpoint, view } = exchange;
      if (message.kind === "result" || message.kind === "error") {
        throw new ProxyError("INVALID_REQUEST", "A client of 2026-07-28 sends no responses");
      }
      checkLengths(message);
      const meta = metas.read(message);
      if (message.kind === "notification") {
        checkVersionHeader(request, meta.revision);
        checkHeaders(request, message);
        tellView(view, callers.of(principal, endpoint, undefined, meta), message);
        response.writeHead(202, { "Content-Length": 0 }).end();
        return;
      }
      const { json, events } = accepts(request.headers.accept);
      if (!json || !events) {
        throw new ProxyError("NOT_ACCEPTABLE", "Accept must allow application/json and text/event-stream");
      }
      checkVersionHeader(request, meta.revision);
      checkMeta(meta);
      checkHeaders(request, message);
      const caller = callers.of(principal, endpoint, undefined, meta);
      checkMethod(view, caller, message);
      if (clientRequest(message.method)?.to !== "edge") void run(exchange, withoutOwnResponses(message), caller);
      else void own[message.method as EdgeRequest<"modern">](exchange, message, caller);
    },

    drain() {
      for (const ear of subscribers) ear.finish();
    },
  };
}
