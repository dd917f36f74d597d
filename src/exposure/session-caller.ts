import type { Caller, Capabilities, Era, LogLevel } from "../model/call.js";
import { LOG_LEVELS } from "../model/call.js";
import type { Principal } from "../model/principal.js";

/** Who a legacy session belongs to. One object for its whole life: views keep what is the session's alone under it. */
export class SessionCaller implements Caller {
  readonly era: Era = "legacy";
  /** As the latest request verified it: the same principal, whose claims and proof may be newer. */
  principal: Principal;
  readonly endpoint: string;
  readonly session: string;
  readonly revision: string;
  readonly capabilities: Capabilities;
  readonly clientInfo: Buffer | undefined;
  logLevel: LogLevel | undefined;

  constructor(
    owner: { readonly principal: Principal; readonly endpoint: string; readonly session: string },
    client: {
      readonly revision: string;
      readonly capabilities: Capabilities;
      readonly clientInfo: Buffer | undefined;
    },
  ) {
    this.principal = owner.principal;
    this.endpoint = owner.endpoint;
    this.session = owner.session;
    this.revision = client.revision;
    this.capabilities = client.capabilities;
    this.clientInfo = client.clientInfo;
  }
}

/** A severity as `logging/setLevel` and `_meta` spell it; undefined for anything else. */
export function logLevel(text: string | undefined): LogLevel | undefined {
  return LOG_LEVELS.find((level) => level === text);
}
