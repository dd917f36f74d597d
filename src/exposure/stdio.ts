import type { Readable, Writable } from "node:stream";
import { within } from "../base/within.js";
import { budgetBytes } from "../model/bounds.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import type { Principal } from "../model/principal.js";
import { BATCH_REVISION } from "../model/protocol.js";
import type { View } from "../model/view.js";
import type { World } from "../model/world.js";
import { fromProxyError } from "../wire/build.js";
import { Cork } from "../wire/cork.js";
import { LineReader } from "../wire/lines.js";
import { salvageId, scan } from "../wire/scan.js";
import { isBatch, readBatch } from "./batch.js";
import { callBudget, type Lease } from "./budget.js";
import { LINES } from "./framing.js";
import { idOf } from "./lengths.js";
import { ModernConversation, type ModernOrigin } from "./modern-conversation.js";
import { Outflow } from "./outflow.js";
import { logDefect } from "./render.js";
import type { ReplySink } from "./reply-sink.js";
import { LegacySession } from "./session.js";
import { logDisconnect } from "./slow-reader-reason.js";
import { orDrop } from "./told.js";

const NULL = Buffer.from("null");

/** Memory of a call under way besides its message, in bytes. */
const PER_CALL = 4096;
/** Bytes that a client may leave unread before the proxy stops reading from it. */
const MAX_UNREAD = 4 * 1024 * 1024;

/** How long calls in flight may take after the client closed its end, in milliseconds. */
const LAST_ANSWERS_MS = 600;

/** What a stdio exposure is made of. */
export interface StdioParts {
  readonly input: Readable;
  /** Carries protocol and nothing else. */
  readonly output: Writable;
  readonly view: View;
  readonly principal: Principal;
  readonly world: World;
  /** Bytes one line may have. */
  readonly maxBytes: number;
  /** How long a client may take to answer a question; default 600 s. */
  readonly questionMs?: number;
  /** Bytes of heap this process may have; default 512 MiB. */
  readonly heap?: number;
}

/** One client on stdin and stdout, of either era. */
export interface StdioExposure {
  /** Resolves when the client is gone (end of input, or output that cannot be written) and its calls are ended. */
  readonly ended: Promise<void>;
  /** Waits up to `graceMs` for calls in flight, then ends them. Idempotent. */
  close(options: { readonly graceMs: number }): Promise<void>;
}

/** The one owner in the budget of calls. */
const OWNER = "stdio";

interface LineOrigin extends ModernOrigin {
  readonly reply: ReplySink;
}

/** The reply to one message of a stdio client. A request holds its part of the budget until the answer. */
class LineWay implements ReplySink {
  readonly flow: Outflow;
  readonly #onSettled: () => void;
  readonly #lease: Lease | undefined;

  constructor(flow: Outflow, onSettled: () => void, lease?: Lease) {
    this.flow = flow;
    this.#onSettled = onSettled;
    this.#lease = lease;
  }

  get shared(): boolean {
    return true;
  }

  emit(message: Message): boolean {
    return this.flow.tell(message);
  }

  onDrain(listener: () => void): void {
    this.flow.onDrain(listener);
  }

  answer(message: Message): void {
    this.flow.send(message);
    this.cancelled();
  }

  cancelled(): void {
    this.#lease?.release();
    this.#onSettled();
  }
}

/**
 * Starts to read at once. The `_meta` of 2026-07-28 makes a message a stateless one. Every other message belongs to the one legacy
 * session of the process, which begins with `initialize`.
 */
