import { Call, type Caller, type CallSink } from "../model/call.js";
import { META } from "../model/protocol.js";
import { request } from "../wire/build.js";

const ID = Buffer.from("0");
const NOWHERE: CallSink = {
  emit: () => true,
  onDrain: (listener) => listener(),
};

/** A request of the proxy's own on behalf of a caller: a list it reads to merge it. It says of the client what the client would. */
export function ownCall(caller: Caller, method: string, params: Readonly<Record<string, unknown>>): Call {
  const full = caller.era === "modern" ? { ...params, _meta: envelope(caller) } : params;
  return new Call(request(ID, method, full), caller, NOWHERE);
}

/** What every request of 2026-07-28 carries (basic/index, "_meta"). */
function envelope({ revision, capabilities, clientInfo }: Caller): Record<string, unknown> {
  return {
    [META.protocolVersion]: revision,
    [META.clientCapabilities]: JSON.parse(capabilities.raw.toString("utf8")),
    ...(clientInfo === undefined ? {} : { [META.clientInfo]: JSON.parse(clientInfo.toString("utf8")) }),
  };
}
