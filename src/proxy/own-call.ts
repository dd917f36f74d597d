import { Call, type Caller, type CallSink } from "../model/call.js";
import { request } from "../wire/build.js";

const ID = Buffer.from("0");
const NOWHERE: CallSink = {
  emit: () => true,
  onDrain: (listener) => listener(),
};

/** A request of the proxy's own on behalf of a caller: a list it reads to merge it. */
export function ownCall(caller: Caller, method: string, params: unknown): Call {
  return new Call(request(ID, method, params), caller, NOWHERE);
}
