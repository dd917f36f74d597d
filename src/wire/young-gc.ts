import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type Collect = (how: { readonly type: "minor" }) => void;

/** Bytes of long results after which their buffers are given back. */
const COLLECT_INTERVAL_BYTES = 8_388_608;

/** Where V8 keeps what is new on its heap: a process has one. */
class Nursery {
  #passed = 0;
  #collect: Collect | undefined;

  /**
   * Counts bytes of long results on their way through, and has the nursery collected after every 8 MiB of them. V8 does so by
   * the size of the objects in it, and the buffers of such results lie outside: left to itself it keeps some 40 MB of them
   * (ADR 0016).
   */
  passed(bytes: number): void {
    this.#passed += bytes;
    if (this.#passed < COLLECT_INTERVAL_BYTES) return;
    this.#passed = 0;
    this.#collect ??= collector();
    this.#collect({ type: "minor" });
  }
}

/** V8's `gc`, which is there only in contexts made after it was asked for. */
function collector(): Collect {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as Collect;
}

/** This process's nursery. */
export const NURSERY = new Nursery();
