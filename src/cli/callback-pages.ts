import type { CallbackPages } from "../auth/callback.js";
import { messagePage, signedInPage } from "../pages/messages.js";

/** What a browser sees at the end of a sign-in. `home` is where the status page is. */
export function callbackPages(home: string): CallbackPages {
  return {
    done: (upstream, account) => signedInPage({ upstream, account, home }),
    failed: (message, again) =>
      messagePage({
        title: "The sign-in did not work",
        text: message,
        tone: "bad",
        ...(again === undefined ? {} : { link: { href: again, text: "Try again" } }),
      }),
  };
}
