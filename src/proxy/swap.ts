import { MAX_LOGGED_METHOD_CHARS } from "../model/bounds.js";
import type { Call, Caller } from "../model/call.js";
import type { Message } from "../model/message.js";
import type { Listener, ListenFilter, Listening, View } from "../model/view.js";
import type { Log } from "../model/world.js";
import { everyChange } from "../wire/changes.js";
import type { MembersView } from "./members-view.js";

/** A view that stays while what is behind it is exchanged: clients keep their sessions and their streams. */
export interface SwapView<Behind extends View = MembersView> extends View {
  /** What calls go to just now. */
  readonly behind: Behind;
  /** From now on calls go to `next`; what runs ends where it began. Listeners move, and are told that lists changed. */
  swap(next: Behind): void;
  /** The endpoint is no more: every listener is told so. */
  end(): void;
}

interface Ear {
  readonly listener: Listener;
  wants: ListenFilter;
  at: { readonly view: View; readonly listening: Listening } | undefined;
  closed: boolean;
}

/** Starts with `first` behind it. */
export function createSwapView<Behind extends View>(first: Behind, log: Log): SwapView<Behind> {
  let current = first;
  let refusals = 0;
  const subscribers = new Set<Ear>();

  /** Nothing more comes to this ear. */
  function drop(ear: Ear): void {
    ear.closed = true;
    subscribers.delete(ear);
    ear.at?.listening.close();
  }

  async function move(ear: Ear): Promise<void> {
    const view = current;
    const { wants } = ear;
    let listening: Listening;
    try {
      listening = await view.listen(ear.listener, wants);
    } catch (error) {
      // One URI nobody has any more must not cost the client its stream: it goes on without resource updates.
      log.warn("reload.subscription_failed", { cause: error instanceof Error ? error.message : String(error) });
      listening = await view.listen(ear.listener, { ...wants, resourceSubscriptions: [] });
    }
    // Closed only now, so that no upstream both views share is unsubscribed in between.
    ear.at?.listening.close();
    ear.at = { view, listening };
    if (ear.closed) listening.close();
    else if (view !== current) await move(ear);
    else {
      if (ear.wants !== wants) await listening.update(ear.wants);
      const lists = { ...ear.wants, resourceSubscriptions: [] };
      for (const change of everyChange(lists)) ear.listener.notify(change);
    }
  }

  return {
    get behind() {
      return current;
    },
    handle: (call: Call): Promise<Message> => current.handle(call),
    checkHeaders: (call, rawHeaders) => current.checkHeaders?.(call, rawHeaders),
    notify: (caller: Caller, message: Message) => current.notify(caller, message),
    refused({ principal, endpoint }, { kind, method = "" }, error) {
      refusals++;
      // A caller can send as many as it likes: one line for the first, the second, the fourth …
      if (!Number.isInteger(Math.log2(refusals))) return;
      const named = method.length > MAX_LOGGED_METHOD_CHARS ? `${method.slice(0, MAX_LOGGED_METHOD_CHARS)}…` : method;
      log.warn("call.message_refused", {
        principal: principal.label,
        endpoint,
        kind,
        method: named,
        cause: error.message,
        times: refusals,
      });
    },
    logLevelChanged: (caller: Caller) => current.logLevelChanged(caller),
    forget: (caller: Caller) => current.forget(caller),
    async listen(listener, wants) {
      const ear: Ear = { listener, wants, at: undefined, closed: false };
      const view = current;
      ear.at = { view, listening: await view.listen(listener, wants) };
      subscribers.add(ear);
      if (view !== current) {
        await move(ear).catch((error: unknown) => {
          drop(ear);
          throw error;
        });
      }
      return {
        get honoured() {
          return (ear.at as NonNullable<Ear["at"]>).listening.honoured;
        },
        async update(next) {
          // Where it moves meanwhile, what it wants now is said there too.
          for (;;) {
            const at = ear.at as NonNullable<Ear["at"]>;
            const honoured = await at.listening.update(next);
            ear.wants = next;
            if (ear.at === at) return honoured;
          }
        },
        close() {
          drop(ear);
        },
      };
    },
    swap(next) {
      current = next;
      for (const ear of subscribers) {
        move(ear).catch((error: unknown) => {
          log.warn("reload.subscription_failed", { cause: error instanceof Error ? error.message : String(error) });
          if (ear.closed) return;
          drop(ear);
          ear.listener.ended();
        });
      }
    },
    end() {
      for (const ear of [...subscribers]) {
        drop(ear);
        ear.listener.ended();
      }
    },
  };
}
