import { errors, type JWTPayload } from "jose";
import { ProxyError } from "../../model/errors.js";
import { audiencesOf, baseUrl } from "../outside.js";
import type { Recogniser } from "../recogniser.js";
import { tokenRecogniser } from "../token-recogniser.js";
import type { TokenVerdict } from "../verified.js";
import { type CallerSignIn, isOver, principalOfGrant } from "./grants.js";
import type { FrontParts } from "./parts.js";

/** Recognises callers by access tokens of the front. A revoked grant is refused within 60 s. */
export function recogniseFrontTokens(parts: FrontParts): Recogniser {
  const { options } = parts;

  async function verify(endpoint: string, token: string): Promise<TokenVerdict> {
    const expected = {
      typ: "at+jwt",
      issuer: baseUrl(options.outside),
      audience: audiencesOf(options.outside, endpoint),
    };
    const payload = await parts.keys.verify(token, expected).catch(async (thrown: unknown) => {
      // Whoever asks about an open stream wants to know whether the token is only old, or what it stands for gone.
      const old = ProxyError.from(thrown).cause;
      if (old instanceof errors.JWTExpired) await grantOf(old.payload);
      throw thrown;
    });
    const grant = await grantOf(payload);
    const ends = ((payload.exp ?? 0) + 60) * 1000;
    return { principal: principalOfGrant(grant.principal), until: ends };
  }

  async function grantOf({ sid }: JWTPayload): Promise<CallerSignIn> {
    const grant = typeof sid === "string" ? await parts.grants.read(sid) : undefined;
    const isValid = grant?.generation !== undefined && !isOver(grant, options.clock.now(), options.maxLifetime);
    if (isValid) return grant;
    throw new ProxyError("UNAUTHENTICATED", "The token was revoked", { data: { genuine: true } });
  }

  const { outside, scopes, clock } = options;
  return tokenRecogniser({ outside, scopes, clock, ours: (token) => isOurs(token, baseUrl(outside)), verify });
}

/** Whether a token claims to be ours, unverified: only to leave others to the next way of a list. */
function isOurs(token: string, issuer: string): boolean {
  const parts = token.split(".");
  if (parts.length !== 3) return false;
  try {
    const payload: unknown = JSON.parse(Buffer.from(parts[1] as string, "base64url").toString("utf8"));
    return (payload as { iss?: unknown } | null)?.iss === issuer;
  } catch {
    return false; // Not a JWT, so not ours.
  }
}
