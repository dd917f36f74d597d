import type { ServerResponse } from "node:http";
import type { Access, AccessRequest } from "../model/access.js";
import { ProxyError } from "../model/errors.js";
import type { Principal } from "../model/principal.js";

/** How often callers of open streams are looked at again, in milliseconds. */
const EVERY_MS = 4000;

/** Streams that stay open after their caller was admitted. */
export interface Standing {
  /** From now on the stream lasts no longer than its caller's standing: it ends when access control says no. */
  watch(request: AccessRequest, principal: Principal, response: ServerResponse): void;
  /** Ends the streams of principals that may not call any more. */
  dismiss(mayCall: (principal: Principal) => boolean): void;
  /** Called at every tick; looks every four seconds. `now` is monotonic milliseconds. */
  tick(now: number): void;
}

/**
 * Asks access control again about whoever holds a stream open: a key that was taken out of the file, a token that was revoked
 * or has expired, a user who is granted nothing any more. Their stream ends; what they send next is refused anyway. When the
 * issuer cannot be asked, nothing changes.
 */
export function createStanding(access: Access): Standing {
  const open = new Map<ServerResponse, { readonly request: AccessRequest; readonly principal: Principal }>();
  let next = 0;

  async function look(response: ServerResponse, request: AccessRequest, principal: Principal): Promise<void> {
    try {
      const now = await access.authenticate(request);
      if (now.key === principal.key) return;
    } catch (thrown) {
      const { code } = ProxyError.from(thrown);
      if (code !== "UNAUTHENTICATED" && code !== "FORBIDDEN") return;
    }
    end(response);
  }

  function end(response: ServerResponse): void {
    open.delete(response);
    // As if the client had gone: every edge knows what to do then.
    response.destroy();
  }

  return {
    watch(request, principal, response) {
      open.set(response, { request, principal });
      response.once("close", () => open.delete(response));
    },
    dismiss(mayCall) {
      for (const [response, { principal }] of open) if (!mayCall(principal)) end(response);
    },
    tick(now) {
      if (now < next || open.size === 0) return;
      next = now + EVERY_MS;
      for (const [response, { request, principal }] of open) void look(response, request, principal);
    },
  };
}
