/** What the load generator is told and what it tells. */

export interface LoadOrder {
  /** The endpoint; undefined: `command` is spawned and spoken to over stdio. */
  readonly url?: string;
  readonly command?: readonly string[];
  /** The endpoint is HTTP+SSE (2024-11-05). */
  readonly sse?: boolean;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly era: "legacy" | "modern";
  readonly inFlight: number;
  readonly method: "tools/call" | "tools/list";
  /** The tool's name, or how it ends where a prefix is put before it; a regular expression. */
  readonly tool: string;
  /** JSON of the call's arguments. */
  readonly arguments?: string;
  /** The least number of bytes a right answer has. */
  readonly atLeast: number;
}

export interface Ran {
  readonly calls: number;
  readonly ms: number;
  readonly bytes: number;
  /** Latencies in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

export interface LoadReport {
  readonly opened?: boolean;
  /** The spawned program, over stdio. */
  readonly pid?: number;
  /** How long the first `tools/list` took, in milliseconds. */
  readonly firstList?: number;
  readonly ran?: Ran;
  readonly error?: string;
}
