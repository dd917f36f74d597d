import type { Configuration, TokenEndpointResponse } from "openid-client";
import { type ClientAtIssuer, configure } from "./configuration.js";
import { hostOf, IssuerFailure, proxyErrorIn } from "./issuer-failure.js";

/** Tokens as they will be kept. */
export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** Seconds; undefined when the issuer did not say. */
  readonly expiresIn: number | undefined;
  readonly scope: string | undefined;
}

const MAX_LIFE_SECONDS = 366 * 24 * 3600;
const KNOWN_ERROR = /^[\x21\x23-\x5b\x5d-\x7e]{1,64}$/;

/** The parts of an answer that the words of a failure need. */
interface Seen {
  status?: number;
  body?: Record<string, unknown>;
  retryAfter?: string | null;
}

/**
 * One request to an issuer's token endpoint through openid-client and the guarded fetch. `call` gets a configuration made for
 * this request alone. Rejects only with `IssuerFailure`, whose cause is the library's error.
 */
export async function askIssuer<T>(at: ClientAtIssuer, call: (configuration: Configuration) => Promise<T>): Promise<T> {
  const seen: Seen = {};
  const configuration = await configure(at, async (url, init) => {
    const response = await at.fetch(url, init);
    return init?.method === "POST" ? normalise(response, seen) : response;
  });
  try {
    return await call(configuration);
  } catch (cause) {
    if (cause instanceof IssuerFailure) throw cause;
    throw classify(at.issuer.issuer, seen, cause);
  }
}

/** Tokens to be kept, by `askIssuer`. ID tokens among them are verified with the issuer's keys, where it publishes any. */
export function requestTokens(
  at: ClientAtIssuer,
  call: (configuration: Configuration) => Promise<TokenEndpointResponse>,
): Promise<TokenSet> {
  return askIssuer(at, async (configuration) => {
    if (at.issuer.jwks_uri !== undefined) (await import("openid-client")).enableNonRepudiationChecks(configuration);
    return checkedTokens(await call(configuration));
  });
}

/**
 * Token answers as the field writes them, made into what RFC 6749 section 5 says: errors delivered with status 200, numbers as
 * text, empty refresh tokens, a missing token type, challenges that hide the body.
 */
async function normalise(response: Response, seen: Seen): Promise<Response> {
  const text = await response.text();
  let body: Record<string, unknown> | undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed))
      body = parsed as Record<string, unknown>;
  } catch {
    body = undefined; // not JSON: openid-client reports it, `classify` says what it means
  }
  seen.retryAfter = response.headers.get("retry-after");
  let status = response.status === 201 ? 200 : response.status;
  if (body !== undefined) {
    const failed = typeof body.error === "string" && body.access_token === undefined;
    if (status === 200 && failed) status = 400;
    if (status === 200) body = tidy(body);
    seen.body = body;
  }
  seen.status = status;
  const headers = new Headers(response.headers);
  headers.delete("www-authenticate");
  return new Response(body === undefined ? text : JSON.stringify(body), { status, headers });
}

function tidy(body: Record<string, unknown>): Record<string, unknown> {
  const { expires_in: given, ...rest } = body;
  const seconds = typeof given === "string" && /^\d+(\.\d+)?$/.test(given) ? Number(given) : given;
  const known = typeof seconds === "number" && Number.isFinite(seconds) && seconds > 0;
  if (rest.refresh_token === "" || rest.refresh_token === null) delete rest.refresh_token;
  if (rest.scope === "" || rest.scope === null) delete rest.scope;
  if (Array.isArray(rest.scope)) rest.scope = rest.scope.join(" ");
  if (rest.id_token === "" || rest.id_token === null) delete rest.id_token;
  if (rest.token_type === undefined) rest.token_type = "bearer";
  return known ? { ...rest, expires_in: Math.min(Math.floor(seconds), MAX_LIFE_SECONDS) } : rest;
}

function checkedTokens(tokens: TokenEndpointResponse): TokenSet {
  // RFC 6750 section 2.1: what may stand after "Bearer ".
  if (!/^[\x21-\x7e]{1,16384}$/.test(tokens.access_token)) {
    throw new IssuerFailure("refused", "The issuer's access token cannot be sent in a header", {});
  }
  if (tokens.token_type.toLowerCase() !== "bearer") {
    throw new IssuerFailure("refused", "The issuer returned a token that is not a bearer token", {});
  }
  return {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    expiresIn: tokens.expires_in,
    scope: tokens.scope,
  };
}

function classify(issuer: string, seen: Seen, cause: unknown): IssuerFailure {
  const { status, body } = seen;
  const where = hostOf(issuer);
  if (status === undefined) {
    const guard = proxyErrorIn(cause);
    if (guard?.code === "UPSTREAM_UNAVAILABLE") {
      return new IssuerFailure("transient", guard.message, { answerLost: true, cause });
    }
    if (guard !== undefined) return new IssuerFailure("refused", guard.message, { cause });
    return new IssuerFailure("refused", `The answer of ${where} was refused: ${reasonOf(cause)}`, { cause });
  }
  const code = typeof body?.error === "string" && KNOWN_ERROR.test(body.error) ? body.error : undefined;
  const said = code === undefined ? `status ${status}` : code;
  const message = `${where} answered the token request with ${said}`;
  if (status === 429 || status >= 500) {
    return new IssuerFailure("transient", message, { ...retryAfter(seen.retryAfter), cause });
  }
  if (status === 200)
    return new IssuerFailure("refused", `The answer of ${where} was refused: ${reasonOf(cause)}`, { cause });
  if (code === "invalid_grant") return new IssuerFailure("invalid_grant", message, { cause });
  const client = ["invalid_client", "unauthorized_client"].includes(code ?? "");
  if (client || (code === undefined && [401, 404, 410, 422].includes(status))) {
    return new IssuerFailure("invalid_client", message, { cause });
  }
  return new IssuerFailure("rejected", message, { cause });
}

function retryAfter(value: string | null | undefined): { retryAfter?: number } {
  const seconds = Number(value);
  return value && Number.isFinite(seconds) && seconds > 0 ? { retryAfter: Math.min(seconds, 3600) * 1000 } : {};
}

/** The library's own words for what it refused, which name members and never values, and the error code of a callback. */
function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const code = (cause as { error?: unknown } | undefined)?.error;
  const said = typeof code === "string" && KNOWN_ERROR.test(code) ? ` (${code})` : "";
  return inner instanceof Error ? inner.message.slice(0, 200) + said : "unknown reason";
}
