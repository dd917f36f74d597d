import type { Caller } from "../../model/call.js";
import type { Principal } from "../../model/principal.js";
import { MODERN_REVISION } from "../../model/protocol.js";
import type { Declarations } from "../conversation/declare.js";
import type { Opener } from "../conversation/link.js";
import type { EraVerdict } from "./connect.js";
import { NO_ENDPOINT } from "./people.js";

/** Whether and by whom a link is shared. `session` gives every legacy session its own. */
export type Isolation = "shared" | "principal" | "session";

/** The owner of what everybody shares. */
export const EVERYBODY: Principal = { issuer: "shared", subject: "shared", label: "shared", key: "shared", claims: {} };
const NO_CAPABILITIES = "{}";

/**
 * The caller of what the proxy does on its own. It counts as a modern one, because all of those share one link, which declares
 * everything a client could be asked: so what it sees is all there is to see, and its link serves the first client to come.
 */
export const NOBODY: Omit<Caller, "principal"> = {
  endpoint: NO_ENDPOINT,
  era: "modern",
  revision: MODERN_REVISION,
  capabilities: {
    raw: Buffer.from("{}"),
    elicitation: { form: false, url: false },
    sampling: false,
    roots: false,
    extensions: new Set(),
  },
  clientInfo: undefined,
  logLevel: undefined,
  session: undefined,
};

/** Which link of an upstream serves whom. Keys are computed once per caller, as long as the upstream stays what it is. */
export class LinkKeys {
  readonly isolation: Isolation;
  readonly #declarations: Declarations;
  #keys = new WeakMap<Caller, string>();
  #modern = false;

  constructor(isolation: Isolation, declarations: Declarations) {
    this.isolation = isolation;
    this.#declarations = declarations;
  }

  /** What the upstream turned out to be: modern links serve every declaration. */
  settle(verdict: EraVerdict | undefined): void {
    const modern = verdict?.way.endsWith("modern") === true;
    if (modern === this.#modern) return;
    this.#modern = modern;
    this.#keys = new WeakMap();
  }

  /** Who a link belongs to. */
  owner(principal: Principal): Principal {
    return this.isolation === "shared" ? EVERYBODY : principal;
  }

  /** What a legacy handshake declares for a caller. */
  declared(caller: Caller): string {
    return this.isolation === "shared" ? NO_CAPABILITIES : this.#declarations.of(caller).legacy;
  }

  /** What a link opened for a caller is told of it. Legacy sessions share theirs with nobody of another kind. */
  opener(caller: Caller): Opener {
    const shared = this.isolation === "shared";
    const own = !shared && caller.era === "legacy";
    return { capabilities: this.declared(caller), session: own ? caller : undefined, shared };
  }

  /** The name of a caller's link; begins with the owner's key and a line break. */
  key(caller: Caller): string {
    const known = this.#keys.get(caller);
    if (known !== undefined) return known;
    const key = `${this.account(caller)}\n${this.#modern ? "" : this.declared(caller)}`;
    this.#keys.set(caller, key);
    return key;
  }

  /** Whose failures count together: a link's, whatever its client can do. */
  account(caller: Caller): string {
    const session = this.isolation === "session" ? (caller.session ?? "") : "";
    return `${this.owner(caller.principal).key}\n${session}`;
  }
}
