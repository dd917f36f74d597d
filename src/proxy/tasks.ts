import { Call, type Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message, Span } from "../model/message.js";
import { checkRequest } from "../model/method-fates.js";
import { META, TASKS_EXTENSION } from "../model/protocol.js";
import { result } from "../wire/build.js";
import { collected } from "../wire/collect-tail.js";
import { elements, members } from "../wire/scan.js";
import { type Edit, splice } from "../wire/splice.js";
import type { ViewMember } from "./member.js";
import { ownCall } from "./own-call.js";
import type { TaskSeal } from "./task-seal.js";

/** Whether the answer to a call may name a task: the client asked for one (2025-11-25), or can take one (tasks extension). */
export function mayTask({ message, caller }: Call): boolean {
  return (
    message.member("task") !== undefined ||
    (caller.era === "modern" && caller.capabilities.extensions.has(TASKS_EXTENSION))
  );
}

/** A call that may make a task; what is said of the task while it runs has its sealed id. */
export function taskCall(call: Call, upstream: string, seal: TaskSeal): Call {
  const sink = {
    emit: (message: Message) => call.emit(sealed(message, call.caller, upstream, seal)),
    onDrain: (listener: () => void) => call.onDrain(listener),
  };
  const made = new Call(call.message, call.caller, sink);
  call.onCancel((reason) => made.cancel(reason));
  return made;
}

/**
 * The answer to a call that may have made a task, with the task's id sealed. A long one that has content is no task and passes
 * as it arrives; any other is waited for. Rejects as `gathered`.
 */
export async function sealedAnswer(answer: Message, call: Call, upstream: string, seal: TaskSeal): Promise<Message> {
  if (!mayHaveTask(answer)) return answer;
  return sealed(await collected(answer, call), call.caller, upstream, seal);
}

/** Whether an answer may announce a task, as far as it is there: a long one that has content does not. */
export function mayHaveTask(answer: Message): boolean {
  return answer.tail === undefined || !CONTENT.some((key) => answer.bytes.includes(key));
}

/** What a tool's result has and the announcement of a task has not. */
const CONTENT = ['"content"', '"structuredContent"'];

/** A message of an upstream with every task id in it sealed: of the result itself, `task`, `tasks[]`, params and `_meta`. */
export function sealed(message: Message, caller: Caller, upstream: string, seal: TaskSeal): Message {
  if (!message.bytes.includes('"taskId"')) return message;
  return rewritten(message, (id) => seal.seal(caller, { upstream, id }));
}

/** Throws METHOD_NOT_FOUND for a method of the other era, and MISSING_CAPABILITY for a stateless client that did not declare the extension. */
function mayAsk({ message, caller }: Call): void {
  checkRequest(message.method ?? "", caller.era);
  if (caller.era === "legacy") return;
  if (caller.capabilities.extensions.has(TASKS_EXTENSION)) return;
  throw new ProxyError("MISSING_CAPABILITY", `${message.method} needs the extension ${TASKS_EXTENSION}`, {
    data: { requiredCapabilities: { extensions: { [TASKS_EXTENSION]: {} } } },
  });
}

/** The requests about tasks of several upstreams. */
export class Tasks {
  readonly #members: (caller: Caller) => readonly ViewMember[];
  readonly #seal: TaskSeal;

  /** `members` answers the upstreams somebody may use anything of, just now. */
  constructor(members: (caller: Caller) => readonly ViewMember[], seal: TaskSeal) {
    this.#members = members;
    this.#seal = seal;
  }

  /** `tasks/get`, `tasks/result`, `tasks/update`, `tasks/cancel`: to the upstream whose task it is. Rejects with UNKNOWN_ITEM. */
  async about(call: Call): Promise<Message> {
    mayAsk(call);
    const asked = call.message.text(call.message.member("taskId"));
    if (asked === undefined) throw new ProxyError("INVALID_PARAMS", "params.taskId is missing");
    const owner = this.#seal.open(call.caller, asked);
    const member = this.#members(call.caller).find(({ peer }) => peer.name === owner?.upstream);
    if (owner === undefined || member === undefined) throw new ProxyError("UNKNOWN_ITEM", `Unknown task: ${asked}`);
    const message = rewritten(call.message, (id) => (id === asked ? owner.id : id));
    // A task's result may be long, and its id stand behind it.
    const answer = await collected(await member.peer.handle(call.with(message)), call);
    return rewritten(answer, (id) => (id === owner.id ? asked : id));
  }

  /** `notifications/tasks/status`: to the upstream whose task it is, if this caller started it. */
  told(caller: Caller, notification: Message): boolean {
    const asked = notification.text(notification.member("taskId"));
    const owner = asked === undefined ? undefined : this.#seal.open(caller, asked);
    const member = this.#members(caller).find(({ peer }) => peer.name === owner?.upstream);
    if (owner === undefined || member === undefined) return false;
    return member.peer.notify(
      caller,
      rewritten(notification, (id) => (id === asked ? owner.id : id)),
    );
  }

  /** `tasks/list` (2025-11-25): everybody's, on one page. Upstreams without it have none. */
  async list(call: Call): Promise<Message> {
    mayAsk(call);
    const lists = await Promise.all(this.#members(call.caller).map((member) => this.#listed(call, member)));
    return result(Buffer.from("0"), Buffer.from(`{"tasks":[${lists.flat().join(",")}]}`));
  }

  async #listed(call: Call, { peer }: ViewMember): Promise<string[]> {
    const answer = await peer.handle(ownCall(call.caller, "tasks/list", {})).catch(() => undefined); // down: no tasks to show
    const list = answer?.kind === "result" ? sealed(answer, call.caller, peer.name, this.#seal) : undefined;
    const span = list?.member("tasks");
    if (list === undefined || span === undefined || list.bytes[span.start] !== 0x5b) return [];
    return elements(list.bytes, span).map((one) => list.raw(one));
  }
}

/** A message with its task ids exchanged. */
export function rewritten(message: Message, exchange: (id: string) => string): Message {
  const { bytes } = message;
  const edits: Edit[] = [];
  const inner = (span: Span | undefined, key: string): Span | undefined =>
    span === undefined || bytes[span.start] !== 0x7b
      ? undefined
      : members(bytes, span).find((one) => one.key === key)?.value;
  const visit = (span: Span | undefined): void => {
    const id = message.text(span);
    if (span === undefined || id === undefined) return;
    const other = exchange(id);
    if (other !== id) edits.push({ ...span, bytes: Buffer.from(JSON.stringify(other)) });
  };
  visit(message.member("taskId"));
  visit(inner(message.member("task"), "taskId"));
  visit(inner(inner(message.member("_meta"), META.relatedTask), "taskId"));
  const list = message.member("tasks");
  if (list !== undefined && bytes[list.start] === 0x5b)
    for (const one of elements(bytes, list)) visit(inner(one, "taskId"));
  return splice(message, edits);
}
