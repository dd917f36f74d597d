import type { Call, Caller, LogLevel } from "../model/call.js";
import { LOG_LEVELS } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { type Listener, type ListenFilter, UpstreamAnswer } from "../model/view.js";
import { result } from "../wire/build.js";
import { type Edit, memberEdit } from "../wire/splice.js";
import { completed } from "./completed.js";
import { LEGACY_REVISION, META } from "./declare.js";
import { ParkedCall, type QuestionDesk } from "./desk.js";
import { changedList, type Ear, Ears, wantsLog } from "./ears.js";
import { type Exchange, LinkFailure } from "./exchanges.js";
import type { Attachment, Link, LinkEvents, UpstreamCapabilities } from "./link.js";
import { HeaderBook } from "./params.js";
import {
  canAsk,
  fromUrlElicitationError,
  inputResponses,
  MAY_ASK,
  refusalBytes,
  requiredCapability,
  responseBytes,
  toQuestion,
} from "./questions.js";
import { fields, Relay, type RelayParts, receiverOf } from "./relay.js";

/** What a legacy link needs besides its transport. */
export interface LegacyParts extends RelayParts {
  readonly events: LinkEvents;
  readonly desk: QuestionDesk;
  /** What `initialize` declares, JSON. */
  readonly capabilities: string;
  /** The proxy's own `clientInfo`, JSON. */
  readonly clientInfo: string;
}

/**
 * One session with an upstream of 2024-11-05 … 2025-11-25. Its reverse requests become questions of the call they belong to:
 * by the stream they came on, else by being the only call under way, else not at all.
 */
export class LegacyLink implements Link {
  readonly era = "legacy";
  identity!: Message;
  readonly #parts: LegacyParts;
  readonly #relay: Relay;
  readonly #ears = new Ears();
  readonly #subscribed = new Map<string, number>();
  readonly headers = new HeaderBook();
  #capabilities: UpstreamCapabilities = {};
  #level: LogLevel | undefined;
  #questions = 0;

