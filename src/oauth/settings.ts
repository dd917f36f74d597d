import type { DcrAuth } from "../../generated/config.js";

/** The keys every sign-in by a person has (`schema/oauth-keys.json`). */
export type OAuthSettings = Omit<DcrAuth, "mode" | "initialAccessToken">;

/** The upstream of a sign-in. */
export interface UpstreamName {
  readonly name: string;
  readonly url: string;
}
