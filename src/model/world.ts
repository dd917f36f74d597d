import type { LogEvent, Severity } from "./log-events.js";

/** What a log line may say besides its event. Values are redacted where they are rendered, never logged raw. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** The proxy's own log. Always stderr or a file, never stdout: stdout belongs to the protocol. */
export interface Log {
  /** Whether a line of this severity would be written; ask before building expensive fields. */
  enabled(severity: Severity): boolean;
  trace(event: LogEvent<"trace">, fields?: LogFields): void;
  debug(event: LogEvent<"debug">, fields?: LogFields): void;
  info(event: LogEvent<"info">, fields?: LogFields): void;
  warn(event: LogEvent<"warn">, fields?: LogFields): void;
  error(event: LogEvent<"error">, fields?: LogFields): void;
  /** The same log with these fields on every line. */
  with(fields: LogFields): Log;
}

/** Time, injected so that tests own it. */
export interface Clock {
  /** Milliseconds since the epoch (UTC). */
  now(): number;
  /** Monotonic milliseconds, for durations. */
  monotonic(): number;
}

/** Everything from outside, given once to `assemble(config, world)`; nothing below reads the process. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
  /** Secrets of the file, as they become known: the log writes none of them, wherever they turn up. */
  readonly secrets?: Set<string>;
  /** Cryptographically strong random bytes. */
  random(bytes: number): Buffer;
  /** The folder relative paths of the config are resolved against: the config file's own, else the working directory. */
  readonly baseDir: string;
  /** This program's version. */
  readonly version: string;
}