  constructor(parts: LegacyParts) {
    this.#parts = parts;
    this.#relay = new Relay(parts, {
      question: (message, exchange) => this.#question(message, exchange),
      notification: (message, exchange) => this.#notification(message, exchange),
      answer: (message, call) => this.#answer(message, call),
      failed: () => false,
      closed: (error) => this.#parts.events.closed(this, error),
      cancel: (exchange, reason) => this.#cancel(exchange, reason),
    });
  }

  /** What the transport delivers to; given to `Transport.open` before the handshake. */
  get receiver(): ReturnType<typeof receiverOf> {
    return receiverOf(this.#relay);
  }

  get pending(): number {
    return this.#relay.exchanges.pendingCalls;
  }

  get used(): number {
    return this.#relay.exchanges.calls;
  }

  get closed(): ProxyError | undefined {
    return this.#relay.closed;
  }

  /** The handshake. Rejects with a `LinkFailure`, or UPSTREAM_PROTOCOL when the answer is none. */
  async open(): Promise<void> {
    const { capabilities, clientInfo, upstream } = this.#parts;
    const params = `{"protocolVersion":"${LEGACY_REVISION}","capabilities":${capabilities},"clientInfo":${clientInfo}}`;
    const answer = await this.#relay.ask("initialize", params).promise;
    const found = fields(answer);
    const revision = found.get("protocolVersion");
    if (answer.kind === "error" || revision === undefined) {
      const said = answer.kind === "error" ? (answer.value as { message?: string }).message : "no protocolVersion";
      throw new ProxyError("UPSTREAM_PROTOCOL", `${upstream} refused initialize: ${said}`);
    }
    this.#relay.transport.negotiated(JSON.parse(revision) as string);
    this.#relay.tell(Buffer.from('{"jsonrpc":"2.0","method":"notifications/initialized"}'));
    this.#capabilities = JSON.parse(found.get("capabilities") ?? "{}") as UpstreamCapabilities;
    this.identity = neutralIdentity(found);
    this.#relay.transport.listen();
  }

  request(call: Call): Promise<Message> {
    const { message } = call;
    if (message.member("requestState") !== undefined) return this.#resume(call);
    const edits: Edit[] = [];
    const extra = message.member("inputResponses") && memberEdit(message, "inputResponses", undefined);
    if (extra !== undefined) edits.push(extra);
    if (call.caller.logLevel !== undefined) this.#wantLevel(call.caller.logLevel);
    return this.#relay.request(call, call.caller.era === "modern", edits).promise;
  }

  readHeaders(): Promise<void> {
    return this.headers.read(
      (cursor) => this.#relay.ask("tools/list", cursor === undefined ? undefined : `{"cursor":${cursor}}`).promise,
    );
  }

  notify(notification: Message): void {
    this.#relay.tell(notification.bytes);
  }

  attach(listener: Listener): Attachment {
    const ear = this.#ears.add(listener);
    const level = this.#ears.level();
    if (level !== undefined) this.#wantLevel(level);
    return {
      update: (wants) => this.#update(ear, wants),
      detach: () => {
        this.#ears.remove(ear);
        for (const uri of ear.wants.resourceSubscriptions) this.#unsubscribe(uri);
      },
    };
  }

  logLevelChanged(): void {
    const level = this.#ears.level();
    if (level !== undefined) this.#setLevel(level);
  }

  forget(caller: Caller): void {
    this.#parts.desk.parking.end((parked) => parked.caller === caller);
  }

  async close(): Promise<void> {
    await this.#relay.close();
  }

  drain(): void {
    this.#relay.drain();
  }

  /** Connects the transport, for this link alone. */
  transportOpen(): Promise<void> {
    return this.#relay.transport.open(this.receiver);
  }

  /** This link will not be used; its transport, which another link shares, stays. */
  retire(): void {
    this.#relay.end(new ProxyError("UPSTREAM_UNAVAILABLE", `${this.#parts.upstream} speaks the other era`));
  }

  async #update(ear: Ear, wants: ListenFilter): Promise<ListenFilter> {
    const before = new Set(ear.wants.resourceSubscriptions);
    const able = this.#capabilities.resources?.subscribe === true;
    const uris = able ? [...new Set(wants.resourceSubscriptions)] : [];
    for (const uri of uris) if (!before.has(uri)) await this.#subscribe(uri);
    for (const uri of before) if (!uris.includes(uri)) this.#unsubscribe(uri);
    ear.wants = {
      toolsListChanged: wants.toolsListChanged && this.#capabilities.tools?.listChanged === true,
      promptsListChanged: wants.promptsListChanged && this.#capabilities.prompts?.listChanged === true,
      resourcesListChanged: wants.resourcesListChanged && this.#capabilities.resources?.listChanged === true,
      resourceSubscriptions: uris,
      taskIds: [],
    };
    return ear.wants;
  }

  async #subscribe(uri: string): Promise<void> {
    const count = this.#subscribed.get(uri) ?? 0;
    if (count === 0) {
      const answer = await this.#relay.ask("resources/subscribe", JSON.stringify({ uri })).promise;
      if (answer.kind === "error") throw new UpstreamAnswer(answer);
    }
    this.#subscribed.set(uri, (this.#subscribed.get(uri) ?? 0) + 1);
  }

  #unsubscribe(uri: string): void {
    const count = (this.#subscribed.get(uri) ?? 1) - 1;
    if (count > 0) {
      this.#subscribed.set(uri, count);
      return;
    }
    this.#subscribed.delete(uri);
    if (this.#relay.closed === undefined)
      this.#forgetAnswer(this.#relay.ask("resources/unsubscribe", JSON.stringify({ uri })));
  }

  /** Only ever more verbose: a shared session serves everybody, and what one did not ask for is filtered out. */
  #wantLevel(level: LogLevel): void {
    if (this.#level === undefined || LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(this.#level)) this.#setLevel(level);
  }

  #setLevel(level: LogLevel): void {
    if (level === this.#level || this.#capabilities.logging === undefined) return;
    this.#level = level;
    this.#forgetAnswer(this.#relay.ask("logging/setLevel", JSON.stringify({ level })));
  }

  #forgetAnswer(exchange: Exchange): void {
    exchange.promise.catch((error: unknown) => {
      this.#parts.log.debug("a housekeeping request had no answer", {
        cause: error instanceof Error ? error.message : "",
      });
    });
  }

  #answer(message: Message, call: Call): Message {
    if (call.message.method === "tools/list" && message.kind === "result") this.headers.learn(message);
    if (call.caller.era !== "modern") return message;
    if (message.tail !== undefined) return completed(message, call.message.method);
    if (message.kind !== "error" || !MAY_ASK.has(call.message.method ?? "")) return message;
    return (call.caller.capabilities.elicitation.url && fromUrlElicitationError(message)) || message;
  }

  #notification(message: Message, carrier: Exchange | undefined): void {
    const method = message.method ?? "";
    const list = changedList(method);
    if (list !== undefined) this.#parts.events.changed(list);
    if (method === "notifications/cancelled") {
      this.#withdraw(message);
      return;
    }
    const call = (carrier ?? (method === "notifications/message" ? this.#onlyCall() : undefined))?.call;
    if (list !== undefined || method === "notifications/resources/updated" || call === undefined) {
      this.#ears.deliver(message);
    } else if (method !== "notifications/message") {
      call.emit(message);
    } else if (carrier === undefined && call.caller.era === "legacy") {
      this.#ears.deliver(message);
    } else if (call.caller.era === "legacy" && call.caller.logLevel === undefined) {
      call.emit(message);
    } else if (wantsLog(call.caller.logLevel, message.text(message.member("level")))) {
      call.emit(message);
    }
  }

  /** The call a message without correlation belongs to: the only one that runs, else the only one that waits for its user. */
  #onlyCall(): Exchange | undefined {
    const calls = [...this.#relay.exchanges.all()].filter((exchange) => exchange.call !== undefined);
    const running = calls.filter((exchange) => !exchange.parked);
    if (running.length > 0) return running.length === 1 ? running[0] : undefined;
    return calls.length === 1 ? calls[0] : undefined;
  }

  #question(message: Message, carrier: Exchange | undefined): void {
    const id = message.id as { start: number; end: number };
    const raw = Buffer.from(message.bytes.subarray(id.start, id.end));
    if (message.method === "ping") {
      this.#relay.tell(result(raw, {}).bytes);
      return;
    }
    const exchange = carrier?.call === undefined && !this.#relay.transport.correlates ? this.#onlyCall() : carrier;
    if (exchange?.call === undefined) {
      this.#askOutside(message, raw);
      return;
    }
    const { call } = exchange;
    if (!canAsk(call.caller, call.message.method, message)) {
      this.#cannotAsk(message, raw, exchange, call);
      return;
    }
    const question = toQuestion(message, `q${++this.#questions}`, call.caller);
    const early = answeredBeforehand(exchange, call, question.key);
    if (early !== undefined) {
      this.#relay.tell(responseBytes(question, early));
      return;
    }
    const parked = this.#parts.desk.parkedOn(exchange) ?? new ParkedCall(exchange, this.#relay, this.#parts.desk);
    parked.add(question);
  }

  /** The client did not declare what the upstream asks for: the question is refused, and a modern call fails with the reason. */
  #cannotAsk(message: Message, raw: Buffer, exchange: Exchange, call: Call): void {
    this.#relay.tell(refusalBytes(raw, -32601, `The client cannot be asked ${message.method} here`));
    const needed = call.caller.era === "modern" ? requiredCapability(message) : undefined;
    if (needed === undefined || !MAY_ASK.has(call.message.method ?? "")) return;
    const error = new ProxyError(
      "MISSING_CAPABILITY",
      `The upstream asks ${message.method}, which the client did not declare`,
      {
        data: { requiredCapabilities: needed },
      },
    );
    this.#cancel(exchange, error.message);
    this.#relay.exchanges.fail(exchange.id, new LinkFailure(error, "unknown"));
  }

  /** A question of no call goes to the only legacy session there is; where there are several, to nobody. */
  #askOutside(message: Message, raw: Buffer): void {
    const listener = this.#ears.sole();
    if (listener?.ask === undefined || !canAsk(listener.caller, undefined, message)) {
      const text =
        this.#relay.exchanges.size > 1
          ? "Ambiguous: several calls share this session"
          : `Nobody to ask ${message.method}`;
      this.#relay.tell(refusalBytes(raw, -32601, text));
      return;
    }
    listener.ask(message).then(
      (answer) => {
        const key = answer.kind === "error" ? "error" : "result";
        const body = answer.body === undefined ? "{}" : answer.raw(answer.body);
        this.#relay.tell(Buffer.from(`{"jsonrpc":"2.0","id":${raw.toString("utf8")},"${key}":${body}}`));
      },
      () => this.#relay.tell(refusalBytes(raw, -32603, "The client went away")),
    );
  }

  /** The upstream withdrew a question of its own. */
  #withdraw(message: Message): void {
    const span = message.member("requestId");
    if (span === undefined) return;
    const id = message.raw(span);
    for (const exchange of this.#relay.exchanges.all()) this.#parts.desk.parkedOn(exchange)?.withdraw(id);
  }

  async #resume(call: Call): Promise<Message> {
    const { desk, upstream } = this.#parts;
    const state = call.message.text(call.message.member("requestState")) ?? "";
    const parked = desk.parking.take(state, call, upstream);
    if (parked.relay !== this.#relay || this.#relay.closed !== undefined) {
      throw new LinkFailure(
        new ProxyError("UPSTREAM_RESTARTED", `${upstream} ended while it waited for an answer`, {
          data: { executed: "unknown" },
        }),
        "unknown",
      );
    }
    const answers = inputResponses(call);
    const open = parked.questions.filter((question) => !answers.has(question.key));
    for (const question of parked.questions) {
      const answer = answers.get(question.key);
      if (answer !== undefined) this.#relay.tell(responseBytes(question, answer));
    }
    return parked.resume(call, open);
  }

  #cancel(exchange: Exchange, reason: string | undefined): void {
    this.#parts.desk.parkedOn(exchange)?.abandon();
    if (this.#relay.closed !== undefined || exchange.answered) return;
    const params = { requestId: exchange.id, ...(reason === undefined ? {} : { reason }) };
    this.#relay.tell(
      Buffer.from(`{"jsonrpc":"2.0","method":"notifications/cancelled","params":${JSON.stringify(params)}}`),
    );
  }
}

/** What a client answered before it was asked, by a key it knows; each answer serves once. */
function answeredBeforehand(exchange: Exchange, call: Call, key: string): Buffer | undefined {
  const { message } = call;
  if (message.member("inputResponses") === undefined || message.member("requestState") !== undefined) return undefined;
  exchange.used ??= new Set();
  if (exchange.used.has(key)) return undefined;
  exchange.used.add(key);
  return inputResponses(call).get(key);
}

/** An `initialize` result as a neutral `server/discover` answer; what it said stays raw. */
function neutralIdentity(found: ReadonlyMap<string, string>): Message {
  const instructions = found.get("instructions");
  const info = found.get("serverInfo");
  const parts = [
    '"resultType":"complete","supportedVersions":[]',
    `"capabilities":${found.get("capabilities") ?? "{}"}`,
    ...(instructions === undefined ? [] : [`"instructions":${instructions}`]),
    ...(info === undefined ? [] : [`"_meta":{"${META.serverInfo}":${info}}`]),
    '"ttlMs":0,"cacheScope":"private"',
  ];
  return result(Buffer.from("0"), Buffer.from(`{${parts.join(",")}}`));
}
