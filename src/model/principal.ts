import { createHash } from "node:crypto";

/** Who calls, as the exposure verified it. Compared only by `key`. */
export interface Principal {
  /** Who vouches: an issuer URL, `api-key`, `forwarded-user`, or `local`. */
  readonly issuer: string;
  /** The subject at that issuer; `local` when nobody was asked. */
  readonly subject: string;
  /** For people to read: an e-mail address or a name; never used to decide. */
  readonly label: string;
  /** Injective over (issuer, subject), safe in a file name: the lower-case hex SHA-256 of both, length-prefixed. */
  readonly key: string;
  /** Verified claims rules may look at (`email`, `groups`, `scope` …); empty when there are none. */
  readonly claims: Readonly<Record<string, unknown>>;
  /**
   * The verified token the caller showed, for `token-exchange` (RFC 8693) and nothing else: it is never forwarded.
   * A function, so that no log or JSON ever holds it; absent when the caller showed none that can be exchanged.
   */
  readonly proof?: () => {
    readonly token: string;
    readonly type: "jwt" | "access_token";
    /** When it ends, in milliseconds since the epoch; undefined: it does not say. */
    readonly expiresAt?: number | undefined;
  };
}

/** A principal of its parts; the only place where `key` is made. */
export function principalOf(
  issuer: string,
  subject: string,
  label = subject,
  claims: Readonly<Record<string, unknown>> = {},
): Principal {
  const key = createHash("sha256")
    .update(`${Buffer.byteLength(issuer)}:${issuer}${Buffer.byteLength(subject)}:${subject}`)
    .digest("hex");
  return { issuer, subject, label, key, claims };
}

/** Who calls when nobody was asked: stdio clients, and HTTP without access control. */
export const LOCAL: Principal = principalOf("local", "local");
