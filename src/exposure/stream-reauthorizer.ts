import type { ServerResponse } from "node:http";
import type { Access, AccessRequest } from "../model/access.js";
import { ProxyError } from "../model/errors.js";
import type { Principal } from "../model/principal.js";

/** How often the callers of open streams are checked again, in milliseconds. */
const RECHECK_INTERVAL_MS = 4000;
/** How often callers with an expired token are checked, whose access can only be revoked. */
const EXPIRED_RECHECK_INTERVAL_MS = 60_000;

/** Streams that stay open after their caller was admitted. */
export interface StreamReauthorizer {
  /**
   * The stream ends as soon as access control refuses its caller. A stream that is the session itself (HTTP+SSE) outlives its token,
   * because the client cannot reopen it with a newer one.
   */
  watch(request: AccessRequest, principal: Principal, response: ServerResponse, isSession: boolean): void;
  /** Ends the streams of principals that may no longer call. */
  dismiss(mayCall: (principal: Principal) => boolean): void;
  /** Called at every tick with monotonic milliseconds. Checks every four seconds. */
  tick(now: number): void;
}

/**
 * Authenticates the callers of open streams again. A stream ends when its key left the file, its token was revoked or expired, or its
 * user's rights changed. New requests are authenticated anyway. When the issuer cannot be reached, nothing changes.
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
      // Both are judged by the current rules: a changed file ends no stream, changed claims do.
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
    // The edges treat it as a client that left.
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

/** Whether the token has expired and is not revoked. */
function isOnlyOld({ cause }: ProxyError): boolean {
  return cause instanceof ProxyError && cause.data?.expired === true;
}
