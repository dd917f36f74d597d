import type { Caller } from "../../model/call.js";
import { ProxyError } from "../../model/errors.js";
import { LOCAL, type Principal } from "../../model/principal.js";
import type { UpstreamState } from "../upstream-parts.js";
import type { Isolation } from "./link-keys.js";

/** What the principal of a link showed last, for token exchange: a link outlives the token it was opened with. */
export interface LatestProof {
  of: Principal["proof"];
}

/** The same principal, with the proof it showed last. */
export function latest(principal: Principal, shown: LatestProof): Principal {
  const { proof } = principal;
  return proof === undefined ? principal : { ...principal, proof: () => (shown.of ?? proof)() };
}

/** How an upstream without a link does, by its last failure. */
export function failedState(error: ProxyError | undefined): "idle" | "needs-login" | "down" {
  if (error === undefined) return "idle";
  return error.code === "LOGIN_REQUIRED" ? "needs-login" : "down";
}

/** The way to an upstream (`http-modern` …) in words an operator knows; undefined: nobody has found one yet. */
export function wayTold(way: string | undefined): Pick<UpstreamState, "era" | "transport"> {
  return {
    era: way === undefined ? undefined : way.endsWith("modern") ? "modern" : "legacy",
    transport: way?.startsWith("http") ? "streamable-http" : way?.split("-")[0],
  };
}

/** Nobody but the operator may sign in for everybody: others are not given the link of a shared upstream. */
export function asTold(error: ProxyError, caller: Caller, upstream: string, isolation: Isolation): ProxyError {
  const others = isolation === "shared" && caller.principal.key !== LOCAL.key;
  if (error.code !== "LOGIN_REQUIRED" || !others) return error;
  const text = `${upstream} is shared by all callers, and its operator must sign in (\`mcp-proxy login ${upstream}\`).`;
  return new ProxyError("AUTH_FAILED", text, { cause: error });
}
