import { SEVERITIES, type Severity } from "../model/log-events.js";
import type { Log, LogFields } from "../model/world.js";

/** Fields whose values are never written, whatever they are. */
const SECRET = /token|secret|password|authorization|cookie|verifier|^code$|^state$|api.?key/i;
/** What looks like a credential inside a text. */
const BEARER = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi;

/** Characters of one field. */
const MAX_TEXT = 4096;

/** Where lines go and how they look. */
export interface LogOptions {
  readonly level: Severity;
  readonly format: "text" | "json";
  /** Takes one line, with its line break. */
  readonly write: (line: string) => void;
  readonly now: () => number;
}

/** A log that writes a line per event, with credentials blanked out and control characters escaped. */
export function createLog(options: LogOptions, fields: LogFields = {}): Log {
  const threshold = SEVERITIES.indexOf(options.level);
  const at =
    (severity: Severity) =>
    (event: string, more: LogFields = {}) => {
      if (SEVERITIES.indexOf(severity) < threshold) return;
      const all = { ...fields, ...more };
      options.write(`${options.format === "json" ? json(severity, event, all) : text(severity, event, all)}\n`);
    };
  function json(severity: Severity, event: string, all: LogFields): string {
    const safe = Object.fromEntries(Object.entries(all).map(([key, value]) => [key, redacted(key, value)]));
    return JSON.stringify({
      time: new Date(options.now()).toISOString(),
      level: severity,
      event: clean(event),
      ...safe,
    });
  }
  function text(severity: Severity, event: string, all: LogFields): string {
    const told = Object.entries(all)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => ` ${key}=${quoted(redacted(key, value))}`);
    return `${new Date(options.now()).toISOString()} ${severity.padEnd(5)} ${clean(event)}${told.join("")}`;
  }
  return {
    enabled: (severity) => SEVERITIES.indexOf(severity) >= threshold,
    trace: at("trace"),
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    with: (more) => createLog(options, { ...fields, ...more }),
  };
}

function redacted(key: string, value: LogFields[string]): LogFields[string] {
  if (value === undefined || typeof value === "boolean" || typeof value === "number") return value;
  return SECRET.test(key) ? "[hidden]" : cut(clean(value.slice(0, 2 * MAX_TEXT)));
}

/** The beginning of a text that somebody else may have made as long as they liked. Cut last, so that no half of a secret is left. */
const cut = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text);

function clean(text: string): string {
  return (
    text
      .replace(BEARER, "$1 [hidden]")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach a terminal
      .replace(/[\u0000-\u001f\u007f-\u009f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)
  );
}

function quoted(value: LogFields[string]): string {
  const shown = String(value);
  return /[\s"=]/.test(shown) || shown === "" ? JSON.stringify(shown) : shown;
}
