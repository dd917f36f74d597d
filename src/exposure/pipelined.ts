import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * Responses whose turn on their connection (RFC 9112, section 9.3.2) has not come. When the connection goes away before, Node
 * tells nobody: they are closed here, so that their calls end as any other's.
 */
export class Pipelined {
  readonly #waiting = new WeakMap<Socket, Set<ServerResponse>>();

  /** Watches over a response until it closes. */
  watch({ socket }: IncomingMessage, response: ServerResponse): void {
    let waiting = this.#waiting.get(socket);
    if (waiting === undefined) {
      const fresh = new Set<ServerResponse>();
      socket.once("close", () => {
        for (const one of fresh) close(one);
      });
      this.#waiting.set(socket, fresh);
      waiting = fresh;
    }
    waiting.add(response);
    response.once("close", () => waiting.delete(response));
  }
}

function close(response: ServerResponse): void {
  // One that has the connection is closed by Node.
  if (response.socket !== null || response.writableFinished) return;
  response.destroy();
  response.emit("close");
}
