import { baseUrl } from "../outside.js";
import type { AuthorizationRequest } from "./logins.js";
import type { OAuthError } from "./oauth-error.js";
import type { FrontOptions } from "./options.js";

/** The URL that brings a code back to the client, with `state` and `iss` (RFC 9207). */
export function codeUrl(
  options: FrontOptions,
  request: Pick<AuthorizationRequest, "redirectUri" | "state">,
  code: string,
): string {
  return answerUrl(options, request, { code });
}

/** The URL that brings an error back to the client (RFC 6749, section 4.1.2.1). */
export function errorUrl(
  options: FrontOptions,
  request: Pick<AuthorizationRequest, "redirectUri" | "state">,
  error: OAuthError,
): string {
  return answerUrl(options, request, { error: error.code, error_description: error.message });
}

function answerUrl(
  options: FrontOptions,
  request: Pick<AuthorizationRequest, "redirectUri" | "state">,
  params: Readonly<Record<string, string>>,
): string {
  const all = new URLSearchParams(params);
  if (request.state !== undefined) all.set("state", request.state);
  all.set("iss", baseUrl(options.outside));
  // The redirect URI was checked as text and is sent back as that text, never as a parser would rather have it.
  return `${request.redirectUri}${request.redirectUri.includes("?") ? "&" : "?"}${all}`;
}