export function createStdioExposure(parts: StdioParts): StdioExposure {
  const { input, output, view, principal, world } = parts;
  let inFlight = 0;
  let whenIdle: (() => void) | undefined;
  let finish: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const endpoint = "stdio";
  let closing: Promise<void> | undefined;
  const turn = new Cork(output);
  const flow = new Outflow(
    output,
    LINES,
    (why) => {
      if (closing === undefined) logDisconnect(world.log, { principal, endpoint }, why);
      void shutdown(0);
    },
    { turn },
  );
  const settled = (): void => {
    inFlight--;
    if (inFlight === 0) whenIdle?.();
  };
  const outside = new LineWay(flow, settled);
  const calls = callBudget(Math.max(budgetBytes("calls", parts.heap), PER_CALL + parts.maxBytes));
  let paused = false;
  const id = world.random(16).toString("hex");
  const questionMs = parts.questionMs ?? 600_000;
  const session = new LegacySession({ id, principal, endpoint, view, world, outside, questionMs });
  const origin = { principal, endpoint, view };
  const modern = new ModernConversation<LineOrigin>({ session: id, reply: ({ reply }) => reply }, world);

  function accept(message: Message): void {
    if (message.kind === "notification" && message.method === "notifications/cancelled" && modern.cancel(message))
      return;
    if (message.kind !== "request") {
      orDrop(() => give(message, outside));
      return;
    }
    const reply = replyTo(message);
    try {
      give(message, reply);
    } catch (thrown) {
      reply.answer(failed(idOf(message), thrown));
    }
  }

  /** Gives a message to the conversation of its era. */
  function give(message: Message, reply: LineWay): void {
    if (modern.declares(message)) modern.accept(message, { ...origin, reply });
    else session.accept(message, reply);
  }

  function replyTo({ bytes }: Message): LineWay {
    const lease = calls.take(OWNER, PER_CALL + bytes.length);
    inFlight++;
    return new LineWay(flow, settled, lease);
  }

  /** Back-pressure: nothing more is read from a client that is behind with its answers, until it has caught up. */
  function keepPace(): void {
    if (paused || flow.held <= MAX_UNREAD || closing !== undefined) return;
    paused = true;
    input.pause();
    flow.onDrain(() => {
      paused = false;
      if (closing === undefined) input.resume();
    });
  }

  function line(bytes: Buffer): void {
    try {
      if (!isBatch(bytes)) {
        accept(scan(bytes));
        return;
      }
      if (session.revision !== BATCH_REVISION) {
        throw new ProxyError("INVALID_REQUEST", `Batches are allowed in sessions of ${BATCH_REVISION} only`);
      }
      for (const message of readBatch(bytes)) accept(message);
    } catch (thrown) {
      flow.send(failed(salvageId(bytes) ?? NULL, thrown));
    }
  }

  function failed(id: Buffer, thrown: unknown): Message {
    const error = ProxyError.from(thrown);
    if (error.code === "INTERNAL") logDefect(error, world.log);
    return fromProxyError(id, error);
  }

  async function drained(graceMs: number): Promise<void> {
    const idle = new Promise<void>((resolve) => {
      whenIdle = resolve;
      if (inFlight === 0) resolve();
    });
    await within(idle, graceMs);
  }

  function shutdown(graceMs: number): Promise<void> {
    closing ??= (async () => {
      modern.drain();
      if (graceMs > 0) await drained(graceMs);
      session.close();
      modern.close(origin);
      input.off("data", read);
      input.pause();
      turn.flush();
      finish();
    })();
    return closing;
  }

  const reader = new LineReader({
    maxBytes: parts.maxBytes,
    onLine: line,
    onOversize: (_seen, head) => {
      const error = new ProxyError("BODY_TOO_LARGE", `A message is longer than ${parts.maxBytes} bytes`);
      flow.send(fromProxyError(salvageId(head) ?? NULL, error));
    },
  });
  const read = (chunk: Buffer): void => {
    reader.push(chunk);
    keepPace();
  };
  input.on("data", read);
  input.once("end", () => {
    reader.end();
    void shutdown(LAST_ANSWERS_MS);
  });
  input.once("error", () => void shutdown(0));
  // EPIPE: the client went away without closing its other end.
  output.on("error", () => void shutdown(0));

  return { ended, close: ({ graceMs }) => shutdown(graceMs) };
}
