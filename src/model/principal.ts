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
}
