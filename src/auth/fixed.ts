import type { Credential, Credentials } from "../model/credentials.js";
import { ProxyError } from "../model/errors.js";
import type { OAuthSettings } from "../oauth/settings.js";
import type { AuthParts, Engine } from "./plan.js";

/** A credential that never changes and needs no sign-in. A refusal of it is for the operator. */
export function fixedCredentials(mode: "none" | "headers", headers: readonly string[], parts: AuthParts): Credentials {
  const credential: Credential = { headers };
  const { upstream } = parts;
  const nobody = (): ProxyError =>
    new ProxyError("AUTH_FAILED", `${upstream.name} needs no sign-in: its auth.mode is ${mode}`);
  const engine: Engine = {
    upstream,
    settings: NO_SETTINGS,
    wanted: () => [],
    begin: () => Promise.reject(nobody()),
    finish: () => Promise.reject(nobody()),
    device: () => Promise.reject(nobody()),
    keptAt: async () => undefined,
    disconnect: async () => ({ revoked: false }),
    status: async () => ({ upstream: upstream.name, mode, state: "none" }),
  };
  parts.logins.enroll(engine);
  return {
    current: () => credential,
    renew: async (_principal, refusal) => {
      const why =
        mode === "none"
          ? `${upstream.name} requires a sign-in (${refusal.status}), but its auth.mode is none; set auth.mode: auto`
          : `${upstream.name} rejected the headers in auth.headers (${refusal.status}); the token may have expired or lack permissions`;
      throw new ProxyError("AUTH_FAILED", why);
    },
    close: async () => undefined,
  };
}

/** Placeholders that nothing reads, because these modes have no sign-in. */
const NO_SETTINGS: OAuthSettings = {
  resource: "omit",
  tokenParams: {},
  authorizeParams: {},
  allowHosts: [],
  refreshBefore: 0,
  clientName: "",
  offlineAccess: "never",
  loginTimeout: 0,
  pkce: "advertised",
  account: "caller",
};
