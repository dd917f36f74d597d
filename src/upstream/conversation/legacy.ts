import type { Call, Caller, LogLevel } from "../../model/call.js";
import { LOG_LEVELS } from "../../model/call.js";
import { ProxyError } from "../../model/errors.js";
import type { Message } from "../../model/message.js";
import { clientRequest } from "../../model/method-fates.js";
import { LATEST_LEGACY_REVISION, META, MODERN_CODES, RPC, type ServerFeature } from "../../model/protocol.js";
import type { Listener, ListenFilter } from "../../model/view.js";
import { result } from "../../wire/build.js";
import { listCursor } from "../../wire/list-cursor.js";
import { type Edit, memberEdit, setMembers, splice } from "../../wire/splice.js";
import { OutsideQuestions } from "../questions/outside-questions.js";
import type { PendingQuestions } from "../questions/pending-questions.js";
import { QuestionTokens } from "../questions/question-tokens.js";
import { fromUrlElicitationError, MAY_ASK } from "../questions/questions.js";
import { Reverse } from "../questions/reverse.js";
import { Subscribed } from "../subscriptions/subscribed.js";
import { changedList, type Subscriber, wantsLog } from "../subscriptions/subscribers.js";
import { refuseForeignTasks } from "./declare.js";
import { EraRecheck } from "./era-recheck.js";
import type { Exchange } from "./exchanges.js";
import {
  type Attachment,
  checkIdentity,
  type Link,
  type LinkEvents,
  type Opener,
  objectText,
  type UpstreamCapabilities,
} from "./link.js";
import { HeaderBook } from "./params.js";
import { fields, type RelayParts } from "./relay.js";
import { RelayedLink } from "./relayed-link.js";
import { Refusal } from "./revisions.js";
import { TaskProgress } from "./task-progress.js";

/** What a legacy link needs besides its transport. */
export interface LegacyParts extends RelayParts {
  readonly events: LinkEvents;
  readonly desk: PendingQuestions;
  readonly opener: Opener;
  /** The proxy's own `clientInfo`, JSON. */
  readonly clientInfo: string;
}

/** Error codes for the specification alone since 2026-07-28; clients act on some of them by themselves. */
const RESERVED = { first: RPC.HEADER_MISMATCH, last: -32099 };
/** A revision as JSON, of characters that may stand in a header. */
const VERSION = /^"([\w.-]{1,64})"$/;

/** One session with an upstream of 2024-11-05 … 2025-11-25. */
export class LegacyLink extends RelayedLink implements Link {
  readonly era = "legacy";
  identity!: Message;
  readonly #parts: LegacyParts;
  readonly #subscribed: Subscribed;
  readonly #outside: OutsideQuestions;
  readonly #reverse: Reverse;
  readonly #tokens: QuestionTokens;
  readonly headers = new HeaderBook();
  readonly #taskProgress = new TaskProgress();
  readonly #recheck: EraRecheck;
  #capabilities: UpstreamCapabilities = {};
  #level: LogLevel | undefined;

