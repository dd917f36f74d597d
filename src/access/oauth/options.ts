import type { ConsentView } from "../../model/page.js";
import type { Principal } from "../../model/principal.js";
import type { Store } from "../../model/store.js";
import type { Clock, Log } from "../../model/world.js";
import type { IssuerFetch } from "../../oauth/configuration.js";
import type { FrontQuirks } from "../../oauth/presets.js";
import type { ClientAddress } from "../client-address.js";
import type { PublicAddress } from "../outside.js";

/** A page with the headers it must be sent with (its own content security policy among them). */
export interface Html {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The pages of the front, made elsewhere. */
export interface FrontPages {
  consent(view: ConsentView): Html;
  problem(view: { readonly title: string; readonly text: string }): Html;
}

/** Everything `access.mode: oauth` needs. */
export interface FrontOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly quirks: FrontQuirks;
  readonly scopes: readonly string[];
  readonly audience: string | undefined;
  /** Under the prefix, e.g. `/auth/callback`. */
  readonly callbackPath: string;
  readonly redirectHosts: readonly string[];
  readonly redirectSchemes: readonly string[];
  /** Milliseconds. */
  readonly tokenTtl: number;
  /** Milliseconds. */
  readonly refreshTtl: number;
  /** Milliseconds after which a sign-in is over that the identity provider has not vouched for since. */
  readonly maxLifetime: number;
  readonly outside: PublicAddress;
  /** The source that registrations and guesses are counted under. */
  readonly addressOf: ClientAddress;
  readonly store: Store;
  /** Reaches the identity provider. */
  readonly fetch: IssuerFetch;
  /** Reaches public https hosts only: client ID metadata documents, whose URLs strangers choose. */
  readonly publicFetch: IssuerFetch;
  readonly clock: Clock;
  readonly random: (bytes: number) => Buffer;
  readonly log: Log;
  readonly pages: FrontPages;
  /** Throws FORBIDDEN for a person to whom the file grants nothing. */
  readonly admit: (principal: Principal) => void;
}
