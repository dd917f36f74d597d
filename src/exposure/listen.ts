import { BOUNDS } from "../model/bounds.js";
import type { Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { META } from "../model/protocol.js";
import type { Listener, ListenFilter, Listening, View } from "../model/view.js";
import { notification, result } from "../wire/build.js";
import { everyChange } from "../wire/changes.js";
import { members } from "../wire/scan.js";
import { setMembers } from "../wire/splice.js";
import type { ReplySink } from "./reply-sink.js";

/** URIs and tasks one stream may ask for. */
const MAX_TARGETS = 1000;

const MAX_EARLY_BYTES = BOUNDS["exposure.early"].bytes;

/**
 * One `subscriptions/listen` of a modern client at work (2026-07-28): the acknowledgement with what is honoured comes first, every
 * notification carries the request's id, the end is a result.
 */
export class OpenSubscription {
  readonly #id: Buffer;
  readonly #reply: ReplySink;
  readonly #onEnd: () => void;
  #listening: Listening | undefined;
  /** Notifications that came before the acknowledgement; undefined once that was sent. */
  #early: Message[] | undefined = [];
  #earlyBytes = 0;
  #missed = false;
  #behind = false;
  #ended = false;

  /** `onEnd` runs once, however the subscription ends. */
  constructor(id: Buffer, reply: ReplySink, onEnd: () => void) {
    this.#id = id;
    this.#reply = reply;
    this.#onEnd = onEnd;
  }

  /** Opens the stream. Rejects with INVALID_PARAMS, and as `View.listen`. */
  async open(view: View, caller: Caller, message: Message): Promise<void> {
    const listening = await view.listen(this.#listener(caller), readFilter(message));
    if (this.#ended) {
      listening.close();
      return;
    }
    this.#listening = listening;
    const params = { notifications: honoured(listening.honoured) };
    this.#emit(notification("notifications/subscriptions/acknowledged", params));
    const waiting = this.#missed ? everyChange(listening.honoured) : (this.#early ?? []);
    this.#early = undefined;
    for (const one of waiting) this.#emit(one);
  }

  /** The client closed the stream or cancelled: nothing more is said. False when it had ended already. */
  cancel(): boolean {
    if (this.#ended) return false;
    this.#ended = true;
    this.#onEnd();
    this.#listening?.close();
    return true;
  }

  /** Ends it with its result, as the proxy does when it drains. Does nothing before the acknowledgement. */
  finish(): void {
    if (this.#early !== undefined || !this.cancel()) return;
    const value = [
      Buffer.from(`{"resultType":"complete","_meta":{"${META.subscriptionId}":`),
      this.#id,
      Buffer.from("}}"),
    ];
    this.#reply.answer(result(this.#id, Buffer.concat(value)), 200);
  }

  #listener(caller: Caller): Listener {
    return {
      caller,
      notify: (message) => this.#notify(message),
      behind: () => this.#behind,
      onDrain: (listener) =>
        this.#reply.onDrain(() => {
          this.#behind = false;
          listener();
        }),
      logLevel: () => undefined,
      ended: () => this.finish(),
    };
  }

  #notify(message: Message): void {
    if (this.#ended) return;
    if (this.#early === undefined) this.#behind = !this.#emit(message);
    else if (this.#earlyBytes + message.bytes.length > MAX_EARLY_BYTES) this.#missed = true;
    else {
      this.#earlyBytes += message.bytes.length;
      this.#early.push(message);
    }
  }

  #emit(message: Message): boolean {
    return this.#reply.emit(stamped(message, this.#id));
  }
}

/** The notification with the id of the stream it goes on, the client's own token. */
function stamped(message: Message, id: Buffer): Message {
  const entry = Buffer.concat([Buffer.from(`"${META.subscriptionId}":`), id]);
  const span = message.member("_meta");
  const pieces: Buffer[] = [Buffer.from("{"), entry];
  if (span !== undefined) {
    for (const member of members(message.bytes, span)) {
      if (member.key === META.subscriptionId) continue;
      pieces.push(Buffer.from(","), message.bytes.subarray(member.keySpan.start, member.value.end));
    }
  }
  pieces.push(Buffer.from("}"));
  return setMembers(message, [["_meta", Buffer.concat(pieces)]]);
}

function readFilter(message: Message): ListenFilter {
  const span = message.member("notifications");
  const wanted: unknown = span === undefined ? undefined : JSON.parse(message.raw(span));
  if (typeof wanted !== "object" || wanted === null || Array.isArray(wanted)) {
    throw new ProxyError("INVALID_PARAMS", "params.notifications must be an object");
  }
  const fields = new Map(Object.entries(wanted));
  return {
    toolsListChanged: fields.get("toolsListChanged") === true,
    promptsListChanged: fields.get("promptsListChanged") === true,
    resourcesListChanged: fields.get("resourcesListChanged") === true,
    resourceSubscriptions: strings(fields.get("resourceSubscriptions"), "resourceSubscriptions"),
    taskIds: strings(fields.get("taskIds"), "taskIds"),
  };
}

function strings(value: unknown, key: string): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > MAX_TARGETS || !value.every((one) => typeof one === "string")) {
    throw new ProxyError(
      "INVALID_PARAMS",
      `params.notifications.${key} must be an array of at most ${MAX_TARGETS} strings`,
    );
  }
  return [...new Set(value)];
}

/** What is honoured, without what was not asked for. */
function honoured(filter: ListenFilter): Record<string, unknown> {
  return {
    ...(filter.toolsListChanged ? { toolsListChanged: true } : {}),
    ...(filter.promptsListChanged ? { promptsListChanged: true } : {}),
    ...(filter.resourcesListChanged ? { resourcesListChanged: true } : {}),
    ...(filter.resourceSubscriptions.length > 0 ? { resourceSubscriptions: filter.resourceSubscriptions } : {}),
    ...(filter.taskIds.length > 0 ? { taskIds: filter.taskIds } : {}),
  };
}
