import type { Access, AccessRequest } from "../model/access.js";
import { ProxyError } from "../model/errors.js";
import type { Principal } from "../model/principal.js";
import type { Problem, Recogniser } from "./recogniser.js";

/** Decides whether a recognised principal may come in at all; throws FORBIDDEN when it may not. */
export type Admit = (principal: Principal) => void;

/**
 * Access control made of one or more ways of recognising a caller. All of them look, in order: a request two of them
 * recognise as different principals is refused as ambiguous (INVALID_REQUEST), never decided by picking one.
 */
export function accessOf(ways: readonly Recogniser[], admit: Admit = () => {}): Access {
  const only = ways.length === 1 ? (ways[0] as Recogniser) : undefined;
  const admitted = (principal: Principal): Principal => {
    admit(principal);
    return principal;
  };
  return {
    authenticate(request) {
      if (only === undefined) {
        const found = recogniseNow(ways, request);
        return found === undefined ? recogniseAll(ways, request).then(admitted) : admitted(found);
      }
      let found: Principal | undefined | Promise<Principal | undefined>;
      try {
        found = only.recognise(request) ?? only.recogniseLast?.(request);
      } catch (thrown) {
        throw refusal(ways, request, thrown);
      }
      if (found === undefined) throw refusal(ways, request, undefined);
      if (!(found instanceof Promise)) return admitted(found);
      return found.then(
        (principal) => {
          if (principal === undefined) throw refusal(ways, request, undefined);
          return admitted(principal);
        },
        (thrown: unknown) => {
          throw refusal(ways, request, thrown);
        },
      );
    },
    close: async () => {
      await Promise.all(ways.map((way) => way.close()));
    },
  };
}

/** The caller, when exactly one is recognised without waiting or a refusal; else undefined. */
function recogniseNow(ways: readonly Recogniser[], request: AccessRequest): Principal | undefined {
  let found: Principal | undefined;
  let isCredentialKnown = false;
  for (const way of ways) {
    let recognised: ReturnType<Recogniser["recognise"]>;
    try {
      recognised = way.recognise(request);
    } catch {
      return undefined; // `recogniseAll` looks again and says why.
    }
    if (recognised instanceof Promise) {
      recognised.catch(() => undefined); // Looked at again, and reported there.
      return undefined;
    }
    if (recognised === undefined) continue;
    if (found !== undefined && found.key !== recognised.key) return undefined;
    found ??= recognised;
    isCredentialKnown ||= way.byCredential;
  }
  const isSomethingLeft = !isCredentialKnown && request.headers.authorization !== undefined;
  return isSomethingLeft && ways.some((way) => way.byCredential && way.recogniseLast) ? undefined : found;
}

async function recogniseAll(ways: readonly Recogniser[], request: AccessRequest): Promise<Principal> {
  let found: Principal | undefined;
  let refused: unknown;
  let isCredentialKnown = false;
  const ask = async (way: Recogniser, recognise: Recogniser["recognise"]): Promise<void> => {
    try {
      const principal = await recognise(request);
      if (principal === undefined) return;
      if (found !== undefined && found.key !== principal.key) {
        throw new ProxyError("INVALID_REQUEST", "The request carries the credentials of two different callers");
      }
      found ??= principal;
      isCredentialKnown ||= way.byCredential;
    } catch (thrown) {
      if (ProxyError.from(thrown).code !== "UNAUTHENTICATED") throw thrown;
      refused ??= thrown;
    }
  };
  for (const way of ways) await ask(way, way.recognise);
  const last = [...ways.filter((way) => way.byCredential), ...ways.filter((way) => !way.byCredential)];
  for (const way of last) {
    const isAnswered = refused !== undefined || (way.byCredential ? isCredentialKnown : found !== undefined);
    if (!isAnswered && way.recogniseLast !== undefined) await ask(way, way.recogniseLast);
  }
  // A good credential beside a bad one is as ambiguous as two good ones.
  if (found === undefined || refused !== undefined) throw refusal(ways, request, refused);
  return found;
}

/** The error of an unknown caller, with the challenge that says most: where to sign in (RFC 9728), else RFC 6750's. */
function refusal(ways: readonly Recogniser[], request: AccessRequest, thrown: unknown): ProxyError {
  const cause = thrown === undefined ? undefined : ProxyError.from(thrown);
  if (cause !== undefined && cause.code !== "UNAUTHENTICATED") return cause;
  const presented = cause !== undefined || request.headers.authorization !== undefined;
  const problem: Problem | undefined = presented
    ? { error: "invalid_token", description: cause?.message ?? "Unknown credential" }
    : undefined;
  const message = problem?.description ?? "Authentication required";
  const challenges = ways.flatMap((way) => way.challenge(request.path ?? request.endpoint, problem) ?? []);
  const challenge = challenges.find((one) => one.includes("resource_metadata=")) ?? challenges[0];
  return new ProxyError("UNAUTHENTICATED", message, { ...(challenge && { data: { challenge } }), cause });
}