  constructor(parts: LegacyParts) {
    super(parts);
    this.#parts = parts;
    const { ttl } = parts.desk.parking;
    const { session, shared } = parts.opener;
    this.#tokens = new QuestionTokens(parts.upstream);
    this.#outside = new OutsideQuestions({
      upstream: parts.upstream,
      tokens: this.#tokens,
      relay: this.relay,
      subscribers: this.subscribers,
      session,
      shared,
      ttl,
      log: parts.log,
    });
    this.#reverse = new Reverse(this.relay, this.#outside, parts.desk, this.#tokens, shared);
    this.#subscribed = new Subscribed(this.relay);
    this.#recheck = new EraRecheck(
      this.relay,
      parts.upstream,
      () => this.relay.ask("ping", undefined),
      (answer) => !isModern(answer),
    );
  }

  protected hooks(): ReturnType<RelayedLink["hooks"]> {
    return {
      question: (message, exchange) => this.#reverse.ask(message, exchange),
      notification: (message, exchange) => this.#notification(message, exchange),
      progress: (message) => this.#progress(message),
      answer: (message, call, exchange) => this.#answer(message, call, exchange),
      closed: (error) => {
        this.#outside.end();
        this.#parts.events.closed(this, error);
      },
      cancel: (exchange, reason) => this.#reverse.cancel(exchange, reason),
    };
  }

  /**
   * The handshake, with the revision offered to the upstream. Rejects with a `LinkFailure`, with `Refusal` when the upstream
   * answers with an error, or UPSTREAM_PROTOCOL when the answer is none.
   */
  async open(offered: string = LATEST_LEGACY_REVISION): Promise<void> {
    const { opener, clientInfo, upstream } = this.#parts;
    const params = `{"protocolVersion":"${offered}","capabilities":${opener.capabilities},"clientInfo":${clientInfo}}`;
    const answer = await this.relay.ask("initialize", params).promise;
    checkIdentity(upstream, answer);
    const found = fields(answer);
    const revision = VERSION.exec(found.get("protocolVersion") ?? "")?.[1];
    if (answer.kind === "error") {
      const { message } = answer.value as { message?: string };
      throw new Refusal(new ProxyError("UPSTREAM_PROTOCOL", `${upstream} refused initialize: ${message}`), answer);
    }
    if (revision === undefined) {
      throw new ProxyError("UPSTREAM_PROTOCOL", `${upstream} refused initialize: no protocolVersion`);
    }
    this.relay.transport.negotiated(revision);
    const capabilities = objectText(found.get("capabilities"));
    this.#capabilities = JSON.parse(capabilities) as UpstreamCapabilities;
    this.identity = neutralIdentity(found, capabilities);
    // No request may overtake it; and what is asked outside calls must find its stream.
    await this.relay.deliver(Buffer.from('{"jsonrpc":"2.0","method":"notifications/initialized"}'));
    await this.relay.listen();
  }

  request(call: Call): Promise<Message> {
    const { message } = call;
    if (call.caller.era === "modern") refuseForeignTasks(call);
    if (message.member("requestState") !== undefined) return this.#reverse.resume(call);
    const edits: Edit[] = [];
    const extra = message.member("inputResponses") && memberEdit(message, "inputResponses", undefined);
    if (extra !== undefined) edits.push(extra);
    if (call.caller.logLevel !== undefined) this.#wantLevel(call.caller.logLevel);
    return this.relay.request(call, call.caller.era === "modern", edits).promise;
  }

  /** On one pipe what was said first comes first; a stream of its own may bring a change later than an answer. */
  tells(list: ServerFeature): boolean {
    return !this.relay.transport.correlates && this.#capabilities[list]?.listChanged === true;
  }

  readHeaders(): Promise<void> {
    return this.headers.read(
      (cursor) => this.relay.ask("tools/list", cursor === undefined ? undefined : `{"cursor":${cursor}}`).promise,
    );
  }

  notify(caller: Caller, notification: Message): boolean {
    const own =
      notification.method === "notifications/progress" ? this.#tokens.own(notification, caller) : notification;
    if (own !== undefined) this.relay.tell(own.bytes);
    return own !== undefined;
  }

  attach(listener: Listener): Attachment {
    const subscriber = this.subscribers.add(listener);
    this.#outside.listened();
    const level = this.subscribers.level();
    if (level !== undefined) this.#wantLevel(level);
    return {
      update: (wants) => this.#update(subscriber, wants),
      detach: () => {
        this.subscribers.remove(subscriber);
        for (const uri of subscriber.wants.resourceSubscriptions) this.#subscribed.remove(uri);
      },
    };
  }

  logLevelChanged(): void {
    const level = this.subscribers.level();
    if (level !== undefined) this.#setLevel(level);
  }

  forget(caller: Caller): void {
    this.#taskProgress.forget(caller);
    this.#parts.desk.parking.end((parked) => parked.caller === caller);
  }

  async #update(subscriber: Subscriber, wants: ListenFilter): Promise<ListenFilter> {
    const before = new Set(subscriber.wants.resourceSubscriptions);
    const able = this.#capabilities.resources?.subscribe === true;
    const uris = able ? [...new Set(wants.resourceSubscriptions)] : [];
    for (const uri of uris) if (!before.has(uri)) await this.#subscribed.add(uri);
    for (const uri of before) if (!uris.includes(uri)) this.#subscribed.remove(uri);
    subscriber.wants = {
      toolsListChanged: wants.toolsListChanged && this.#capabilities.tools?.listChanged === true,
      promptsListChanged: wants.promptsListChanged && this.#capabilities.prompts?.listChanged === true,
      resourcesListChanged: wants.resourcesListChanged && this.#capabilities.resources?.listChanged === true,
      resourceSubscriptions: uris,
      taskIds: [],
    };
    return subscriber.wants;
  }

  /** Only ever more verbose: a shared session serves everybody, and what one did not ask for is filtered out. */
  #wantLevel(level: LogLevel): void {
    if (this.#level === undefined || LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(this.#level)) this.#setLevel(level);
  }

  #setLevel(level: LogLevel): void {
    if (level === this.#level || this.#capabilities.logging === undefined) return;
    this.#level = level;
    this.relay.quietly(this.relay.ask("logging/setLevel", JSON.stringify({ level })));
  }

  #progress(message: Message): boolean {
    const task = this.#taskProgress.of(message);
    if (task !== undefined) this.subscribers.tell(task.caller, task.message);
    return task !== undefined;
  }

  #answer(message: Message, call: Call, exchange: Exchange): Message | undefined {
    if (this.relay.transport.correlates && isModern(message)) {
      const told = call.caller.era === "modern" ? withoutReserved(message) : message;
      this.#recheck.of(exchange, () => this.relay.exchanges.settle(exchange.id, told));
      return undefined;
    }
    if (exchange.token !== undefined) this.#taskProgress.answered(message, call, exchange);
    if (call.message.method === "tools/list" && message.kind === "result")
      this.headers.learn(message, listCursor(call.message, "cursor") === undefined);
    if (call.caller.era !== "modern") return message;
    if (message.tail !== undefined) return completed(message, call.message.method);
    if (message.kind !== "error") return message;
    const asked = MAY_ASK.has(call.message.method ?? "") ? fromUrlElicitationError(message) : undefined;
    return asked ?? withoutReserved(message);
  }

  #notification(message: Message, carrier: Exchange | undefined): void {
    const method = message.method ?? "";
    const list = changedList(method);
    if (list !== undefined) this.#parts.events.changed(list);
    if (method === "notifications/cancelled") {
      this.#reverse.withdraw(message);
      return;
    }
    const call = (carrier ?? (method === "notifications/message" ? this.relay.onlyCall() : undefined))?.call;
    if (list !== undefined || method === "notifications/resources/updated" || call === undefined) {
      this.subscribers.deliver(message);
    } else if (method !== "notifications/message") {
      this.relay.emit(call, message, carrier);
    } else if (carrier === undefined && call.caller.era === "legacy" && !this.people.several) {
      this.subscribers.deliver(message);
    } else if (call.caller.era === "legacy" && call.caller.logLevel === undefined && !this.people.several) {
      this.relay.emit(call, message, carrier);
    } else if (wantsLog(call.caller.logLevel, message.text(message.member("level")))) {
      this.relay.emit(call, message, carrier);
    }
  }
}

