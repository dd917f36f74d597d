import { ProxyError } from "../model/errors.js";

/** Why an issuer gave no token, as far as it matters for what to do next. */
export type FailureKind =
  /** The grant (code, refresh token) is over. */
  | "invalid_grant"
  /** The client is unknown or not believed. */
  | "invalid_client"
  /** Refused in another way, or with an answer that says nothing: worth one more try later. */
  | "rejected"
  /** The network, a limit, or the issuer itself: worth trying later. */
  | "transient"
  /** Nothing was sent, or the answer must not be believed: only the operator can change that. */
  | "refused";

/** A token request that failed. The message is for a person and holds nothing a stranger wrote beyond the error code. */
export class IssuerFailure extends Error {
  readonly kind: FailureKind;
  /** Milliseconds the issuer asked to wait (`Retry-After`). */
  readonly retryAfter: number | undefined;
  /** Whether the request may have arrived and the answer was lost. */
  readonly answerLost: boolean;

  constructor(
    kind: FailureKind,
    message: string,
    options: { retryAfter?: number; answerLost?: boolean; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.name = "IssuerFailure";
    this.kind = kind;
    this.retryAfter = options.retryAfter;
    this.answerLost = options.answerLost ?? false;
  }
}

/** The ProxyError somewhere under a library's error. */
export function proxyErrorIn(error: unknown): ProxyError | undefined {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof ProxyError) return at;
  return undefined;
}

/** The short name of an issuer in a message. Where two issuers are compared, messages have both whole. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "the issuer";
}
