import { clientCapabilities, isObject } from "../base/capabilities.js";
import { type Caller, type Capabilities, type Era, LOG_LEVELS, type LogLevel } from "../model/call.js";
import type { Principal } from "../model/principal.js";

/** The caller of a legacy session. It is one object for the session's whole life, because views keep the session's state under it. */
export class SessionCaller implements Caller {
  readonly era: Era = "legacy";
  /** The principal as of the latest request: its claims and proof may be newer than at the start. */
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

const NONE = Buffer.from("{}");

/** The capabilities of a client that declared none. */
export const NO_CAPABILITIES: Capabilities = {
  raw: NONE,
  elicitation: { form: false, url: false },
  sampling: false,
  roots: false,
  extensions: new Set(),
};

/**
 * Reads `ClientCapabilities`. A bare `elicitation: {}` means forms (2025-11-25, elicitation). A value that is no object declares
 * nothing, to no upstream either. `raw` keeps the client's own bytes where all of them declare something.
 */
export function readCapabilities(bytes: Buffer): Capabilities {
  const { value: declared, faults } = clientCapabilities(JSON.parse(bytes.toString()));
  const raw = faults.length === 0 ? bytes : Buffer.from(JSON.stringify(declared));
  const elicitation = isObject(declared.elicitation) ? declared.elicitation : undefined;
  const url = isObject(elicitation?.url);
  const form = elicitation !== undefined && (isObject(elicitation.form) || !url);
  return {
    raw,
    elicitation: { form, url },
    sampling: isObject(declared.sampling),
    roots: isObject(declared.roots),
    extensions: new Set(isObject(declared.extensions) ? Object.keys(declared.extensions) : []),
  };
}
