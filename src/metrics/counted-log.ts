import type { Log, LogFields, Severity } from "../model/world.js";

/** Told of every line, whether it is written or not. `upstream` is the one the line is about. */
export type Note = (severity: Severity, event: string, upstream: string | undefined) => void;

/** The same log, with somebody told of its lines: what is worth a line in the log is worth a count. */
export function countedLog(log: Log, note: Note, bound?: string): Log {
  const at = (severity: Severity) => {
    return (event: string, fields?: LogFields): void => {
      const upstream = fields?.upstream ?? bound;
      note(severity, event, typeof upstream === "string" ? upstream : undefined);
      log[severity](event, fields);
    };
  };
  return {
    enabled: (severity) => log.enabled(severity),
    trace: (event, fields) => log.trace(event, fields),
    debug: (event, fields) => log.debug(event, fields),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    with: (fields) => {
      const { upstream } = fields;
      return countedLog(log.with(fields), note, typeof upstream === "string" ? upstream : bound);
    },
  };
}
