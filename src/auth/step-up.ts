import type { AuthChallenge } from "../oauth/discovery.js";
import { parseChallenges } from "../wire/headers.js";

const WINDOW_MS = 10 * 60_000;
const MAX_STEP_UPS = 3;

/** The demands of a refused request's challenges; several Bearer challenges count together. */
export interface Challenged extends AuthChallenge {
  readonly error: string | undefined;
}

/** RFC 6750 section 3 and RFC 9728 section 5.1, from every `WWW-Authenticate` value. */
export function readChallenges(values: readonly string[]): Challenged {
  let metadataUrl: string | undefined;
  let scopes: string[] | undefined;
  let error: string | undefined;
  for (const challenge of parseChallenges([...values])) {
    if (challenge.scheme !== "bearer") continue;
    metadataUrl ??= challenge.params.resource_metadata;
    error ??= challenge.params.error;
    const scope = challenge.params.scope?.split(" ").filter((each) => each !== "");
    if (scope !== undefined && scope.length > 0) scopes = [...(scopes ?? []), ...scope];
  }
  return { metadataUrl, scopes, error };
}

/** Counts step-ups, so that a scope the issuer never grants does not send a person round in circles. */
export interface StepUps {
  /** Whether one more sign-in for these scopes may be asked for; counts it when it may. */
  allow(principal: string, missing: readonly string[], now: number): boolean;
}

/** At most three step-ups in ten minutes; and only one when everything asked for was asked for before. */
export function createStepUps(): StepUps {
  const made = new Map<string, { readonly at: number; readonly nothingNew: boolean }[]>();
  return {
    allow: (principal, missing, now) => {
      const recent = (made.get(principal) ?? []).filter((each) => now - each.at < WINDOW_MS);
      const nothingNew = missing.length === 0;
      const refused = recent.length >= MAX_STEP_UPS || (nothingNew && recent.some((each) => each.nothingNew));
      if (!refused) recent.push({ at: now, nothingNew });
      made.set(principal, recent);
      return !refused;
    },
  };
}
