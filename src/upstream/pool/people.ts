import type { Call } from "../../model/call.js";
import { requestsThat } from "../../model/method-fates.js";
import type { Principal } from "../../model/principal.js";

/** The endpoint of what the proxy looks at on its own. */
export const NO_ENDPOINT = "";

/** The lists, which say the same to everybody. */
const LISTS = requestsThat(({ cached, target }) => cached === true && target === undefined);

/**
 * Who ever used one link. As long as that is one principal, what the upstream says outside of any call's stream can be nobody
 * else's; behind that it may always be about what somebody did before.
 */
export class People {
  #first: string | undefined;
  #caller: string | undefined;
  /** Whether more than one principal has called or listened here. */
  several = false;
  /** Whether more than one principal has called for more than a list. */
  severalCallers = false;

  calls({ caller: { principal, endpoint }, message }: Call): void {
    // What the proxy looks at on its own is nobody's.
    if (endpoint === NO_ENDPOINT) return;
    this.listens(principal);
    if (principal.key === this.#caller || LISTS.has(message.method)) return;
    if (this.#caller === undefined) this.#caller = principal.key;
    else this.severalCallers = true;
  }

  listens({ key }: Principal): void {
    if (this.#first === undefined) this.#first = key;
    else if (this.#first !== key) this.several = true;
  }
}
