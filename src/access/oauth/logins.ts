import { createHash } from "node:crypto";
import { sameText } from "../../base/same-text.js";
import type { IdpLeg } from "./idp.js";
import type { FrontOptions } from "./options.js";
import { openToAll } from "./rate-limit.js";
import { type Expiring, recordsOf } from "./records.js";
import { unfinished } from "./unfinished.js";

/** A checked request to /authorize; sealed into the consent page and kept during the sign-in. */
export interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly challenge: string;
  readonly resource: string;
  readonly scope: string;
}

/** The purpose of a sign-in: a client that asked, or the page. */
export type Purpose =
  | { readonly kind: "client"; readonly request: AuthorizationRequest }
  | { readonly kind: "page"; readonly returnTo: string };

/** A sign-in on its way, by its state. */
export interface Login extends Expiring {
  readonly purpose: Purpose;
  readonly leg: IdpLeg;
  /** SHA-256 of the cookie that binds it to the browser it began in. */
  readonly binding: string;
  /** Set once a browser came back with it: it never works again. */
  readonly done: boolean;
}

/** The time a person may take to sign in. */
export const LOGIN_TTL_MS = 600_000;

/** Sign-ins under way at the identity provider. */
const MAX_OPEN = 5_000;

/** The outcome of a return from the identity provider. */
export type Claimed =
  | { readonly outcome: "mine"; readonly login: Login }
  /** The state is unknown, used or too old. */
  | { readonly outcome: "unknown" }
  /** The sign-in began in another browser. */
  | { readonly outcome: "foreign" };

/** Sign-ins at the identity provider that are under way. */
export interface PendingSignIns {
  /**
   * Begins a sign-in. Undefined when one with this state was begun already: a decision counts once. Rejects with
   * `temporarily_unavailable` (429) when the source, or all of them together, began too many.
   */
  begin(state: string, purpose: Purpose, source: string): Promise<{ leg: IdpLeg; cookie: string } | undefined>;
  /** Takes a sign-in; atomic, so of any number of returns one gets it. A return from another browser consumes nothing. */
  claim(
    state: string,
    cookies: Readonly<Record<string, string>>,
    cookieNameOf: (state: string) => string,
  ): Promise<Claimed>;
  sweep(): Promise<void>;
}

/** The cookie that binds a sign-in to a browser; its name tells sign-ins in two tabs apart and nothing else. */
export function bindingCookie(state: string): string {
  return `mcp-proxy-front-${hash(state).slice(0, 12)}`;
}

/** Sign-ins kept in the store, so that any replica may see the return. */
export function createPendingSignIns(options: FrontOptions): PendingSignIns {
  const { clock, random } = options;
  const records = recordsOf<Login>(options.store, clock, "logins", LOGIN_TTL_MS);
  // Each is written to the store, for ten minutes: people begin few, and a team behind one address not many.
  const admit = openToAll(clock, "sign-ins", { perMinute: 30, burst: 60 }, { perMinute: 300, burst: 600 });
  const open = unfinished(clock, MAX_OPEN, LOGIN_TTL_MS);
  return {
    async begin(state, purpose, source) {
      admit(source);
      const cookie = random(32).toString("base64url");
      const leg = { nonce: random(24).toString("base64url"), verifier: random(48).toString("base64url") };
      let begun = false;
      await records.update(state, (current) => {
        if (current !== undefined) return current;
        begun = true;
        return { purpose, leg, binding: hash(cookie), done: false, expiresAt: clock.now() + LOGIN_TTL_MS };
      });
      if (!begun) return undefined;
      const leaves = open.add(state, source);
      if (leaves !== undefined) await records.update(leaves, () => undefined);
      return { leg, cookie };
    },
    async claim(state, cookies, cookieNameOf) {
      const cookie = cookies[cookieNameOf(state)];
      // A stranger may come back with any state, so one that was never begun takes no lock.
      if ((await records.read(state)) === undefined) return { outcome: "unknown" };
      let claimed: Claimed = { outcome: "unknown" };
      await records.update(state, (current) => {
        if (current === undefined || current.done) return current;
        if (cookie === undefined || !sameText(hash(cookie), current.binding)) {
          claimed = { outcome: "foreign" };
          return current;
        }
        claimed = { outcome: "mine", login: current };
        open.settle(state);
        return { ...current, done: true };
      });
      return claimed;
    },
    sweep: () => records.sweep(),
  };
}

function hash(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
