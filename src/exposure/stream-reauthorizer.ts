import type { ServerResponse } from "node:http";
import type { Access, AccessRequest } from "../model/access.js";
import { ProxyError } from "../model/errors.js";
import type { Principal } from "../model/principal.js";

/** How often callers of open streams are looked at again, in milliseconds. */
const RECHECK_INTERVAL_MS = 4000;
/** How often those whose token is too old are, of whom only a revocation is to be learnt. */
const EXPIRED_RECHECK_INTERVAL_MS = 60_000;

/** Streams that stay open after their caller was admitted. */
export interface StreamReauthorizer {
  /**
   * From now on the stream lasts no longer than its caller's standing: it ends when access control says no. One that is its session
   * (HTTP+SSE) outlives the token it was opened with, because its client has no way to open it again with a newer one.
   */
  watch(request: AccessRequest, principal: Principal, response: ServerResponse, isSession: boolean): void;
  /** Ends the streams of principals that may not call any more. */
  dismiss(mayCall: (principal: Principal) => boolean): void;
  /** Called at every tick; looks every four seconds. `now` is monotonic milliseconds. */
  tick(now: number): void;
}

/**
 * Asks access control again about whoever holds a stream open: a key that was taken out of the file, a token that was revoked
 * or has expired, a user who is granted nothing any more, or something else since a group was taken away. Their stream ends; what
 * they send next is judged anew anyway. When the issuer cannot be asked, nothing changes.
 */
export function createStreamReauthorizer(
  access: Access,
  rightsOf: (principal: Principal) => string = () => "",
): StreamReauthorizer {
  const open = new Map<ServerResponse, Watched>();
  let next = 0;

  async function look(response: ServerResponse, watched: Watched, now: number): Promise<void> {
    try {
      const found = await access.authenticate(watched.request);
      const { principal } = watched;
      // Both by the rules of now: a changed file ends no stream, claims that are gone do.
      if (found.key === principal.key && rightsOf(found) === rightsOf(principal)) return;
    } catch (thrown) {
      const error = ProxyError.from(thrown);
      if (error.code !== "UNAUTHENTICATED" && error.code !== "FORBIDDEN") return;
      if (watched.isSession && isOnlyOld(error)) {
        watched.notBefore = now + EXPIRED_RECHECK_INTERVAL_MS;
        return;
      }
    }
    end(response);
  }

  function end(response: ServerResponse): void {
    open.delete(response);
    // As if the client had gone: every edge knows what to do then.
    response.destroy();
  }

  return {
    watch(request, principal, response, isSession) {
      open.set(response, { request, principal, isSession, notBefore: 0 });
      response.once("close", () => open.delete(response));
    },
    dismiss(mayCall) {
      for (const [response, { principal }] of open) if (!mayCall(principal)) end(response);
    },
    tick(now) {
      if (now < next || open.size === 0) return;
      next = now + RECHECK_INTERVAL_MS;
      for (const [response, watched] of open) if (now >= watched.notBefore) void look(response, watched, now);
    },
  };
}

interface Watched {
  readonly request: AccessRequest;
  readonly principal: Principal;
  readonly isSession: boolean;
  /** Monotonic milliseconds. */
  notBefore: number;
}

/** Whether the token is too old and what it stands for still granted. */
function isOnlyOld({ cause }: ProxyError): boolean {
  return cause instanceof ProxyError && cause.data?.expired === true;
}
