import type { Writable } from "node:stream";

/**
 * Keeps the program alive when what reads its output has left or a disk is full: without a listener either would end it.
 * What cannot be written is lost. Answers whether `stdout` failed, for another reason than that nobody reads it any more.
 */
export function watchOutput(stdout: Writable, stderr: Writable): () => Promise<boolean> {
  let failed = false;
  stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
    if (code === "EPIPE" || failed) return;
    failed = true;
    stderr.write(`mcp-proxy: cannot write to standard output (${code ?? message})\n`);
  });
  // There is nowhere left to say it.
  stderr.on("error", () => undefined);
  // A failed write is told in the turn after it.
  return () => new Promise((resolve) => setImmediate(() => resolve(failed)));
}
