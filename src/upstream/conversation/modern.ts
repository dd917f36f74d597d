import { BOUNDS, entryBytes } from "../../model/bounds.js";
import type { Call, Caller } from "../../model/call.js";
import { ProxyError } from "../../model/errors.js";
import type { Message } from "../../model/message.js";
import { mirroredTarget } from "../../model/method-fates.js";
import { CLIENT_NOTIFICATIONS } from "../../model/methods.js";
import { META, MODERN_REVISION, RPC, SERVER_FEATURES } from "../../model/protocol.js";
import { type Listener, type ListenFilter, QUESTION_ERROR } from "../../model/view.js";
import { result } from "../../wire/build.js";
import { encodeHeaderValue } from "../../wire/headers.js";
import { listCursor } from "../../wire/list-cursor.js";
import { members } from "../../wire/scan.js";
import { type Edit, splice } from "../../wire/splice.js";
import { refusalBytes } from "../questions/questions.js";
import { changedList, type Subscriber, wantsLog } from "../subscriptions/subscribers.js";
import { ListenRequest } from "../subscriptions/subscription.js";
import { ClientMetas, type Declarations, refuseForeignTasks, wrapEdit } from "./declare.js";
import { EraRecheck, mayBeOtherEra } from "./era-recheck.js";
import { type Exchange, LinkFailure } from "./exchanges.js";
import {
  type Attachment,
  checkIdentity,
  type Link,
  type LinkEvents,
  objectText,
  type UpstreamCapabilities,
} from "./link.js";
import { HeaderBook, paramHeaders, withoutTools } from "./params.js";
import { fields, type RelayParts } from "./relay.js";
import { RelayedLink } from "./relayed-link.js";
import { describedRevisions, refusedRevision } from "./revisions.js";

/** What a modern link needs besides its transport. */
export interface ModernParts extends RelayParts {
  readonly events: LinkEvents;
  readonly declarations: Declarations;
  /** The proxy's own `clientInfo`, JSON, for requests of its own and callers that sent none. */
  readonly clientInfo: string;
}

const NO_HEADERS: readonly string[] = [];
/** How many lists of headers are kept: methods, characters of a name, and bytes of all. */
const MAX_METHODS = 32;
const MAX_NAME_CHARS = 256;
const MAX_BYTES = BOUNDS["upstream.headers"].bytes;

/** What session-based servers call a request without a session: -32600, or a code of their own (-32000 to -32019 in this revision's words). */
const mayBeLegacy = (code: unknown): boolean =>
  code === RPC.INVALID_REQUEST || (typeof code === "number" && code <= -32000 && code >= -32019);

/** Requests to an upstream of 2026-07-28. Nothing is kept between two of them but the subscription. */
export class ModernLink extends RelayedLink implements Link {
  readonly era = "modern";
  identity!: Message;
  readonly #parts: ModernParts;
  readonly #subscription: ListenRequest;
  readonly #envelopes: ClientMetas;
  /** Headers of calls, by name of the target within the method; what is asked for again and again is one list. */
  readonly #lists = new Map<string, Map<string, readonly string[]>>();
  #listBytes = 0;
  readonly #repaired = new WeakSet<Exchange>();
  readonly #recheck: EraRecheck;
  #capabilities: UpstreamCapabilities = {};
  readonly headers = new HeaderBook();

