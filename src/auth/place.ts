import { createHash } from "node:crypto";
import type { LoginOutcome } from "../model/logins.js";
import { connectPath, LOGIN_CALLBACK } from "../model/page.js";
import type { Principal } from "../model/principal.js";
import type { Redirects } from "../oauth/registration.js";
import type { OAuthSettings, UpstreamName } from "../oauth/settings.js";

/** Ends a login with what a browser brought back. */
export type Complete = (params: URLSearchParams, cookies: Readonly<Record<string, string>>) => Promise<LoginOutcome>;

/** Where browsers come back to: this machine's loopback, or a route behind HTTP. */
export interface CallbackPlace {
  /** Whether a cookie binds the login to the browser it was started in. */
  readonly bound: boolean;
  /** Whether that cookie travels by https only (`__Host-`). */
  readonly secure: boolean;
  redirects(upstream: UpstreamName, settings: OAuthSettings): Redirects;
  /** The page a person is sent to; undefined: to the issuer directly. */
  link(principal: Principal, upstream: string): string | undefined;
  /** Makes sure that a callback would be heard until `expiresAt`. Rejects with AUTH_FAILED when another program has the port. */
  listen(upstream: UpstreamName, settings: OAuthSettings, expiresAt: number, complete: Complete): Promise<void>;
  close(): Promise<void>;
}

/** Where a public client metadata document of this proxy is, under its public URL. */
export const CLIENT_DOCUMENT = "/oauth/client-metadata.json";

/** The port for an upstream's callbacks: the file's, or one that is the same at every start. */
export function callbackPort(upstream: UpstreamName, settings: OAuthSettings): number {
  const fixed = settings.redirectUrl === undefined ? undefined : new URL(settings.redirectUrl);
  if (fixed !== undefined && fixed.port !== "") return Number(fixed.port);
  if (settings.callbackPort !== undefined) return settings.callbackPort;
  // Below the range systems hand out on their own (from 32768), so that it is seldom taken.
  return 20_000 + (createHash("sha256").update(`${upstream.name} ${upstream.url}`).digest().readUInt32BE() % 12_000);
}

/**
 * The redirect URIs of an upstream. Both places are registered together where the file has both, so that a login made by
 * `mcp-proxy login` belongs to the same client as one made by `serve`.
 */
export function redirectsOf(
  upstream: UpstreamName,
  settings: OAuthSettings,
  publicUrl: string | undefined,
  here: "loopback" | "web",
): Redirects {
  const base = publicUrl?.replace(/\/$/, "");
  const documentUrl = base?.startsWith("https:") ? `${base}${CLIENT_DOCUMENT}` : undefined;
  if (settings.redirectUrl !== undefined) {
    return { uri: settings.redirectUrl, all: [settings.redirectUrl], documentUrl };
  }
  const loopback = `http://127.0.0.1:${callbackPort(upstream, settings)}${LOGIN_CALLBACK}`;
  const web = base === undefined ? undefined : `${base}${LOGIN_CALLBACK}`;
  const all = web === undefined ? [loopback] : [loopback, web];
  return { uri: here === "web" && web !== undefined ? web : loopback, all, documentUrl };
}

/** Callbacks come to a route under `publicUrl`; people start at the page ACCESS control stands in front of. */
export function webPlace(publicUrl: string): CallbackPlace {
  const base = publicUrl.replace(/\/$/, "");
  return {
    bound: true,
    secure: base.startsWith("https:"),
    redirects: (upstream, settings) => redirectsOf(upstream, settings, base, "web"),
    link: (principal, upstream) => `${base}${connectPath(principal, upstream)}`,
    listen: async () => undefined,
    close: async () => undefined,
  };
}
