import type { Clients } from "./clients.js";
import type { Codes } from "./codes.js";
import type { CallerSignIns } from "./grants.js";
import type { Idp } from "./idp.js";
import type { FrontKeys } from "./keys.js";
import type { PendingSignIns } from "./logins.js";
import type { FrontOptions } from "./options.js";
import type { Sessions } from "./sessions.js";

/** The parts the routes of the front work with. */
export interface FrontParts {
  readonly options: FrontOptions;
  readonly keys: FrontKeys;
  readonly clients: Clients;
  readonly codes: Codes;
  readonly grants: CallerSignIns;
  readonly logins: PendingSignIns;
  readonly sessions: Sessions;
  readonly idp: Idp;
}
