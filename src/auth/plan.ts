import type { Secret } from "../../generated/config.js";
import type { Credentials } from "../model/credentials.js";
import type { LoginStatus } from "../model/logins.js";
import type { Principal } from "../model/principal.js";
import type { Store } from "../model/store.js";
import type { World } from "../model/world.js";
import type { ClientChoice } from "../oauth/client.js";
import type { Redirects } from "../oauth/registration.js";
import type { OAuthSettings, UpstreamName } from "../oauth/settings.js";

/** The parts every mode is given. */
export interface AuthParts {
  readonly upstream: UpstreamName;
  readonly store: Store;
  readonly world: World;
  readonly logins: LoginRequests;
  /** Resolves a secret reference; throws CONFIG when the variable or file is missing. */
  secret(ref: Secret): string;
  /** Extra trusted certificates of this upstream, PEM; they count for its issuer too. */
  readonly ca?: string | undefined;
}

/** One implementation per `auth.mode`: answers which client the proxy is and which grant it uses; the phases do the rest. */
export type Mode<C> = (config: C, parts: AuthParts) => Credentials;

/** Which grant fetches tokens. Only `authorization_code` needs a person. */
export type GrantType = "authorization_code" | "client_credentials" | "token_exchange";

/** The sign-in a mode made of its config: all the shared phases need to know. */
export interface SignIn {
  readonly mode: string;
  readonly settings: OAuthSettings;
  readonly clients: readonly ClientChoice[];
  readonly grant: GrantType;
  /** Scopes asked for when neither the file nor the upstream names any. */
  readonly defaultScopes?: readonly string[];
  /** A scope that is always among those asked for (`openid`). */
  readonly alwaysScope?: string;
  /** Whether the first request goes out without a credential, so that the upstream's challenge can lead the way. */
  readonly askFirst: boolean;
  /** RFC 8693: what the exchange asks for besides. */
  readonly exchange?: { readonly audience: string | undefined; readonly requestedTokenType: string };
}

/** A login that waits for its callback. Kept in the store, so that it survives a restart; secret as a whole. */
export interface Transaction {
  readonly state: string;
  readonly upstream: string;
  readonly principal: { readonly issuer: string; readonly subject: string; readonly label: string };
  /** The issuer recorded before the browser left: what `iss` is compared with (RFC 9207). */
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly verifier: string;
  readonly nonce: string | undefined;
  readonly scopes: readonly string[];
  readonly resource: string | undefined;
  /** The page of the issuer the browser is sent to. */
  readonly url: string;
  /** The value of the browser's cookie; undefined where the callback is on the person's own machine. */
  readonly cookie: string | undefined;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** One upstream as logins use it. */
export interface Engine {
  readonly upstream: UpstreamName;
  readonly settings: OAuthSettings;
  /** Discovers, registers and makes the way to the issuer. Rejects with AUTH_FAILED or UPSTREAM_UNAVAILABLE. */
  begin(principal: Principal, redirects: Redirects): Promise<Omit<Transaction, "cookie" | "expiresAt">>;
  /** Redeems the code and keeps the tokens. Rejects with AUTH_FAILED or UPSTREAM_UNAVAILABLE. */
  finish(principal: Principal, transaction: Transaction, params: URLSearchParams): Promise<void>;
  /** Starts a login by code on another device (RFC 8628). */
  device(principal: Principal, signal: AbortSignal): Promise<DeviceLogin>;
  /** Scopes a challenge asked for that a login under way must cover. */
  wanted(principal: Principal): readonly string[];
  /** The time of the newest token kept for this principal; undefined when there is none. */
  keptAt(principal: Principal): Promise<number | undefined>;
  disconnect(principal: Principal): Promise<{ readonly revoked: boolean }>;
  status(principal: Principal): Promise<LoginStatus>;
}

/** A device login on its way. */
export interface DeviceLogin {
  readonly url: string;
  readonly code: string;
  /** Resolves when the person is done and the tokens are kept. */
  readonly done: Promise<void>;
}

/** The meeting point of credentials and login pages. */
export interface LoginRequests {
  enroll(engine: Engine): void;
  /** Where logins of this upstream come back to. */
  redirects(upstream: UpstreamName, settings: OAuthSettings): Redirects;
  /** The link a person opens to sign in; the same for everyone who asks for this principal and upstream. */
  link(principal: Principal, upstream: string): Promise<string>;
}
