import { errors, type JWTPayload } from "jose";
import { ProxyError } from "../../model/errors.js";
import { audiencesOf, baseUrl } from "../outside.js";
import type { Recogniser } from "../recogniser.js";
import { claimedIssuer, tokenRecogniser } from "../token-recogniser.js";
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
      // The check of an open stream must tell a token that is only old from one whose grant is gone.
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
  return tokenRecogniser({
    outside,
    scopes,
    clock,
    ours: (token) => claimedIssuer(token) === baseUrl(outside),
    verify,
  });
}
