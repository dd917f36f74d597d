import { masked } from "../base/secret-text.js";
import type { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { scan, UNLIMITED } from "./scan.js";

function raw(value: unknown): string | Buffer {
  return Buffer.isBuffer(value) ? value : (JSON.stringify(value) ?? "null");
}

function message(...pieces: (string | Buffer)[]): Message {
  return scan(
    Buffer.concat(pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece) : piece))),
    UNLIMITED,
  );
}

function call(id: Buffer | undefined, method: string, params: unknown): Message {
  const head = id === undefined ? ['{"jsonrpc":"2.0"'] : ['{"jsonrpc":"2.0","id":', id];
  const tail = params === undefined ? ["}"] : [',"params":', raw(params), "}"];
  return message(...head, `,"method":${JSON.stringify(method)}`, ...tail);
}

/** A request. `id` is a raw token (`1`, `"a"`); `params` a value, or the bytes of a JSON object. */
export function request(id: Buffer, method: string, params?: unknown): Message {
  return call(id, method, params);
}

/** A notification; `params` as for a request. */
export function notification(method: string, params?: unknown): Message {
  return call(undefined, method, params);
}

/** A result; `value` is the value of `result`, or its bytes. */
export function result(id: Buffer, value: unknown): Message {
  return message('{"jsonrpc":"2.0","id":', id, ',"result":', raw(value), "}");
}

/** An error answer; `data` is left out when undefined. */
export function errorMessage(id: Buffer, error: { code: number; message: string; data?: unknown }): Message {
  return message('{"jsonrpc":"2.0","id":', id, ',"error":', raw(error), "}");
}

/** An error of the proxy's own as an answer: the code of its row, and `data.reason` beside its data. */
export function fromProxyError(id: Buffer, error: Pick<ProxyError, "message" | "row" | "data">): Message {
  const row = error.row;
  return errorMessage(id, {
    code: row.rpc,
    message: masked(error.message),
    data: { ...error.data, reason: row.reason },
  });
}
