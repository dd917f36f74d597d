import { oneLine, printedJson } from "../base/hidden-text.js";
import { MASK, masked } from "../base/secret-text.js";
import { SEVERITIES, type Severity } from "../model/log-events.js";
import type { Log, LogFields } from "../model/world.js";

/** Fields whose values are never written, whatever they are. */
const SECRET = /token|secret|password|authorization|cookie|verifier|^code$|^state$|api.?key/i;
/** Characters of one field. */
const MAX_TEXT = 4096;

/** Where lines go and how they look. */
export interface LogOptions {
  readonly level: Severity;
  readonly format: "text" | "json";
  /** Takes one line, with its line break. */
  readonly write: (line: string) => void;
  readonly now: () => number;
  /** Values that are never written wherever they stand: the secrets of the file. They may become more. */
  readonly secrets?: Iterable<string>;
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
    const safe = Object.fromEntries(
      Object.entries(all).map(([key, value]) => [key, redacted(key, value, options.secrets)]),
    );
    return printedJson({
      time: new Date(options.now()).toISOString(),
      level: severity,
      event: clean(event),
      ...safe,
    });
  }
  function text(severity: Severity, event: string, all: LogFields): string {
    const told = Object.entries(all)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => ` ${key}=${quoted(redacted(key, value, options.secrets))}`);
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

function redacted(key: string, value: LogFields[string], secrets: LogOptions["secrets"]): LogFields[string] {
  if (value === undefined || typeof value === "boolean" || typeof value === "number") return value;
  return SECRET.test(key) ? "[hidden]" : cut(clean(bounded(value), secrets));
}

/** What is looked at of a text that somebody else may have made as long as they liked, without the word that is cut. */
const bounded = (text: string): string =>
  text.length > 2 * MAX_TEXT ? text.slice(0, 2 * MAX_TEXT).replace(/\S{0,4096}$/, "") : text;

/** Cut last, so that no half of a secret is left. */
const cut = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text);

function clean(text: string, secrets: Iterable<string> = []): string {
  let safe = text;
  for (const secret of secrets) if (safe.includes(secret)) safe = safe.replaceAll(secret, MASK);
  return oneLine(masked(safe));
}

function quoted(value: LogFields[string]): string {
  const shown = String(value);
  return /[\s"=]/.test(shown) || shown === "" ? JSON.stringify(shown) : shown;
}
