import type { Call, Caller, Handler } from "../model/call.js";
import type { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import type { Clock } from "../model/world.js";

/** Hears how calls end. `at` is when a call came (milliseconds since the epoch), `ms` how long its answer took to begin. */
export interface Observer {
  answered(call: Call, answer: Message, at: number, ms: number): void;
  refused(call: Call, thrown: unknown, at: number, ms: number): void;
  /** A message that never became a call: the table of methods refuses it. */
  dropped?(caller: Caller, message: Message, error: ProxyError, at: number): void;
}

/** The same handler, with observers told of every call: one promise for all of them. */
export function observed(next: Handler, observers: readonly Observer[], clock: Clock): Handler {
  return (call) => {
    const at = clock.now();
    const started = clock.monotonic();
    return next(call).then(
      (answer) => {
        const ms = clock.monotonic() - started;
        for (const observer of observers) observer.answered(call, answer, at, ms);
        return answer;
      },
      (thrown: unknown) => {
        const ms = clock.monotonic() - started;
        for (const observer of observers) observer.refused(call, thrown, at, ms);
        throw thrown;
      },
    );
  };
}
