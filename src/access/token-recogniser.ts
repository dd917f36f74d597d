import type { AccessRequest } from "../model/access.js";
import type { Clock } from "../model/world.js";
import { authorization, bearerToken } from "./bearer.js";
import type { PublicAddress } from "./outside.js";
import type { Recogniser } from "./recogniser.js";
import { bearerChallenge } from "./resource-metadata.js";
import { type TokenVerdict, verifiedTokens } from "./verified.js";

/** The parts that a way of recognising callers by bearer tokens (RFC 6750) is made of. */
export interface TokenRecogniserParts {
  readonly outside: PublicAddress;
  /** Scopes a challenge names. */
  readonly scopes: readonly string[];
  readonly clock: Clock;
  /** Whether a token claims to be of this way, unverified: others are left to the next way of a list. */
  ours(token: string): boolean;
  /** Whether a token that claims nothing may be of this way. Absent: none is. */
  mayBeOurs?(token: string): boolean;
  /** Rejects with UNAUTHENTICATED when the token is no good for the endpoint. */
  verify(endpoint: string, token: string): Promise<TokenVerdict>;
}

/** Recognises callers by bearer tokens; what was found good is looked at again when its verdict ends. */
export function tokenRecogniser(parts: TokenRecogniserParts): Recogniser {
  const verified = verifiedTokens(parts.clock);
  function recognise(request: AccessRequest, isMine: (token: string) => boolean): ReturnType<Recogniser["recognise"]> {
    const header = authorization(request);
    if (header === undefined) return undefined;
    const known = verified.known(request.endpoint, header, request.connection);
    if (known !== undefined) return known;
    const token = bearerToken(request);
    if (token === undefined || !isMine(token)) return undefined;
    return verified.get(request.endpoint, header, () => parts.verify(request.endpoint, token));
  }
  const { mayBeOurs } = parts;
  return {
    recognise: (request) => recognise(request, parts.ours),
    ...(mayBeOurs === undefined ? {} : { recogniseLast: (request) => recognise(request, mayBeOurs) }),
    byCredential: true,
    challenge: (endpoint, problem) => bearerChallenge(parts.outside, endpoint, parts.scopes, problem),
    close: async () => verified.clear(),
  };
}

/** Three parts between dots: a signed token (RFC 7515), not an encrypted one (five) and not an opaque one. */
export function isJws(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token);
}

/** The issuer a token claims, unverified: only to leave tokens of others to the next way of a list. */
export function claimedIssuer(token: string): unknown {
  if (!isJws(token)) return undefined;
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    return (payload as { iss?: unknown } | null)?.iss;
  } catch {
    return undefined; // not a JWT after all, so of no way
  }
}
