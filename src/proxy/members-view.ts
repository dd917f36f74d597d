import type { ItemKind } from "../model/access.js";
import type { Call, Caller, Handler } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Item } from "../model/item.js";
import type { Message } from "../model/message.js";
import type { ViewRequest } from "../model/methods.js";
import { KINDS, RPC, SERVER_FEATURES, type ServerFeature, wordsOf } from "../model/protocol.js";
import type { Listener, ListenFilter, Listening, View } from "../model/view.js";
import { listCursor } from "../wire/list-cursor.js";
import { withValue } from "../wire/splice.js";
import type { Catalogue } from "./catalogue.js";
import { Catalogues, type CataloguesParts } from "./catalogues.js";
import { complete } from "./completion.js";
import { describe, type Face, shownIdentity } from "./discover.js";
import { exposeUris } from "./expose-uris.js";
import { currentHolders } from "./holders.js";
import { askInTurn } from "./in-turn.js";
import { MalformedReport } from "./malformed.js";
import type { Target, ViewMember } from "./member.js";
import { CALL, FIND, foundTools, meantCall, meantName, metaList } from "./meta-tools.js";
import type { ItemPage, Offered } from "./page.js";
import { checkParamHeaders } from "./param-headers.js";
import { type PassedLists, passedLists } from "./passed-lists.js";
import { passedOn } from "./passed-on.js";
import type { Peer } from "./peer.js";
import { readResource } from "./read.js";
import { Skills } from "./skills.js";
import { SubscriptionHub } from "./subscription-hub.js";
import { find, onceMore, unknown } from "./targets.js";
import type { TaskSeal } from "./task-seal.js";
import { mayTask, sealedAnswer, Tasks, taskCall } from "./tasks.js";

/** What a view is made of. */
export interface MembersViewParts extends Omit<CataloguesParts, "late" | "report"> {
  /** Where the view is shown, as the file spells it. */
  readonly place: string;
  readonly face: Face;
  /**
   * Whether a call may be routed by a list that is being read anew. Not where items are held to a lock file: there what an
   * upstream changed must not be used before it was looked at.
   */
  readonly routesByOldLists: boolean;
  /** Whether two tools stand for all: one that tells of them, and one that calls them. */
  readonly metaTools: boolean;
  /** Seals task ids, so that they say whose they are. */
  readonly seal: TaskSeal;
  /** The file says nothing of the one member's items, so that all of them have their own names. Undefined: `naming` decides. */
  readonly identity?: {
    readonly mayCachePublicly: boolean;
    /** Clients do not take all of an upstream's names, or its list is too long: `nameByRules` is due in every view of it. */
    unfit(upstream: string): void;
  };
}

/** What a view whose items have their own names answers itself; the rest is its upstream's to answer. */
const OWN_ANSWERS: ReadonlySet<string> = new Set(["server/discover", ...KINDS.map(({ list }) => list)]);

/** One or many upstreams answering as one. What one upstream says passes as it is where its items have their own names. */
export class MembersView implements View {
  readonly #parts: MembersViewParts;
  readonly #catalogues: Catalogues;
  /** Names of items as JSON. */
  readonly #spelled = new WeakMap<Item, Buffer>();
  readonly #hub: SubscriptionHub;
  readonly #tasks: Tasks;
  /** The one upstream whose items have their own names. */
  #identity: { readonly peer: Peer; readonly lists: PassedLists } | undefined;
  /** The methods of the table where names are made by the rules, and as they are now. */
  readonly #byRules: ReadonlyMap<string | undefined, Handler>;
  #byMethod: ReadonlyMap<string | undefined, Handler>;

