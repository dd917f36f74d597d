import type { AccessControl } from "../access/control.js";
import type { UpstreamLogins } from "../auth/logins.js";
import type { Handler } from "../model/call.js";
import type { Store } from "../model/store.js";

/** What stands around the pipeline and outlives a reload: logins and where they are kept. */
export interface Foundation {
  readonly store: Store;
  readonly logins: UpstreamLogins;
  /** Who may call and see what; absent where nobody is asked: on stdio, the person at the machine sees everything. */
  readonly control?: AccessControl;
  /** Put around what answers the calls of an upstream: counts them. Absent: nobody counts. */
  readonly counted?: (next: Handler, upstream: string) => Handler;
}
