import { BOUNDS, entryBytes, MAX_NAME_BYTES } from "../model/bounds.js";
import type { Call, Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message, Span } from "../model/message.js";
import { clientRequest } from "../model/method-fates.js";
import { META } from "../model/protocol.js";
import type { Listener, ListenFilter } from "../model/view.js";
import { collected } from "../wire/collect-tail.js";
import { elements, members } from "../wire/scan.js";
import { splice } from "../wire/splice.js";
import { type Peer, withOwn } from "./peer.js";
import { mayHaveTask, mayTask } from "./tasks.js";

/** Which principal made which task, as far as this process has seen it. What was seen longest ago is forgotten first. */
export interface TaskOwners {
  /** A principal's call was answered with a task. An upstream that uses an id again means another task by it. */
  made(principal: string, upstream: string, id: string): void;
  owns(principal: string, upstream: string, id: string): boolean;
  /** Whether it is known that another principal made a task. */
  isOthers(principal: string, upstream: string, id: string): boolean;
}

const MAX_BYTES = BOUNDS["proxy.taskOwners"].bytes;
const MAX_BYTES_OF_ONE = BOUNDS["proxy.taskOwnersOfOne"].bytes;

interface Owned {
  readonly tasks: Set<string>;
  bytes: number;
}

/** Nothing is known at first: a task that was made before this process began is nobody's. */
export function createTaskOwners(): TaskOwners {
  const owners = new Map<string, string>();
  const byPrincipal = new Map<string, Owned>();
  let bytes = 0;

  function forget(task: string): void {
    const principal = owners.get(task);
    const owned = principal === undefined ? undefined : byPrincipal.get(principal);
    if (principal === undefined || owned === undefined) return;
    owners.delete(task);
    owned.tasks.delete(task);
    owned.bytes -= sizeOf(task);
    bytes -= sizeOf(task);
    if (owned.tasks.size === 0) byPrincipal.delete(principal);
  }

  function forgetOldest({ tasks }: Owned): void {
    for (const oldest of tasks) {
      forget(oldest);
      return;
    }
  }

  /** The principal that takes the most room gives way, so that nobody's tasks push out another's few. */
  function largest(): Owned | undefined {
    let found: Owned | undefined;
    for (const owned of byPrincipal.values()) if (found === undefined || owned.bytes > found.bytes) found = owned;
    return found;
  }

  return {
    made(principal, upstream, id) {
      if (id.length > MAX_NAME_BYTES) return;
      const task = keyOf(upstream, id);
      forget(task);
      let owned = byPrincipal.get(principal);
      if (owned === undefined) {
        owned = { tasks: new Set(), bytes: 0 };
        byPrincipal.set(principal, owned);
      }
      owners.set(task, principal);
      owned.tasks.add(task);
      owned.bytes += sizeOf(task);
      bytes += sizeOf(task);
      while (owned.bytes > MAX_BYTES_OF_ONE) forgetOldest(owned);
      while (bytes > MAX_BYTES) forgetOldest(largest() ?? owned);
    },
    owns: (principal, upstream, id) => owners.get(keyOf(upstream, id)) === principal,
    isOthers(principal, upstream, id) {
      const owner = owners.get(keyOf(upstream, id));
      return owner !== undefined && owner !== principal;
    },
  };
}

/** Names of upstreams hold no NUL. */
const keyOf = (upstream: string, id: string): string => `${upstream}\0${id}`;
/** The task stands in two maps. */
const sizeOf = (task: string): number => 2 * entryBytes(task);

/**
 * An upstream whose tasks are the principal's who made them, though it cannot tell principals apart: they share its link or its
 * account. A task of anybody else is unknown, and is neither listed nor told of. `several` says whether there is anybody else.
 */
export function withOwnTasks(peer: Peer, owners: TaskOwners, several: () => boolean): Peer {
  const { name } = peer;
  const owns = ({ principal }: Caller, id: string | undefined): boolean =>
    id !== undefined && owners.owns(principal.key, name, id);

  async function handle(call: Call): Promise<Message> {
    const { message, caller } = call;
    const { judged, target } = clientRequest(message.method) ?? {};
    if (judged?.includes("task") === true && target !== undefined) {
      const id = message.text(message.member(target));
      if (id !== undefined && !owns(caller, id)) throw unknownTask(id);
    }
    const related = relatedTask(message);
    if (related !== undefined && owners.isOthers(caller.principal.key, name, related)) throw unknownTask(related);
    const answer = await peer.handle(call);
    if (message.method === "tasks/list") return listed(await collected(answer, call), (id) => owns(caller, id));
    if (!mayTask(call)) return answer;
    const whole = mayHaveTask(answer) ? await collected(answer, call) : answer;
    const id = madeTask(whole);
    if (id !== undefined) owners.made(caller.principal.key, name, id);
    return whole;
  }

  const own = (caller: Caller, wants: ListenFilter): ListenFilter => {
    const taskIds = wants.taskIds.filter((id) => owns(caller, id));
    return taskIds.length === wants.taskIds.length ? wants : { ...wants, taskIds };
  };

  return withOwn(peer, {
    handle: (call) => (several() ? handle(call) : peer.handle(call)),
    notify(caller, message) {
      const id = message.text(message.member("taskId"));
      return several() && id !== undefined && !owns(caller, id) ? false : peer.notify(caller, message);
    },
    async listen(listener, wants) {
      if (!several()) return peer.listen(listener, wants);
      const { caller } = listener;
      const notify = (message: Message): void => {
        const id = message.method?.startsWith("notifications/tasks") ? message.member("taskId") : undefined;
        if (id === undefined || owns(caller, message.text(id))) listener.notify(message);
      };
      const hears: Listener = { ...listener, notify };
      const { ear, honoured } = await peer.listen(hears, own(caller, wants));
      return { ear: { update: (next) => ear.update(own(caller, next)), close: () => ear.close() }, honoured };
    },
  });
}

function unknownTask(id: string): ProxyError {
  return new ProxyError("UNKNOWN_ITEM", `Unknown task: ${id}`);
}

/** The task a request says it belongs to. */
function relatedTask(message: Message): string | undefined {
  return message.text(memberAt(message, memberAt(message, message.member("_meta"), META.relatedTask), "taskId"));
}

/** The task an answer announces: that of the tasks extension, or of 2025-11-25. */
function madeTask(answer: Message): string | undefined {
  if (answer.kind !== "result") return undefined;
  return answer.text(answer.member("taskId")) ?? answer.text(memberAt(answer, answer.member("task"), "taskId"));
}

function memberAt({ bytes }: Message, span: Span | undefined, key: string): Span | undefined {
  if (span === undefined || bytes[span.start] !== 0x7b) return undefined;
  return members(bytes, span).find((one) => one.key === key)?.value;
}

/** A `tasks/list` answer with those tasks alone that `shown` picks. */
function listed(answer: Message, shown: (id: string | undefined) => boolean): Message {
  const list = answer.member("tasks");
  if (answer.kind !== "result" || list === undefined || answer.bytes[list.start] !== 0x5b) return answer;
  const all = elements(answer.bytes, list);
  const kept = all.filter((one) => shown(answer.text(memberAt(answer, one, "taskId"))));
  if (kept.length === all.length) return answer;
  return splice(answer, [{ ...list, bytes: Buffer.from(`[${kept.map((one) => answer.raw(one)).join(",")}]`) }]);
}
