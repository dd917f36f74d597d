/** A small HTTP/1.1 client over `node:net`: cheap enough that it is not what a run measures. */
import { connect, type Socket } from "node:net";

export interface Reply {
  readonly status: number;
  /** Lower-case header block, as received. */
  readonly head: string;
  /** Bytes of the body, transfer coding removed. */
  readonly length: number;
  /** The first 64 KiB of the body. */
  readonly start: Buffer;
}

const KEEP = 65_536;

/** One keep-alive connection, one exchange at a time. */
export class Connection {
  readonly #socket: Socket;
  #done: ((reply: Reply) => void) | undefined;
  #onBody: ((chunk: Buffer) => void) | undefined;
  #pending: Buffer = Buffer.alloc(0);
  #head: string | undefined;
  #status = 0;
  /** Bytes of body (or of the current chunk) still to come; -1: a chunk's size comes next; -2: no body is counted. */
  #left = 0;
  #chunked = false;
  #length = 0;
  #start: Buffer[] = [];
  #kept = 0;

  constructor(url: URL, failed: (error: Error) => void) {
    this.#socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    this.#socket.on("error", failed);
    this.#socket.on("close", () => {
      if (this.#done !== undefined) failed(new Error("the connection was closed within an exchange"));
    });
    this.#socket.on("data", (chunk) => this.#read(chunk));
  }

  /** Sends a whole request; `done` is called with its reply. */
  send(request: string, done: (reply: Reply) => void): void {
    this.#done = done;
    this.#socket.write(request, "latin1");
  }

  /** Sends a request whose response never ends; `body` sees each piece of it, transfer coding included. */
  stream(request: string, body: (chunk: Buffer) => void): void {
    this.#onBody = body;
    this.#socket.write(request, "latin1");
  }

  close(): void {
    this.#done = undefined;
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    if (this.#onBody !== undefined) {
      this.#onBody(chunk);
      return;
    }
    let bytes = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    this.#pending = Buffer.alloc(0);
    for (;;) {
      if (this.#head === undefined) {
        const end = bytes.indexOf("\r\n\r\n");
        if (end < 0) break;
        this.#open(bytes.toString("latin1", 0, end).toLowerCase());
        bytes = bytes.subarray(end + 4);
      }
      if (this.#left === -1) {
        const end = bytes.indexOf("\r\n");
        if (end < 0) break;
        this.#left = Number.parseInt(bytes.toString("latin1", 0, end), 16) + 2;
        bytes = bytes.subarray(end + 2);
        if (this.#left === 2) this.#chunked = false;
      }
      const taken = Math.min(this.#left, bytes.length);
      this.#take(bytes.subarray(0, taken));
      bytes = bytes.subarray(taken);
      if (this.#left > 0) return;
      if (this.#chunked) {
        this.#left = -1;
        continue;
      }
      this.#finish();
      return;
    }
    this.#pending = Buffer.from(bytes);
  }

  #open(head: string): void {
    this.#head = head;
    this.#status = Number(head.slice(9, 12));
    this.#chunked = head.includes("transfer-encoding: chunked");
    this.#left = this.#chunked ? -1 : Number(/content-length: *(\d+)/.exec(head)?.[1] ?? 0);
  }

  #take(part: Buffer): void {
    this.#left -= part.length;
    // A chunk's closing CRLF is counted with it; two bytes a chunk do not matter to a length in megabytes.
    this.#length += part.length;
    if (this.#kept < KEEP && part.length > 0) {
      this.#start.push(Buffer.from(part.subarray(0, KEEP - this.#kept)));
      this.#kept += part.length;
    }
  }

  #finish(): void {
    const reply = {
      status: this.#status,
      head: this.#head ?? "",
      length: this.#length,
      start: Buffer.concat(this.#start),
    };
    const done = this.#done;
    this.#done = undefined;
    this.#head = undefined;
    this.#length = 0;
    this.#start = [];
    this.#kept = 0;
    done?.(reply);
  }
}
