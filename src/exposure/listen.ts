import { BOUNDS } from "../model/bounds.js";
import type { Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { META } from "../model/protocol.js";
import type { ListenFilter, Listening, View } from "../model/view.js";
import { notification, result } from "../wire/build.js";
import { everyChange } from "../wire/changes.js";
import { members } from "../wire/scan.js";
import { setMembers } from "../wire/splice.js";

/** URIs and tasks one stream may ask for. */
const MAX_TARGETS = 1000;

const MAX_EARLY_BYTES = BOUNDS["exposure.early"].bytes;

/** One `subscriptions/listen` of a modern client at work. */
export interface OpenSubscription {
  /** The client closed the stream or cancelled; nothing more is said. Idempotent. */
  close(): void;
  /** Ends it with its result, as the proxy does when it drains. Idempotent. */
  finish(): void;
}

/** Where the stream's messages go. */
export interface SubscriptionSink {
  /** False when the reader is behind. */
  emit(message: Message): boolean;
  /** Runs `listener` once, when the reader has caught up; at once when it has. */
  onDrain(listener: () => void): void;
  /** The listen request's result, which ends the stream. */
  answer(message: Message): void;
}

/**
 * Opens a `subscriptions/listen` stream (2026-07-28): the acknowledgement with what is honoured comes first, every notification
 * carries the request's id, the end is a result. Throws INVALID_PARAMS, and what `View.listen` rejects with.
 */
export async function listen(
  view: View,
  caller: Caller,
  message: Message,
  id: Buffer,
  sink: SubscriptionSink,
  opened: (ear: OpenSubscription) => void,
): Promise<void> {
  const wants = readFilter(message);
  let early: Message[] | undefined = [];
  let earlyBytes = 0;
  let missed = false;
  let listening: Listening | undefined;
  let closed = false;
  let behind = false;
  const ear: OpenSubscription = {
    close() {
      if (closed) return;
      closed = true;
      listening?.close();
    },
    finish() {
      if (closed) return;
      if (early !== undefined) return;
      ear.close();
      const meta = Buffer.concat([Buffer.from(`{"resultType":"complete","_meta":{"${META.subscriptionId}":`), id]);
      sink.answer(result(id, Buffer.concat([meta, Buffer.from("}}")])));
    },
  };
  opened(ear);
  listening = await view.listen(
    {
      caller,
      notify(one) {
        if (closed) return;
        if (early === undefined) behind = !sink.emit(stamped(one, id));
        else if (earlyBytes + one.bytes.length > MAX_EARLY_BYTES) missed = true;
        else {
          earlyBytes += one.bytes.length;
          early.push(one);
        }
      },
      behind: () => behind,
      onDrain: (drained) =>
        sink.onDrain(() => {
          behind = false;
          drained();
        }),
      logLevel: () => undefined,
      ended: () => ear.finish(),
    },
    wants,
  );
  if (closed) {
    listening.close();
    return;
  }
  const params = { notifications: honoured(listening.honoured) };
  sink.emit(stamped(notification("notifications/subscriptions/acknowledged", params), id));
  const waiting = early;
  early = undefined;
  for (const one of missed ? everyChange(listening.honoured) : waiting) sink.emit(stamped(one, id));
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
