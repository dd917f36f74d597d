import { type Member, Message, type Span } from "../model/message.js";

const HEAD = '{"jsonrpc":"2.0","id":0,"result":{';
const ID = HEAD.indexOf("0,");
const FIRST_BYTES = 65_536;

/** A result with the id `0`, written piece by piece: what is known of it then need not be found again. */
export class ResultText {
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #at = this.#bytes.write(HEAD, 0, "latin1");
  readonly #members: Member[] = [];
  #open: { readonly key: string; readonly keySpan: Span; readonly start: number } | undefined;

  /** Begins a member; what is written from here on is its value, until the next one begins. */
  member(key: string): void {
    if (this.#open !== undefined) {
      this.#close(this.#open);
      this.text(",");
    }
    const start = this.#at;
    this.text(JSON.stringify(key));
    const keySpan = { start, end: this.#at };
    this.text(":");
    this.#open = { key, keySpan, start: this.#at };
  }

  /** Writes a piece of JSON text. */
  text(piece: string): void {
    this.#reserve(piece.length * 3);
    this.#at += this.#bytes.write(piece, this.#at);
  }

  /** Writes `[start, end)` of bytes that are a piece of JSON text. */
  copy(bytes: Buffer, start: number, end: number): void {
    this.#reserve(end - start);
    this.#at += bytes.copy(this.#bytes, this.#at, start, end);
  }

  /** The result; nothing may be written any more. */
  message(): Message {
    if (this.#open !== undefined) this.#close(this.#open);
    const body = { start: HEAD.length - 1, end: this.#at + 1 };
    this.text("}}");
    const id = { start: ID, end: ID + 1 };
    const bytes = this.#bytes.subarray(0, this.#at);
    return new Message(bytes, { kind: "result", id, method: undefined, body, members: this.#members });
  }

  #close({ key, keySpan, start }: { readonly key: string; readonly keySpan: Span; readonly start: number }): void {
    this.#members.push({ key, keySpan, value: { start, end: this.#at } });
  }

  #reserve(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#at + more));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}
