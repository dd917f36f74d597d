import type { CallSink } from "../model/call.js";
import type { Message } from "../model/message.js";
import type { FirstReader } from "./first-reader.js";

/** The way back for one request: what goes before the answer, then the answer, which ends it. */
export interface ReplySink extends CallSink {
  /** A notification of the call, or a question to the client. */
  emit(message: Message): boolean;
  /** The answer, with the client's own id. `status` is the HTTP status where the answer comes alone. */
  answer(message: Message, status: number): void;
  /** The client cancelled, or ended its session: whoever shares the way with others says nothing, an HTTP response ends with an error. */
  cancelled(id: Buffer): void;
  /** Whether one client reads several requests' answers here, so that an id in use cannot be used again. */
  readonly shared: boolean;
}

/** Where messages outside any request go: the GET stream of a session, stdout. */
export interface SessionStream {
  /** Who reads here, where the client has to come for it; absent: it reads from the beginning. */
  readonly reader?: FirstReader;
  emit(message: Message): boolean;
  onDrain(listener: () => void): void;
}