/** Whether an answer is an error that this era does not have. */
const isModern = (answer: Message): boolean =>
  answer.kind === "error" && answer.tail === undefined && MODERN_CODES.has((answer.value as { code?: unknown }).code);

/** An error whose code 2026-07-28 gave a meaning that an older upstream cannot have meant, with one that says nothing but that. */
function withoutReserved(message: Message): Message {
  const span = message.member("code");
  const code = span === undefined ? 0 : Number(message.raw(span));
  return span !== undefined && code <= RESERVED.first && code >= RESERVED.last
    ? splice(message, [{ ...span, bytes: Buffer.from(String(RPC.INTERNAL_ERROR)) }])
    : message;
}

/** An `initialize` result as a neutral `server/discover` answer; what it said stays raw. */
function neutralIdentity(found: ReadonlyMap<string, string>, capabilities: string): Message {
  const instructions = found.get("instructions");
  const info = found.get("serverInfo");
  const parts = [
    '"resultType":"complete","supportedVersions":[]',
    `"capabilities":${capabilities}`,
    ...(instructions === undefined ? [] : [`"instructions":${instructions}`]),
    ...(info === undefined ? [] : [`"_meta":{"${META.serverInfo}":${info}}`]),
    '"ttlMs":0,"cacheScope":"private"',
  ];
  return result(Buffer.from("0"), Buffer.from(`{${parts.join(",")}}`));
}

const COMPLETE = Buffer.from('"complete"');
const ZERO = Buffer.from("0");
const PRIVATE = Buffer.from('"private"');

/**
 * A long result of a session-era upstream with what 2026-07-28 demands of every result, and of what may be cached. It is put
 * in here, where the upstream's era is known: what lies behind the head is not seen, and this era does not send it.
 */
function completed(message: Message, method: string | undefined): Message {
  if (message.member("resultType") !== undefined) return message;
  const changes: [string, Buffer][] = [["resultType", COMPLETE]];
  if (clientRequest(method)?.cached === true) changes.push(["ttlMs", ZERO], ["cacheScope", PRIVATE]);
  return setMembers(message, changes);
}
