import type { ItemKind } from "../model/access.js";
import type { Call, Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Item } from "../model/item.js";
import type { Message } from "../model/message.js";
import type { Listener, ListenFilter, Listening, View } from "../model/view.js";
import { splice, withValue } from "../wire/splice.js";
import { Catalogue, type CatalogueParts, type Offered, type Page } from "./catalogue.js";
import { completionTarget } from "./completion.js";
import { describe, type Face, mergedIdentity } from "./discover.js";
import { EarHub } from "./ear-hub.js";
import { exposeUris } from "./expose-uris.js";
import { inTurn, NO_ITEM, NO_METHOD } from "./in-turn.js";
import { KINDS, wordsOf } from "./kinds.js";
import type { Member, Target } from "./member.js";
import { CALL, FIND, foundTools, meantCall, meantName, metaList } from "./meta-tools.js";
import { checkParamHeaders } from "./param-headers.js";
import { find, onceMore, unknown } from "./targets.js";
import type { TaskSeal } from "./task-seal.js";
import { mayTask, sealedAnswer, Tasks, taskCall } from "./tasks.js";

/** What a merged view is made of. */
export interface MergedParts extends Omit<CatalogueParts, "late"> {
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
  /** How many callers' catalogues are kept. */
  readonly catalogues: number;
  /** The same text for principals who see the same; claims may change what a principal sees. */
  readonly variant: (principal: Caller["principal"]) => string;
}

const LISTS: ReadonlyMap<string, ItemKind> = new Map(KINDS.map(({ list, kind }) => [list, kind]));

/** Many upstreams, or one with rules, answering as one. */
export class MergedView implements View {
  readonly #parts: MergedParts;
  readonly #catalogues = new Map<string, Catalogue>();
  /** Keys of catalogues, by caller, for the variant they were made for. */
  readonly #keys = new WeakMap<Caller, { readonly variant: string; readonly key: string }>();
  #uses = 0;
  /** Names of items as JSON. */
  readonly #spelled = new WeakMap<Item, Buffer>();
  readonly #hub: EarHub;
  readonly #tasks: Tasks;

