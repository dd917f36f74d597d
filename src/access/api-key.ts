import { createHash, timingSafeEqual } from "node:crypto";
import { ProxyError } from "../model/errors.js";
import { type Principal, principalOf } from "../model/principal.js";
import { bearerToken, count, quoted } from "./bearer.js";
import type { Recogniser } from "./recogniser.js";

/** One key, as the file names it. The key itself is never kept, only its hash. */
export interface ApiKey {
  /** The name of the caller: the subject of the principal, and the name rules use. */
  readonly name: string;
  /** The SHA-256 of the key, 32 bytes. */
  readonly sha256: Buffer;
}

/** The SHA-256 of an API key, as the file may hold it (`sha256: <hex>`). */
export function hashApiKey(key: string): Buffer {
  return createHash("sha256").update(key, "utf8").digest();
}

/** API keys as a way of recognising callers. */
export interface ApiKeyRecogniser extends Recogniser {
  /** From the next request on these keys count, and no others. */
  setKeys(keys: readonly ApiKey[]): void;
}

/**
 * `access.mode: api-key`: `Authorization: Bearer <key>` or `X-API-Key: <key>`. A wrong key costs the same whatever it has
 * in common with a right one: all hashes are compared, each in constant time. The principal is `("api-key", name)`; an
 * unknown bearer token is left to the next mode of a list.
 */
export function apiKey(first: readonly ApiKey[]): ApiKeyRecogniser {
  let keys = first;
  let principals = principalsOf(keys);
  return {
    setKeys(next) {
      keys = next;
      principals = principalsOf(next);
    },
    recognise(request) {
      const presented = apiKeyHeader(request.rawHeaders, request.headers["x-api-key"]) ?? bearerToken(request);
      if (presented === undefined) return undefined;
      const hash = hashApiKey(presented);
      let found: Principal | undefined;
      for (let i = 0; i < keys.length; i++) {
        if (timingSafeEqual((keys[i] as ApiKey).sha256, hash)) found = principals[i];
      }
      return found;
    },
    byCredential: true,
    challenge: (_endpoint, problem) =>
      problem === undefined
        ? 'Bearer realm="mcp-proxy"'
        : `Bearer realm="mcp-proxy", error="${problem.error}", error_description=${quoted(problem.description)}`,
    knows: ({ issuer, subject }) => (issuer === "api-key" ? keys.some(({ name }) => name === subject) : undefined),
    close: async () => {},
  };
}

function principalsOf(keys: readonly ApiKey[]): readonly Principal[] {
  return keys.map((key) => principalOf("api-key", key.name));
}

function apiKeyHeader(rawHeaders: readonly string[], value: string | string[] | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "string" || count(rawHeaders, "x-api-key") !== 1 || count(rawHeaders, "authorization") !== 0) {
    throw new ProxyError("INVALID_REQUEST", "Send the API key in one header, once");
  }
  return value === "" ? undefined : value;
}
