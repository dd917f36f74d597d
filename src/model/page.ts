import type { AccessRequest, ItemKind } from "./access.js";
import type { HiddenText } from "./item.js";
import type { LoginStatus } from "./logins.js";
import type { Principal } from "./principal.js";

/** Where issuers send people back to after signing in to an upstream, under `pathPrefix`. */
export const LOGIN_CALLBACK = "/oauth/callback";

/**
 * The path of the link a person opens to sign in to an upstream, under `pathPrefix`. It carries no secret and grants nothing:
 * the page asks who is looking, and tells everybody but its principal that the link belongs to another account.
 */
export function connectPath(principal: Principal, upstream: string): string {
  return `/connect/${encodeURIComponent(upstream)}?for=${principal.key.slice(0, 16)}`;
}

/** How an upstream is doing, as people ask. `idle`: nobody needed it yet. */
export type UpstreamHealth = "up" | "idle" | "starting" | "degraded" | "down";

/** One upstream as one principal sees it. */
export interface PageUpstream {
  readonly name: string;
  /** `title` of the file, else the name. */
  readonly title: string;
  readonly health: UpstreamHealth;
  /** The last thing that went wrong, for a person; carries no secret. */
  readonly lastError?: string;
  /** Where this principal stands with signing in; state `none` when there is nothing to sign in to. */
  readonly login: LoginStatus;
  /** Where it offers something else than was reviewed, as far as this principal may see it; absent when nowhere. */
  readonly drift?: readonly PageDrift[];
}

/** One item that is not what the lock file has. */
export interface PageDrift {
  readonly kind: ItemKind;
  /** The upstream's own name or URI of it. */
  readonly own: string;
  readonly what: "new" | "gone" | "changed";
  /** What the proxy does about it: `shown` as it is now, `hidden`, or `refused` when it is used; a `gone` item is `hidden`. */
  readonly outcome: "shown" | "hidden" | "refused";
  /** What changed, in texts with everything invisible written out; `before` or `after` is absent where there is nothing. */
  readonly differences: readonly { readonly place: string; readonly before?: string; readonly after?: string }[];
}

/** One item this principal may use. */
export interface PageItem {
  readonly kind: ItemKind;
  readonly upstream: string;
  /** The name or URI clients see. */
  readonly name: string;
  readonly description?: string;
  /** What a model reads in it and a person does not see; absent when there is nothing. */
  readonly hiddenText?: readonly HiddenText[];
}

/** One way in. */
export interface PageEndpoint {
  /** Callers show a key or token, which a person has to put into their client. */
  readonly bringsKey: boolean;
  /** Streamable HTTP, as clients spell it. */
  readonly url: string;
  readonly title?: string;
  /** The HTTP+SSE address of the same endpoint, where it is served. */
  readonly sseUrl?: string;
}

/** What the page shows; asked at each view and never waits for an upstream longer than two seconds. */
export interface PageSource {
  upstreams(principal: Principal): Promise<readonly PageUpstream[]>;
  /** What of one upstream is visible to this principal, as far as it is known now. */
  items(principal: Principal, upstream: string): Promise<readonly PageItem[]>;
  endpoints(): readonly PageEndpoint[];
}

/** Who looks at the page, in a browser that cannot send a bearer token by itself. */
export interface Visitors {
  /**
   * The person (or program) behind a request; undefined when nobody is signed in. `ambient` tells whether the browser sent
   * the proof by itself (a cookie, the address it came from), so that a forged request would carry it too.
   * Rejects with FORBIDDEN when the file grants this account nothing, and with what `Access` rejects with for malformed requests.
   */
  whois(request: AccessRequest): Promise<{ readonly principal: Principal; readonly ambient: boolean } | undefined>;
  /** `redirect`: at the identity provider. `credential`: by pasting an API key or token. `none`: the page cannot help. */
  readonly signIn: "redirect" | "credential" | "none";
  /**
   * Begins a sign-in of kind `redirect`; `returnTo` is a path under the prefix. `cookie` is a `Set-Cookie` value. Rejects with
   * RATE_LIMITED (`data.retryAfter`, seconds) when too many were begun from where the request came.
   */
  begin(returnTo: string, request: AccessRequest): Promise<{ readonly url: string; readonly cookie: string }>;
  /** Signs in with a pasted credential; undefined when it is no good. The answer is a `Set-Cookie` value. */
  present(credential: string, request: AccessRequest): Promise<string | undefined>;
  /** Signs out; the `Set-Cookie` values. */
  end(request: AccessRequest): Promise<readonly string[]>;
}

/** What the consent page shows. Everything but `redirectTarget` was written by strangers. */
export interface ConsentView {
  /** What the client calls itself; not verified by anybody. */
  readonly clientName: string;
  /** The host the client's metadata comes from (a client ID metadata document); undefined: it registered itself. */
  readonly clientHost: string | undefined;
  /** Where the person is sent back to: a host, or a private-use scheme. */
  readonly redirectTarget: string;
  /** Whether that is a program on the person's own machine. */
  readonly isLocal: boolean;
  /** The URL of the endpoint that is asked for. */
  readonly resource: string;
  /** Where the decision is posted. */
  readonly action: string;
  /** Opaque; goes back with the decision. */
  readonly ticket: string;
}