  constructor(parts: MergedParts) {
    this.#parts = parts;
    this.#tasks = new Tasks((caller) => this.#reached(caller), parts.seal);
    this.#hub = new EarHub(
      (caller) => this.#reached(caller),
      parts.seal,
      (caller) => this.#catalogue(caller).known("resource")?.uris,
      (caller) => this.#catalogue(caller).page("resource"),
    );
  }

  readonly handle = (call: Call): Promise<Message> => {
    const { method } = call.message;
    if (method === "tools/call") return this.#named(call, "tool");
    if (method === "prompts/get") return this.#named(call, "prompt");
    if (method === "resources/read") return this.#read(call);
    const kind = LISTS.get(method ?? "");
    if (kind !== undefined) return this.#list(call, kind);
    if (method === "server/discover") return this.#discover(call.caller);
    if (method === "completion/complete") return this.#complete(call);
    if (method === "tasks/list") return this.#tasks.list(call);
    if (method?.startsWith("tasks/")) return this.#tasks.about(call);
    return this.#anybody(call);
  };

  get place(): string {
    return this.#parts.place;
  }

  /** Takes over what an earlier view of the same place knows of upstreams that are still the same. */
  inherit(before: MergedView, kept: ReadonlySet<string>): void {
    for (const catalogue of before.#catalogues.values()) this.#catalogue(catalogue.caller).inherit(catalogue, kept);
  }

  checkHeaders(call: Call, rawHeaders: readonly string[]): Promise<void> | undefined {
    const asked = call.message.text(call.message.member("name"));
    const target = asked === undefined ? undefined : find(this.#catalogue(call.caller).known("tool"), asked);
    return target && checkParamHeaders(target.member.peer, target.item.own, call, rawHeaders);
  }

  /** A list of an upstream changed for a principal (`shared`: for everybody). */
  changed(principal: string, upstream: string, changes: "tools" | "prompts" | "resources"): void {
    if (!this.#parts.members.some(({ peer }) => peer.name === upstream)) return;
    for (const [key, catalogue] of this.#catalogues) {
      if (principal === "shared" || key.startsWith(`${principal}\n`)) catalogue.invalidate(upstream, changes);
    }
    this.#hub.changed(principal, changes);
  }

  /** What a caller sees of one kind, for pages and commands. */
  page(caller: Caller, kind: ItemKind): Promise<Page> {
    return this.#catalogue(caller).page(kind);
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
    const catalogue = this.#catalogue(caller);
    await catalogue.page(kind);
    return catalogue.offered(kind);
  }

  /** The upstream behind a name or URI this caller sees, as far as it is known now. */
  ownerOf(caller: Caller, kind: ItemKind, exposed: string): string | undefined {
    const page = this.#catalogue(caller).known(kind);
    return page?.items.get(exposed)?.item.upstream ?? page?.uris?.find(exposed)[0]?.upstream;
  }

  #catalogue(caller: Caller): Catalogue {
    const variant = this.#parts.variant(caller.principal);
    let of = this.#keys.get(caller);
    if (of === undefined || of.variant !== variant) {
      // Lists are those of the links that serve this caller: what another client's link lists may be something else.
      const audience = this.#parts.members.map(({ peer }) => peer.audience(caller)).join("\n");
      const declared = [...caller.capabilities.extensions].sort().join(",");
      of = { variant, key: `${caller.principal.key}\n${declared}\n${variant}\n${audience}` };
      this.#keys.set(caller, of);
    }
    const found = this.#catalogues.get(of.key) ?? this.#add(of.key, caller);
    found.used = ++this.#uses;
    return found;
  }

  #add(key: string, caller: Caller): Catalogue {
    const late = (of: Caller, kind: ItemKind): void => this.#hub.changed(of.principal.key, wordsOf(kind).changes);
    const made = new Catalogue({ ...this.#parts, late }, caller);
    this.#catalogues.set(key, made);
    if (this.#catalogues.size > this.#parts.catalogues) this.#forgetOldest();
    return made;
  }

  #forgetOldest(): void {
    const [oldest] = [...this.#catalogues].sort(([, a], [, b]) => a.used - b.used);
    if (oldest !== undefined) this.#catalogues.delete(oldest[0]);
  }

  async #list(call: Call, kind: ItemKind): Promise<Message> {
    if (call.message.member("cursor") !== undefined) {
      throw new ProxyError("INVALID_PARAMS", "This list has one page: there is no cursor to go on from");
    }
    if (this.#parts.metaTools && kind === "tool") return metaList();
    return (await this.#catalogue(call.caller).page(kind)).answer;
  }

  /** The upstreams somebody may use anything of. */
  #reached(caller: Caller): readonly Member[] {
    const { members, reaches } = this.#parts;
    return members.filter(({ peer }) => reaches(caller, peer.name));
  }

  async #discover(caller: Caller): Promise<Message> {
    const { face, deadline, log } = this.#parts;
    const peers = this.#reached(caller).map(({ peer }) => peer);
    return mergedIdentity(await describe(peers, caller, deadline, log), face);
  }

  #named(call: Call, kind: "tool" | "prompt"): Promise<Message> {
    const asked = call.message.text(call.message.member("name"));
    if (asked === undefined) return Promise.reject(new ProxyError("INVALID_PARAMS", "params.name is missing"));
    if (this.#parts.metaTools && kind === "tool" && (asked === FIND || asked === CALL)) return this.#meta(call, asked);
    const catalogue = this.#catalogue(call.caller);
    const target = find(catalogue.ready(kind), asked);
    if (target !== undefined) return this.#use(call, kind, asked, target, catalogue);
    return this.#search(call, kind, asked, catalogue);
  }

  async #meta(call: Call, asked: string): Promise<Message> {
    if (asked === FIND) {
      const { items } = await this.#catalogue(call.caller).page("tool");
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
    const catalogue = this.#catalogue(call.caller);
    const own = call.with(message);
    const target = find(catalogue.ready("tool"), name);
    return target === undefined
      ? this.#search(own, "tool", name, catalogue)
      : this.#use(own, "tool", name, target, catalogue);
  }

  async #search(call: Call, kind: "tool" | "prompt", asked: string, catalogue: Catalogue): Promise<Message> {
    const old = find(catalogue.known(kind), asked);
    const target =
      old !== undefined && this.#parts.routesByOldLists
        ? old
        : find(old === undefined ? await catalogue.page(kind) : await catalogue.renewed(kind, old.member), asked);
    if (target === undefined) throw catalogue.absence(kind, asked) ?? unknown(kind, asked);
    return this.#use(call, kind, asked, target, catalogue);
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

  async #read(call: Call): Promise<Message> {
    const span = call.message.member("uri");
    const asked = call.message.text(span);
    if (span === undefined || asked === undefined) throw new ProxyError("INVALID_PARAMS", "params.uri is missing");
    const catalogue = this.#catalogue(call.caller);
    const page = catalogue.ready("resource") ?? (await catalogue.page("resource"));
    const owners = this.#owners(page, call.caller, asked);
    const { answer, refusal, failure } = await inTurn(
      call,
      owners,
      [...NO_ITEM, NO_METHOD],
      async ({ member, uri }) => {
        const { uris } = page;
        const { name } = member.peer;
        const own = { ...span, bytes: Buffer.from(JSON.stringify(uri)) };
        const found = await member.peer.handle(uri === asked ? call : call.with(splice(call.message, [own])));
        if (uri === asked && uris?.changes(name) !== true) return found;
        const shown = (one: string): string => (one === uri ? asked : (uris?.exposed(name, one) ?? one));
        return exposeUris(found, call, shown);
      },
    );
    if (answer !== undefined) return answer;
    // Who could not be asked may have it.
    if (failure !== undefined) throw failure;
    if (refusal === undefined || (owners.length > 1 && isNoMethod(refusal))) throw unknown("resource", asked);
    return refusal;
  }

  /** Who may hold a resource, best first; nobody the caller may not see it at. */
  #owners(page: Page, caller: Caller, asked: string): { member: Target["member"]; uri: string }[] {
    const listed = page.items.get(asked);
    if (listed?.item.refused !== undefined) throw listed.item.refused;
    if (listed !== undefined) return [{ member: listed.member, uri: listed.item.own }];
    const { members } = this.#parts;
    const found = page.uris?.find(asked) ?? [];
    const candidates = found.length > 0 ? found : members.map(({ peer }) => ({ upstream: peer.name, uri: asked }));
    return candidates.flatMap(({ upstream, uri }) => {
      const member = members.find(({ peer }) => peer.name === upstream);
      if (member === undefined) return [];
      const item = { kind: "resource" as const, upstream, own: uri, name: uri, bytes: UNLISTED };
      return member.admits(item) && this.#parts.visible(caller, item, asked) ? [{ member, uri }] : [];
    });
  }

  async #complete(call: Call): Promise<Message> {
    const catalogue = this.#catalogue(call.caller);
    const wanted = completionTarget(call.message);
    if (wanted === undefined)
      throw new ProxyError("INVALID_PARAMS", "params.ref names neither a prompt nor a resource");
    const page = await catalogue.page(wanted.kind);
    const target = find(page, wanted.asked);
    if (target === undefined) throw unknown(wanted.kind, wanted.asked);
    const own = target.item.own;
    const message =
      own === wanted.asked
        ? call.message
        : splice(call.message, [{ ...wanted.span, bytes: Buffer.from(JSON.stringify(own)) }]);
    return target.member.peer.handle(message === call.message ? call : call.with(message));
  }

  /** A method the proxy does not know: the first upstream that does answers it. */
  async #anybody(call: Call): Promise<Message> {
    const peers = this.#reached(call.caller).map(({ peer }) => peer);
    const { answer, refusal, failure } = await inTurn(call, peers, [NO_METHOD], (peer) => peer.handle(call));
    if (failure !== undefined) this.#parts.log.debug("upstream.skipped", { cause: failure.message });
    const said = answer ?? refusal;
    if (said === undefined) throw failure ?? new ProxyError("METHOD_NOT_FOUND", "Method not found");
    return said;
  }

  notify(caller: Caller, notification: Message): void {
    for (const { peer } of this.#reached(caller)) peer.notify(caller, notification);
  }

  listen(listener: Listener, wants: ListenFilter): Promise<Listening> {
    return this.#hub.listen(listener, wants);
  }

  logLevelChanged(caller: Caller): void {
    for (const { peer } of this.#parts.members) peer.logLevelChanged(caller);
  }

  forget(caller: Caller): void {
    const key = this.#keys.get(caller)?.key;
    // What only its links listed is of no use any more.
    if (key !== undefined && caller.session !== undefined && key.includes(caller.session)) this.#catalogues.delete(key);
    for (const { peer } of this.#parts.members) peer.forget(caller);
  }
}

const UNLISTED = Buffer.from("{}");

function isNoMethod(refusal: Message): boolean {
  return (refusal.value as { code: number }).code === NO_METHOD;
}
