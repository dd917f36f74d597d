import type { Call, Handler } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import type { Clock } from "../model/world.js";
import { type Outcome, outcomeOf } from "../wire/outcome.js";

/** One line of the audit log. Neither arguments nor results are in it. */
export interface AuditLine {
  /** When the call came, ISO 8601 in UTC. */
  readonly time: string;
  /** Who called, as recognised: an issuer and a subject, and what people call them. */
  readonly issuer: string;
  readonly subject: string;
  readonly user: string;
  readonly endpoint: string;
  readonly session?: string;
  readonly method: string;
  /** The tool, prompt or URI (without its query) that was named, as clients see it; at most 256 characters. */
  readonly target?: string;
  /** The upstream it belongs to, where that is known. */
  readonly upstream?: string;
  /** How it was answered; `refused`: by the proxy. */
  readonly outcome: Outcome | "refused";
  /** The `data.reason` of a refusal, or the code of an upstream's error. */
  readonly reason?: string;
  /** Milliseconds until the answer began. */
  readonly ms: number;
  /** Bytes of the request's message. */
  readonly bytesIn: number;
  /** Bytes of the answer; of its beginning when the rest was still on its way (`long`). */
  readonly bytesOut: number;
  readonly long?: true;
}

/** What an audit needs. */
export interface AuditParts {
  readonly clock: Clock;
  readonly write: (line: AuditLine) => void;
  /** The upstream a name or URI leads to for this caller; undefined: not known. Asked after the call. */
  readonly upstreamOf: (call: Call, target: string) => string | undefined;
}

const MAX_TARGET = 256;

/** Writes one line per call, when its answer begins, whatever becomes of it. */
export function audit(next: Handler, { clock, write, upstreamOf }: AuditParts): Handler {
  return (call) => {
    const at = clock.now();
    const started = clock.monotonic();
    const line = (rest: Pick<AuditLine, "outcome" | "bytesOut"> & Partial<AuditLine>): void => {
      const { message, caller } = call;
      const target = targetOf(message);
      const upstream = target === undefined ? undefined : upstreamOf(call, target);
      write({
        time: new Date(at).toISOString(),
        issuer: caller.principal.issuer,
        subject: caller.principal.subject,
        user: caller.principal.label,
        endpoint: caller.endpoint,
        ...(caller.session === undefined ? {} : { session: caller.session.slice(0, 8) }),
        method: message.method ?? "",
        ...(target === undefined ? {} : { target: shown(target) }),
        ...(upstream === undefined ? {} : { upstream }),
        ms: Math.round((clock.monotonic() - started) * 10) / 10,
        bytesIn: message.bytes.length,
        ...rest,
      });
    };
    return next(call).then(
      (answer) => {
        const outcome = outcomeOf(answer);
        const code = outcome === "error" ? answer.member("code") : undefined;
        line({
          outcome,
          ...(code === undefined ? {} : { reason: answer.raw(code).slice(0, 12) }),
          bytesOut: answer.bytes.length,
          ...(answer.tail === undefined ? {} : { long: true }),
        });
        return answer;
      },
      (thrown: unknown) => {
        line({ outcome: "refused", reason: ProxyError.from(thrown).row.reason, bytesOut: 0 });
        throw thrown;
      },
    );
  };
}

function targetOf(message: Message): string | undefined {
  return (
    message.text(message.member("name")) ??
    message.text(message.member("uri")) ??
    message.text(message.member("taskId"))
  );
}

/** A name as the log shows it: a URI's query and fragment may hold a secret, so they are left out. */
function shown(target: string): string {
  const bare = /^[a-z][a-z0-9+.-]*:/i.test(target) ? target.replace(/[?#].*$/s, "") : target;
  return bare.length > MAX_TARGET ? `${bare.slice(0, MAX_TARGET - 1)}…` : bare;
}
