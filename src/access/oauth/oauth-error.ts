/** The error codes of RFC 6749, RFC 7591, RFC 8707 that the front answers with. */
export type OAuthCode =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "invalid_scope"
  | "invalid_target"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "unsupported_response_type"
  | "access_denied"
  | "server_error"
  | "temporarily_unavailable"
  | "invalid_redirect_uri"
  | "invalid_client_metadata";

/** An answer of an OAuth route that is an error. The description is for a person and holds nothing secret. */
export class OAuthError extends Error {
  readonly code: OAuthCode;
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: OAuthCode,
    description: string,
    options: { status?: number; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(description, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "OAuthError";
    this.code = code;
    this.status = options.status ?? 400;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
