import { hash } from "node:crypto";
import { printedJson } from "../base/hidden-text.js";
import type { Observer } from "../base/observed-calls.js";
import type { Call, Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { type Outcome, outcomeOf } from "../wire/outcome.js";

/** One line of the audit log. Neither arguments nor results are in it, and no text in it has more than 256 characters. */
export interface AuditLine {
  /** When the call came, ISO 8601 in UTC. */
  readonly time: string;
  /** Who called, as recognised: an issuer and a subject, and what people call them. */
  readonly issuer: string;
  readonly subject: string;
  readonly user: string;
  readonly endpoint: string;
  /** The same for all calls of a session; made of its id, which it does not tell. */
  readonly session?: string;
  readonly method: string;
  /** The tool, prompt or URI (without its query) that was named, as clients see it. */
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
  /** The message was a notification that no rule lets pass: it was refused, and had no answer. */
  readonly notification?: true;
}

/** What an audit needs. */
export interface AuditParts {
  /** Takes an `AuditLine` as JSON, with its line break. */
  readonly write: (line: string) => void;
  /** What a call means that names it elsewhere (the tool behind another, what is to be completed); undefined: what it says. */
  readonly meant?: (call: Call) => string | undefined;
  /** The upstream a name or URI leads to for this caller; undefined: not known. Asked after the call. */
  readonly upstreamOf: (call: Call, target: string) => string | undefined;
}

const MAX_TEXT = 256;

/** Writes one line per call, when its answer begins, whatever becomes of it. */
export function audit({ write, upstreamOf, meant }: AuditParts): Observer {
  const time = timestamps();
  const who = spelled();
  const method = quoted();
  const line = (call: Call, at: number, ms: number, rest: string): void => {
    const { message, caller } = call;
    const target = meant?.(call) ?? targetOf(message);
    const upstream = target === undefined ? undefined : upstreamOf(call, target);
    const named = target === undefined ? "" : `,"target":${printedJson(shown(target))}`;
    const led = upstream === undefined ? "" : `,"upstream":${printedJson(upstream)}`;
    const took = Math.round(ms * 10) / 10;
    write(
      `{"time":"${time(at)}",${who(caller)},"method":${method(message.method ?? "")}${named}${led},"ms":${took},"bytesIn":${message.bytes.length},${rest}}\n`,
    );
  };
  return {
    dropped(caller, message, { row }, at) {
      const kind = message.kind === "notification" ? ',"notification":true' : "";
      write(
        `{"time":"${time(at)}",${who(caller)},"method":${method(message.method ?? "")}${kind},"ms":0,"bytesIn":${message.bytes.length},"outcome":"refused","reason":"${row.reason}","bytesOut":0}\n`,
      );
    },
    answered: (call, answer, at, ms) => line(call, at, ms, verdict(answer)),
    refused(call, thrown, at, ms) {
      const { reason } = ProxyError.from(thrown).row;
      line(call, at, ms, `"outcome":"refused","reason":"${reason}","bytesOut":0`);
    },
  };
}

/** Methods as JSON; the few there are, once each. */
function quoted(): (method: string) => string {
  const known = new Map<string, string>();
  return (method) => {
    if (method.length > MAX_TEXT) return printedJson(cut(method));
    let text = known.get(method);
    if (text === undefined) {
      text = printedJson(method);
      if (known.size < 64) known.set(method, text);
    }
    return text;
  };
}

/** Who called, as JSON members; spelled once for each caller. */
function spelled(): (caller: Caller) => string {
  const known = new WeakMap<Caller, string>();
  return (caller) => {
    let text = known.get(caller);
    if (text === undefined) {
      const { issuer, subject, label } = caller.principal;
      const session = caller.session === undefined ? undefined : hash("sha256", caller.session).slice(0, 8);
      const shown = {
        issuer: cut(issuer),
        subject: cut(subject),
        user: cut(label),
        endpoint: caller.endpoint,
        session,
      };
      text = printedJson(shown).slice(1, -1);
      known.set(caller, text);
    }
    return text;
  };
}

/** ISO 8601 in UTC, the seconds written once. */
function timestamps(): (at: number) => string {
  let second = Number.NaN;
  let text = "";
  return (at) => {
    const now = Math.floor(at / 1000);
    if (now !== second) {
      second = now;
      text = new Date(now * 1000).toISOString().slice(0, 20);
    }
    return `${text}${String(Math.floor(at) - now * 1000).padStart(3, "0")}Z`;
  };
}

function verdict(answer: Message): string {
  const outcome = outcomeOf(answer);
  const code = outcome === "error" ? answer.member("code") : undefined;
  const reason = code === undefined ? "" : `,"reason":${printedJson(answer.raw(code).slice(0, 12))}`;
  const long = answer.tail === undefined ? "" : ',"long":true';
  return `"outcome":"${outcome}"${reason},"bytesOut":${answer.bytes.length}${long}`;
}

function targetOf(message: Message): string | undefined {
  return (
    message.text(message.member("name")) ??
    message.text(message.member("uri")) ??
    message.text(message.member("taskId"))
  );
}

/** A text as the log shows it; what is longer was never meant to be read. */
const cut = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text);

/** A name as the log shows it: a URI's query and fragment may hold a secret, so they are left out. */
function shown(target: string): string {
  const bare = /^[a-z][a-z0-9+.-]*:/i.test(target) ? target.replace(/[?#].*$/s, "") : target;
  return cut(bare);
}
