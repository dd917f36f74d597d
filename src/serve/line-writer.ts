import { closeSync, openSync, write, writeSync } from "node:fs";
import type { Writable } from "node:stream";

/** Takes lines and writes them a little later, many at once: a write for each would cost more than the call it tells of. */
export interface LineWriter {
  /** `line` with its line break. */
  add(line: string): void;
  /** From now on lines go to the file that has the name now: whoever rotates files has moved the one before. */
  reopen(): void;
  /** Writes what is left. Idempotent. */
  close(): Promise<void>;
}

/** Lines reach their file within this time, in milliseconds. */
const FLUSH_INTERVAL_MS = 100;
/** So many characters at once, at the most, before the time is up. */
const FLUSH_CHARS = 65_536;
const LF = 0x0a;
/** A disk so far behind loses lines rather than the proxy its memory. */
const MAX_WAITING_CHARS = 16 * 1024 * 1024;

/** Lines for a stream that is open anyway. */
export function streamLines(out: Writable): LineWriter {
  let pending = "";
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (pending !== "") out.write(pending);
    pending = "";
  };
  return {
    add(line) {
      pending += line;
      if (pending.length > FLUSH_CHARS) flush();
      else timer ??= setTimeout(flush, FLUSH_INTERVAL_MS);
    },
    reopen: () => undefined,
    close: async () => flush(),
  };
}

/**
 * Lines appended to a file that only its owner reads. Writes what is left when the process exits, however it does, short of
 * being killed. `failed` hears of every error; after one, lines go on being tried, so that a full disk is not the end, and
 * the first of them does not continue the line that was cut. Throws when the file cannot be opened.
 */
export function fileLines(path: string, failed: (cause: Error) => void): LineWriter {
  let fd = openSync(path, "a", 0o600);
  let pending = "";
  /** The file ends within a line. */
  let torn = false;
  let timer: NodeJS.Timeout | undefined;
  /** What is being written now. */
  let writing: Promise<void> | undefined;

  function append(to: number, bytes: Buffer, done: () => void): void {
    write(to, bytes, 0, bytes.length, null, (cause, written) => {
      if (cause !== null) failed(cause);
      else torn = bytes[written - 1] !== LF;
      if (cause === null && written < bytes.length) append(to, bytes.subarray(written), done);
      else done();
    });
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (writing !== undefined || pending === "") return;
    const bytes = Buffer.from(torn ? `\n${pending}` : pending);
    pending = "";
    const to = fd;
    writing = new Promise<void>((done) => append(to, bytes, done)).then(() => {
      writing = undefined;
      if (pending.length > FLUSH_CHARS) flush();
      else if (pending !== "") timer ??= setTimeout(flush, FLUSH_INTERVAL_MS);
    });
  }

  const last = (): void => {
    if (pending === "") return;
    try {
      writeSync(fd, pending);
    } catch (cause) {
      failed(cause as Error);
    }
  };
  process.once("exit", last);
  let closed: Promise<void> | undefined;

  async function close(): Promise<void> {
    while (writing !== undefined || pending !== "") {
      flush();
      await writing;
    }
    process.removeListener("exit", last);
    closeSync(fd);
  }

  return {
    add(line) {
      if (pending.length > MAX_WAITING_CHARS) {
        failed(new Error("the disk is too slow; lines are lost"));
        return;
      }
      pending += line;
      if (writing !== undefined) return;
      if (pending.length > FLUSH_CHARS) flush();
      else timer ??= setTimeout(flush, FLUSH_INTERVAL_MS);
    },
    reopen() {
      let next: number;
      try {
        next = openSync(path, "a", 0o600);
      } catch (cause) {
        failed(cause as Error);
        return;
      }
      flush();
      const before = fd;
      fd = next;
      // What is under way still goes to the one before.
      void Promise.resolve(writing).then(() => {
        torn = false;
        closeSync(before);
      });
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}
