/**
 * Where logins are kept. Two methods, one promise: updates of one key never interleave, across processes;
 * when `update` resolves, the new value survives a crash of the machine.
 * Keys are paths of safe segments (`[a-z0-9._-]+`, joined by `/`); values are JSON.
 */
export interface Store {
  /** The value under a key, or undefined. Rejects with STORE when the store cannot be read. */
  read(key: string): Promise<unknown>;
  /**
   * Takes the key's lock, reads, lets `change` decide (undefined deletes; the very same object writes nothing), writes durably,
   * unlocks, and answers what now stands there. `change` may do I/O (a token refresh) but must end within 30 s; when it throws,
   * nothing is written.
   */
  update(key: string, change: (current: unknown) => unknown | Promise<unknown>): Promise<unknown>;
  /** Keys that start with a prefix, in no order. */
  list(prefix: string): Promise<string[]>;
  close(): Promise<void>;
}
