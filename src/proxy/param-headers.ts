import type { Call } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import { argumentText } from "../wire/argument.js";
import { decodeHeaderValue } from "../wire/headers.js";
import type { HeaderArguments, Peer } from "./peer.js";

/**
 * Whether the `Mcp-Param-*` headers of a `tools/call` agree with its arguments (2026-07-28, Streamable HTTP). Rejects with
 * HEADER_MISMATCH; undefined when there is nothing to compare and nothing to wait for.
 */
export function checkParamHeaders(
  peer: Peer,
  tool: string,
  call: Call,
  rawHeaders: readonly string[],
): Promise<void> | undefined {
  const wanted = peer.paramHeaders(call.caller, tool);
  if (wanted === undefined) return undefined;
  if (wanted instanceof Promise) return wanted.then((headers) => compare(headers, call, rawHeaders));
  return Promise.resolve().then(() => compare(wanted, call, rawHeaders));
}

function compare(headers: HeaderArguments, call: Call, rawHeaders: readonly string[]): void {
  for (const { path, header } of headers ?? []) {
    const sent = valuesOf(rawHeaders, header);
    const value = argumentText(call.message, path);
    if (sent.length > 1) throw mismatch(header, "occurs more than once");
    const [text] = sent;
    if (text === undefined && value === undefined) continue;
    if (text === undefined) throw mismatch(header, "is missing");
    const decoded = decodeHeaderValue(text);
    if (decoded === undefined) throw mismatch(header, "is not a valid value");
    if (value === undefined) throw mismatch(header, "has no matching argument in the body");
    if (decoded !== value) throw mismatch(header, "contradicts the body");
  }
}

function mismatch(header: string, what: string): ProxyError {
  return new ProxyError("HEADER_MISMATCH", `The header ${header} ${what}`);
}

function valuesOf(rawHeaders: readonly string[], name: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if ((rawHeaders[at] as string).toLowerCase() === name) found.push(rawHeaders[at + 1] as string);
  }
  return found;
}
