import type { CallbackPages } from "../auth/callback.js";
import { callbackPages as pages } from "../pages/messages.js";

/** What a browser sees at the end of a sign-in. `home` is where the status page is; undefined: nowhere. */
export function callbackPages(home: string | undefined): CallbackPages {
  return pages(home);
}
