import type { CallbackPages } from "../auth/callback.js";
import { messagePage, signedInPage } from "../pages/messages.js";

/** What a browser sees at the end of a sign-in. `home` is where the status page is; undefined: there is none. */
export function callbackPages(home: string | undefined): CallbackPages {
  return {
    done: (upstream, account) =>
      home === undefined
        ? messagePage({
            title: "Connected",
            text: `${upstream} is connected. You can close this window.`,
            tone: "good",
          })
        : signedInPage({ upstream, account, home }),
    failed: (message, again) =>
      messagePage({
        title: "The sign-in did not work",
        text: message,
        tone: "bad",
        ...(again === undefined ? {} : { link: { href: again, text: "Try again" } }),
      }),
  };
}