  constructor(parts: MembersViewParts) {
    this.#parts = parts;
    const late = (of: Caller, kind: ItemKind): void => this.#hub.changed(of.principal.key, wordsOf(kind).changes);
    const report = new MalformedReport(parts.log);
    this.#catalogues = new Catalogues({ ...parts, late, report });
    this.#tasks = new Tasks((caller) => this.#reached(caller), parts.seal);
    const catalogueOf = ({ caller }: Call): Catalogue => this.#catalogues.of(caller);
    const skills = new Skills((caller) => this.#reached(caller), parts);
    const byMethod: Record<ViewRequest, Handler> = {
      "tools/call": (call) => this.#named(call, "tool"),
      "prompts/get": (call) => this.#named(call, "prompt"),
      "resources/read": (call) => readResource(call, catalogueOf(call), parts),
      "tools/list": (call) => this.#list(call, "tool"),
      "prompts/list": (call) => this.#list(call, "prompt"),
      "resources/list": (call) => this.#list(call, "resource"),
      "resources/templates/list": (call) => this.#list(call, "resourceTemplate"),
      "server/discover": ({ caller }) => this.#discover(caller, report),
      "completion/complete": (call) => complete(call, catalogueOf(call)),
      "skills/list": (call) => skills.list(call, catalogueOf(call)),
      "skills/get": (call) => skills.get(call, catalogueOf(call)),
      "resources/directory/read": (call) => skills.directory(call, catalogueOf(call)),
      "tasks/list": (call) => this.#tasks.list(call),
      "tasks/get": (call) => this.#tasks.about(call),
      "tasks/result": (call) => this.#tasks.about(call),
      "tasks/update": (call) => this.#tasks.about(call),
      "tasks/cancel": (call) => this.#tasks.about(call),
    };
    this.#byRules = new Map(Object.entries(byMethod));
    this.#byMethod = this.#byRules;
    const [only] = parts.members;
    if (parts.identity !== undefined && only !== undefined) {
      const { peer } = only;
      const { mayCachePublicly } = parts.identity;
      const passed = Object.entries(byMethod).map(([method, handler]): [string, Handler] =>
        OWN_ANSWERS.has(method) ? [method, handler] : [method, (call) => peer.handle(call)],
      );
      this.#byMethod = new Map(passed);
      this.#identity = { peer, lists: passedLists({ ...parts, ...only, names: parts.naming, mayCachePublicly }) };
    }
    this.#hub = new SubscriptionHub({
      passes: () => this.#identity !== undefined,
      members: (caller) => this.#reached(caller),
      reaches: parts.reaches,
      seal: parts.seal,
      uris: (caller) => this.#catalogues.of(caller).known("resource")?.uris,
      holders: async (caller, asked) => (await currentHolders(this.#catalogues.of(caller), parts, asked)).holders,
      visible: (caller, item, exposed) => parts.visible(caller, item, exposed),
    });
  }

  /** A method that is not in the table is a vendor's. */
  readonly handle = (call: Call): Promise<Message> => {
    const answer = this.#byMethod.get(call.message.method);
    return answer === undefined ? this.#vendors(call) : answer(call);
  };

  get place(): string {
    return this.#parts.place;
  }

  /** Takes over what an earlier view of the same place knows of upstreams that are still the same. */
  inherit(before: MembersView, kept: ReadonlySet<string>): void {
    this.#catalogues.inherit(before.#catalogues, kept);
    const wasUnfit = before.#parts.identity !== undefined && before.#identity === undefined;
    for (const { peer } of before.#parts.members) if (wasUnfit && kept.has(peer.name)) this.nameByRules(peer.name);
  }

  /** An upstream cannot be shown as it is: from now on its items are named by the rules. */
  nameByRules(upstream: string): void {
    if (this.#identity?.peer.name !== upstream) return;
    this.#identity = undefined;
    this.#byMethod = this.#byRules;
    for (const changes of SERVER_FEATURES) this.#hub.changed("shared", changes);
  }

  checkHeaders(call: Call, rawHeaders: readonly string[]): Promise<void> | undefined {
    const asked = call.message.text(call.message.member("name"));
    if (asked === undefined) return undefined;
    if (this.#identity !== undefined) return checkParamHeaders(this.#identity.peer, asked, call, rawHeaders);
    const target = find(this.#catalogues.of(call.caller).known("tool"), asked);
    return target && checkParamHeaders(target.member.peer, target.item.own, call, rawHeaders);
  }

  /** A list of an upstream changed for a principal (`shared`: for everybody). */
  changed(principal: string, upstream: string, changes: ServerFeature): void {
    if (!this.#parts.members.some(({ peer }) => peer.name === upstream)) return;
    this.#identity?.lists.changed(changes);
    this.#catalogues.invalidate(principal, upstream, changes);
    this.#hub.changed(principal, changes, upstream);
  }

  /** Somebody may use something else from now on: everybody is told, because who lost an upstream's items does not reach it any more. */
  rulesChanged(): void {
    for (const changes of SERVER_FEATURES) {
      for (const { peer } of this.#parts.members) this.#catalogues.invalidate("shared", peer.name, changes);
      this.#hub.changed("shared", changes);
    }
  }

  /** What a caller sees of one kind, for pages and commands. */
  page(caller: Caller, kind: ItemKind): Promise<ItemPage> {
    return this.#catalogues.of(caller).page(kind);
  }

  /** The tool a call means that names another: the one `call_tool` is to call. Undefined: it is what it says. */
  meant({ message }: Call): string | undefined {
    const { metaTools } = this.#parts;
    if (!metaTools || message.method !== "tools/call" || message.text(message.member("name")) !== CALL)
      return undefined;
    return meantName(message);
  }

  /** What each upstream offers of one kind, before any rule, for pages and commands. */
  async offered(caller: Caller, kind: ItemKind): Promise<readonly Offered[]> {
    const catalogue = this.#catalogues.of(caller);
    await catalogue.page(kind);
    return catalogue.offered(kind);
  }

  /** The upstream behind a name or URI this caller sees, as far as it is known now. */
  ownerOf(caller: Caller, kind: ItemKind, exposed: string): string | undefined {
    if (this.#identity !== undefined) return this.#identity.peer.name;
    const page = this.#catalogues.of(caller).known(kind);
    return page?.items.get(exposed)?.item.upstream ?? page?.uris?.find(exposed)[0]?.upstream;
  }

  #list(call: Call, kind: ItemKind): Promise<Message> {
    const lists = this.#identity?.lists;
    if (lists === undefined) return this.#composed(call, kind);
    const kept = lists.find(call, wordsOf(kind));
    return kept === undefined ? this.#passed(call, kind, lists) : Promise.resolve(kept);
  }

  /** A page of the upstream as it is, unless it needs other names. */
  async #passed(call: Call, kind: ItemKind, lists: PassedLists): Promise<Message> {
    const { answer, passes } = await lists.read(call, wordsOf(kind));
    if (passes) return answer;
    for (const { peer } of this.#parts.members) this.#parts.identity?.unfit(peer.name);
    // A page behind the first is one of a list that began here.
    return listCursor(call.message, "cursor") === undefined ? this.#composed(call, kind) : answer;
  }

  async #composed(call: Call, kind: ItemKind): Promise<Message> {
    if (listCursor(call.message, "cursor") !== undefined) {
      throw new ProxyError("INVALID_PARAMS", "This list has one page, so no cursor is valid");
    }
    if (this.#parts.metaTools && kind === "tool") return metaList();
    return (await this.#catalogues.of(call.caller).page(kind)).answer;
  }

  /** The upstreams somebody may use anything of. */
  #reached(caller: Caller): readonly ViewMember[] {
    const { members, reaches } = this.#parts;
    return members.filter(({ peer }) => reaches(caller, peer.name));
  }

  #peers(caller: Caller): readonly Peer[] {
    return this.#reached(caller).map(({ peer }) => peer);
  }

  async #discover(caller: Caller, report: MalformedReport): Promise<Message> {
    const { face, deadline, log } = this.#parts;
    const described = await describe(this.#peers(caller), caller, deadline, log);
    return shownIdentity(described, this.#identity !== undefined, face, report);
  }

  #named(call: Call, kind: "tool" | "prompt"): Promise<Message> {
    const asked = call.message.text(call.message.member("name"));
    if (asked === undefined) return Promise.reject(new ProxyError("INVALID_PARAMS", "params.name is missing"));
    if (this.#parts.metaTools && kind === "tool" && (asked === FIND || asked === CALL)) return this.#meta(call, asked);
    return this.#route(call, kind, asked);
  }

  #route(call: Call, kind: "tool" | "prompt", asked: string): Promise<Message> {
    const catalogue = this.#catalogues.of(call.caller);
    const target = find(catalogue.ready(kind), asked);
    if (target !== undefined) return this.#use(call, kind, asked, target, catalogue);
    return this.#search(call, kind, asked, catalogue);
  }

  async #meta(call: Call, asked: string): Promise<Message> {
    if (asked === FIND) {
      const { items } = await this.#catalogues.of(call.caller).page("tool");
      return foundTools(
        call.message,
        [...items].map(([exposed, { item }]) => [exposed, item] as const),
      );
    }
    const message = meantCall(call.message);
    const name = message?.text(message.member("name"));
    if (message === undefined || name === undefined)
      throw new ProxyError("INVALID_PARAMS", "arguments.name is missing");
    // A tool that is really called so is meant here: the two do not call each other.
    return this.#route(call.with(message), "tool", name);
  }

  async #search(call: Call, kind: "tool" | "prompt", asked: string, catalogue: Catalogue): Promise<Message> {
    const old = find(catalogue.known(kind), asked);
    let target =
      old !== undefined && this.#parts.routesByOldLists
        ? old
        : find(old === undefined ? await catalogue.page(kind) : await catalogue.renewed(kind, old.member), asked);
    if (target === undefined) target = await this.#awaited(call, kind, asked, catalogue);
    if (target === undefined) throw catalogue.absence(kind, asked) ?? unknown(kind, asked);
    return this.#use(call, kind, asked, target, catalogue);
  }

  /** What a name means once the upstreams that may have it and are still starting have told. */
  async #awaited(call: Call, kind: ItemKind, asked: string, catalogue: Catalogue): Promise<Target | undefined> {
    for await (const page of catalogue.arrivals(kind, asked)) {
      if (call.cancelled) throw new ProxyError("CANCELLED", "The call was cancelled before it was sent");
      const target = find(page, asked);
      if (target !== undefined) return target;
    }
    return undefined;
  }

  /** The request with the upstream's own name of an item. */
  #renamed(message: Message, asked: string, item: Item): Message {
    const span = message.member("name");
    if (span === undefined || asked === item.own) return message;
    let bytes = this.#spelled.get(item);
    if (bytes === undefined) {
      bytes = Buffer.from(JSON.stringify(item.own));
      this.#spelled.set(item, bytes);
    }
    return withValue(message, span, bytes);
  }

  #use(
    call: Call,
    kind: "tool" | "prompt",
    asked: string,
    { member, item }: Target,
    catalogue: Catalogue,
  ): Promise<Message> {
    if (item.refused !== undefined) return Promise.reject(item.refused);
    const named = this.#renamed(call.message, asked, item);
    const message = member.request(kind, item.own, named);
    const { name } = member.peer;
    const tasks = kind === "tool" && mayTask(call);
    const changed = message === call.message ? call : call.with(message);
    const own = tasks ? taskCall(changed, name, this.#parts.seal) : changed;
    const first = member.peer.handle(own);
    const plain = kind === "tool" && member.repeats(item) ? first.catch((cut) => onceMore(cut, own, member)) : first;
    const answer = tasks ? plain.then((found) => sealedAnswer(found, call, name, this.#parts.seal)) : plain;
    const uris = catalogue.known("resource")?.uris;
    if (uris === undefined || !uris.changes(name)) return answer;
    return answer.then((found) => exposeUris(found, call, (uri) => uris.exposed(name, uri)));
  }

  /** A method the protocol does not have: the first upstream that has it answers, among those the file opens to it. */
  async #vendors(call: Call): Promise<Message> {
    const peers = this.#peers(call.caller).filter((peer) => peer.takes(call.message.method ?? ""));
    const { answer, refusal, failure } = await askInTurn(call, peers, [RPC.METHOD_NOT_FOUND], (peer) =>
      peer.handle(call),
    );
    if (failure !== undefined) this.#parts.log.debug("upstream.skipped", { cause: failure.message });
    const said = answer ?? refusal;
    if (said === undefined) throw failure ?? new ProxyError("METHOD_NOT_FOUND", "Method not found");
    return said;
  }

  notify(caller: Caller, notification: Message): ProxyError | undefined {
    const told = (): boolean =>
      this.#identity?.peer.notify(caller, notification) ?? this.#tasks.told(caller, notification);
    return passedOn(this.#peers(caller), caller, notification, told);
  }

  listen(listener: Listener, wants: ListenFilter): Promise<Listening> {
    return this.#hub.listen(listener, wants);
  }

  logLevelChanged(caller: Caller): void {
    for (const { peer } of this.#parts.members) peer.logLevelChanged(caller);
  }

  forget(caller: Caller): void {
    this.#catalogues.forget(caller);
    for (const { peer } of this.#parts.members) peer.forget(caller);
  }
}
