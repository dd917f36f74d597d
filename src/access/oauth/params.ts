import { OAuthError } from "./oauth-error.js";

/** Parameters of a request, each at most once (RFC 6749, section 3.1). */
export interface Params {
  /** The value; undefined when absent or empty. Throws `invalid_request` when it was given twice. */
  get(name: string): string | undefined;
  /** Whether a parameter was given more than once. */
  repeated(name: string): boolean;
}

/** Reads a query or an `application/x-www-form-urlencoded` body. */
export function readParams(text: string): Params {
  const all = new URLSearchParams(text);
  const repeated = (name: string): boolean => all.getAll(name).length > 1;
  return {
    repeated,
    get(name) {
      if (repeated(name)) throw new OAuthError("invalid_request", `${name} was given more than once`);
      const value = all.get(name);
      return value === null || value === "" ? undefined : value;
    },
  };
}

/** The query of a request's URL, without the question mark. */
export function queryOf(url: string): string {
  const at = url.indexOf("?");
  return at < 0 ? "" : url.slice(at + 1);
}
