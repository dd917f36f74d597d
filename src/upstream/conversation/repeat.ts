import type { Call } from "../../model/call.js";
import { isCut } from "../../model/errors.js";
import { requestsThat } from "../../model/method-fates.js";
import type { LinkFailure } from "./exchanges.js";
import type { Link } from "./link.js";

/** What changes nothing, however often it is asked. */
const READS = requestsThat(({ idempotent }) => idempotent === true);

/** Whether a call that failed may be sent once more: it never ran because its link was stale, or it is harmless to repeat. */
export function mayRepeat({ message }: Call, failure: LinkFailure, link: Link): boolean {
  if (failure.executed === "unsent") return failure.sessionLost || link.closed !== undefined;
  return READS.has(message.method) && isCut(failure.error);
}