  constructor(parts: ModernParts) {
    super(parts);
    this.#parts = parts;
    this.#envelopes = new ClientMetas(parts.declarations, parts.clientInfo);
    this.#recheck = new EraRecheck(
      this.relay,
      parts.upstream,
      () => this.discover(),
      (answer) => describedRevisions(answer).modern,
    );
    this.#subscription = new ListenRequest(
      this.relay,
      this.subscribers,
      (filter) => this.#own("subscriptions/listen", `"notifications":${filter},`),
      parts.log,
      () => this.#missed(),
    );
  }

  protected hooks(): ReturnType<RelayedLink["hooks"]> {
    return {
      question: (message) => this.#refuse(message),
      notification: (message, exchange) => this.#notification(message, exchange),
      answer: (message, call, exchange) => this.#answer(message, call, exchange),
      failed: (exchange, failure, fail) => {
        const doubtful = mayBeOtherEra(failure);
        if (doubtful) this.#recheck.of(exchange, fail);
        return doubtful;
      },
      closed: (error) => {
        this.#subscription.close();
        this.#parts.events.closed(this, error);
      },
      cancel: (exchange, reason) => this.#cancel(exchange, reason),
    };
  }

  /** Asks `server/discover`. Rejects with a `LinkFailure`; an error answer is returned, for era detection. */
  discover(): Exchange {
    return this.#own("server/discover", "");
  }

  /** Takes a `server/discover` result as the upstream's identity. */
  adopt(identity: Message): void {
    checkIdentity(this.#parts.upstream, identity);
    this.identity = identity;
    this.#capabilities = JSON.parse(objectText(fields(identity).get("capabilities"))) as UpstreamCapabilities;
  }

  request(call: Call): Promise<Message> {
    const edits = this.#edits(call);
    return this.relay.request(call, false, edits, this.#headers(call)).promise;
  }

  /** This era says with each list how long it stays true. */
  tells(): boolean {
    return false;
  }

  notify(_caller: Caller, notification: Message): boolean {
    // This revision has none of the notifications that clients of sessions send to views.
    if (Object.hasOwn(CLIENT_NOTIFICATIONS, notification.method ?? "")) return false;
    this.relay.tell(notification.bytes, this.#plainHeaders(notification.method ?? ""));
    return true;
  }

  attach(listener: Listener): Attachment {
    const subscriber = this.subscribers.add(listener);
    return {
      update: (wants) => this.#update(subscriber, wants),
      detach: () => {
        this.subscribers.remove(subscriber);
        void this.#subscription.adapt();
      },
    };
  }

  logLevelChanged(): void {
    // every request carries its own level
  }

  forget(): void {
    // nothing is kept for a session
  }

  async #update(subscriber: Subscriber, wants: ListenFilter): Promise<ListenFilter> {
    const able = (list: string, flag: string): boolean => this.#capabilities[list]?.[flag] === true;
    subscriber.wants = {
      toolsListChanged: wants.toolsListChanged && able("tools", "listChanged"),
      promptsListChanged: wants.promptsListChanged && able("prompts", "listChanged"),
      resourcesListChanged: wants.resourcesListChanged && able("resources", "listChanged"),
      resourceSubscriptions: able("resources", "subscribe") ? wants.resourceSubscriptions : [],
      taskIds: wants.taskIds,
    };
    await this.#subscription.adapt();
    return subscriber.wants;
  }

  #own(method: string, params: string): Exchange {
    const meta = `"${META.protocolVersion}":"${MODERN_REVISION}","${META.clientCapabilities}":{},"${META.clientInfo}":${this.#parts.clientInfo}`;
    return this.relay.ask(method, `{${params}"_meta":{${meta}}}`, this.#plainHeaders(method));
  }

  #plainHeaders(method: string): string[] {
    return ["mcp-protocol-version", MODERN_REVISION, "mcp-method", encodeHeaderValue(method)];
  }

  #edits(call: Call): Edit[] {
    const edits: Edit[] = [];
    if (call.caller.era === "legacy") {
      refuseForeignTasks(call);
      edits.push(wrapEdit(call.message, this.#envelopes.of(call.caller)));
    }
    const answers = call.message.member("inputResponses");
    if (answers !== undefined && call.message.bytes.includes(QUESTION_ERROR)) {
      const text = members(call.message.bytes, answers).map(({ keySpan, value }) => {
        const raw = call.message.raw(value);
        return `${call.message.raw(keySpan)}:${raw.includes(QUESTION_ERROR) ? '{"action":"cancel"}' : raw}`;
      });
      edits.push({ ...answers, bytes: Buffer.from(`{${text.join(",")}}`) });
    }
    return edits;
  }

  #headers(call: Call): readonly string[] {
    if (!this.relay.transport.correlates) return NO_HEADERS;
    const method = call.message.method ?? "";
    const key = mirroredTarget(method);
    const name = key === undefined ? undefined : call.message.text(call.message.member(key));
    const headers = this.#list(method, name);
    const annotated = method === "tools/call" && name !== undefined ? this.headers.of(name) : undefined;
    return annotated === undefined ? headers : [...headers, ...paramHeaders(call, annotated)];
  }

  #list(method: string, name: string | undefined): readonly string[] {
    let lists = this.#lists.get(method);
    const known = lists?.get(name ?? "");
    if (known !== undefined) return known;
    const headers = this.#plainHeaders(method);
    if (name !== undefined) headers.push("mcp-name", encodeHeaderValue(name));
    // Methods and names are the client's to choose.
    const long = method.length + (name?.length ?? 0) > MAX_NAME_CHARS;
    if (name === "" || long) return headers;
    // A name in base64 is longer than it is.
    const bytes = entryBytes(method, 8 * (name?.length ?? 0) + 512);
    if (this.#lists.size >= MAX_METHODS || this.#listBytes + bytes > MAX_BYTES) {
      this.#lists.clear();
      this.#listBytes = 0;
      lists = undefined;
    }
    lists ??= new Map();
    this.#lists.set(method, lists);
    lists.set(name ?? "", headers);
    this.#listBytes += bytes;
    return headers;
  }

  #answer(message: Message, call: Call, exchange: Exchange): Message | undefined {
    if (call.message.method === "tools/list" && message.kind === "result" && this.relay.transport.correlates) {
      return this.#learn(message, call);
    }
    if (message.kind !== "error" || message.bytes.length > 65_536) return message;
    const code = (message.value as { code?: unknown }).code;
    if (code === RPC.HEADER_MISMATCH) return this.#repair(message, call, exchange);
    const refused = refusedRevision(message);
    if (refused !== undefined) {
      // An upstream that refuses the very revision it names speaks no other era: a new link would be refused alike.
      const said = refused.modern ? "refused" : "does not speak";
      const error = new ProxyError("UPSTREAM_PROTOCOL", `${this.#parts.upstream} ${said} ${MODERN_REVISION}`);
      if (!refused.modern) this.#parts.events.refused(refused);
      this.relay.exchanges.fail(exchange.id, new LinkFailure(error, "unsent", !refused.modern));
      return undefined;
    }
    if (!mayBeLegacy(code) || !this.relay.transport.correlates) return message;
    this.#recheck.of(exchange, () => this.relay.exchanges.settle(exchange.id, message));
    return undefined;
  }

  /** Remembers which arguments must stand in headers, and drops the tools a client must drop. */
  #learn(message: Message, call: Call): Message {
    const invalid = this.headers.learn(message, listCursor(call.message, "cursor") === undefined);
    if (invalid.size === 0) return message;
    for (const tool of invalid)
      this.#parts.log.warn("upstream.tool_dropped", {
        upstream: this.#parts.upstream,
        tool,
        cause: "its x-mcp-header annotations are invalid",
      });
    const edit = withoutTools(message, invalid);
    return edit === undefined ? message : splice(message, [edit]);
  }

  /** This revision has no requests of the server. One that is sent nevertheless is answered, because the call it belongs to may wait for that. */
  #refuse(message: Message): void {
    this.relay.strays++;
    const span = message.id as { start: number; end: number };
    const id = Buffer.from(message.bytes.subarray(span.start, span.end));
    const answer =
      message.method === "ping" ? result(id, {}).bytes : refusalBytes(id, RPC.METHOD_NOT_FOUND, "Method not found");
    this.relay.tell(answer, ["mcp-protocol-version", MODERN_REVISION]);
  }

  /** A header was missing or stale: reads the tools again and sends the call once more. What is still refused is our fault. */
  #repair(message: Message, call: Call, exchange: Exchange): Message | undefined {
    if (this.#repaired.has(exchange)) {
      const said = (message.value as { message?: string }).message ?? "";
      const error = new ProxyError("UPSTREAM_PROTOCOL", `${this.#parts.upstream} refused the headers: ${said}`);
      this.relay.exchanges.fail(exchange.id, new LinkFailure(error, "unsent"));
      return undefined;
    }
    this.#repaired.add(exchange);
    this.readHeaders().then(
      () => this.relay.send(exchange, call, false, this.#edits(call), this.#headers(call)),
      (error: unknown) => this.relay.exchanges.fail(exchange.id, asFailure(error)),
    );
    return undefined;
  }

  readHeaders(): Promise<void> {
    return this.headers.read(
      (cursor) => this.#own("tools/list", cursor === undefined ? "" : `"cursor":${cursor},`).promise,
    );
  }

  #missed(): void {
    for (const kind of SERVER_FEATURES) this.#parts.events.changed(kind);
    this.subscribers.missed();
  }

  #notification(message: Message, carrier: Exchange | undefined): void {
    const list = changedList(message.method ?? "");
    if (list !== undefined) this.#parts.events.changed(list);
    if (this.#subscription.take(message, carrier)) return;
    const call = (carrier ?? this.relay.onlyCall())?.call;
    if (call === undefined) {
      this.subscribers.deliver(message);
      return;
    }
    if (message.method !== "notifications/message") this.relay.emit(call, message, carrier);
    else if (wantsLog(call.caller.logLevel, message.text(message.member("level"))))
      this.relay.emit(call, message, carrier);
  }

  #cancel(exchange: Exchange, reason: string | undefined): void {
    if (this.relay.transport.abortCancels || this.relay.closed !== undefined || exchange.answered) return;
    const params = { requestId: exchange.id, ...(reason === undefined ? {} : { reason }) };
    this.relay.tell(
      Buffer.from(`{"jsonrpc":"2.0","method":"notifications/cancelled","params":${JSON.stringify(params)}}`),
    );
  }
}

function asFailure(error: unknown): LinkFailure {
  return error instanceof LinkFailure ? error : new LinkFailure(ProxyError.from(error), "unknown");
}
