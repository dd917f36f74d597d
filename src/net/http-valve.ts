import type { Socket } from "node:net";
import type { buildConnector } from "undici";

/** The way undici makes connections. */
export type Connector = ReturnType<typeof buildConnector>;

/**
 * Holds back one connection, below undici's parser. The parser's own pause is not used: when a paused connection ends or
 * breaks, undici 7 fails an assertion nobody can catch (nodejs/undici#5360, fixed in 8 alone), so that any upstream could
 * end this process. A closed valve gives the parser nothing to read, and Node then stops reading from the network.
 */
export class Valve {
  closed = false;
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Lets the parser read on. Never within one of its callbacks. */
  open(): void {
    this.closed = false;
    this.#socket.emit("readable");
  }
}

/** Connections whose answers can be held back. */
export class Valves {
  /** The valve of the connection that was read last: within a parser's callback, the one the callback is about. */
  current: Valve | undefined;

  /** A connector whose sockets have a valve. Node itself reads with a size (0); the parser without one. */
  guard(connect: Connector): Connector {
    return (options, callback) =>
      connect(options, (error: Error | null, socket?: Socket | null) => {
        if (error !== null || socket === undefined || socket === null) {
          callback(error as Error, null);
          return;
        }
        const valve = new Valve(socket);
        const read = socket.read;
        socket.read = (size?: number) => {
          this.current = valve;
          return valve.closed && size === undefined ? null : read.call(socket, size);
        };
        callback(null, socket);
      });
  }
}
