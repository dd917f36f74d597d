/**
 * The claims of a token or user-info answer as rules look at them: `email_verified` is a boolean whatever the issuer sends
 * (some send "true"), everything else stays as it came.
 */
export function normalisedClaims(claims: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!("email_verified" in claims)) return { ...claims };
  return { ...claims, email_verified: claims.email_verified === true || claims.email_verified === "true" };
}

/** The label people see of a person: the e-mail address, a name, or the subject. At most 200 characters. */
export function labelOf(claims: Readonly<Record<string, unknown>>, subject: string): string {
  for (const name of ["email", "preferred_username", "username", "name"]) {
    const value = claims[name];
    if (typeof value === "string" && value !== "") return value.slice(0, 200);
  }
  return subject.slice(0, 200);
}
