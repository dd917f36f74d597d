import type { LogEvent } from "../model/log-events.js";
import type { Log, LogFields } from "../model/world.js";

/** What is counted: debugging is not. */
type Counted = "info" | "warn" | "error";

/** Told of every line, whether it is written or not. `upstream` is the one the line is about. */
export type Note = (severity: Counted, event: LogEvent<Counted>, upstream: string | undefined) => void;

/** The same log, with somebody told of its lines: what is worth a line in the log is worth a count. */
export function countedLog(log: Log, note: Note, bound?: string): Log {
  const told = (severity: Counted, event: LogEvent<Counted>, fields: LogFields | undefined): void => {
    const upstream = fields?.upstream ?? bound;
    note(severity, event, typeof upstream === "string" ? upstream : undefined);
  };
  return {
    enabled: (severity) => log.enabled(severity),
    trace: (event, fields) => log.trace(event, fields),
    debug: (event, fields) => log.debug(event, fields),
    info: (event, fields) => {
      told("info", event, fields);
      log.info(event, fields);
    },
    warn: (event, fields) => {
      told("warn", event, fields);
      log.warn(event, fields);
    },
    error: (event, fields) => {
      told("error", event, fields);
      log.error(event, fields);
    },
    with: (fields) => {
      const { upstream } = fields;
      return countedLog(log.with(fields), note, typeof upstream === "string" ? upstream : bound);
    },
  };
}
