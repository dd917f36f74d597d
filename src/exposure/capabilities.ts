import type { Capabilities } from "../model/call.js";

const NONE = Buffer.from("{}");

/** What a client can do that declared nothing. */
export const NO_CAPABILITIES: Capabilities = {
  raw: NONE,
  elicitation: { form: false, url: false },
  sampling: false,
  roots: false,
  extensions: new Set(),
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Reads `ClientCapabilities`. A bare `elicitation: {}` means forms (2025-11-25, elicitation). What is no object declares
 * nothing; `raw` keeps the bytes as they were sent.
 */
export function readCapabilities(raw: Buffer): Capabilities {
  const declared: unknown = JSON.parse(raw.toString());
  if (!isObject(declared)) return NO_CAPABILITIES;
  const elicitation = isObject(declared.elicitation) ? declared.elicitation : undefined;
  const url = isObject(elicitation?.url);
  const form = elicitation !== undefined && (isObject(elicitation.form) || !url);
  return {
    raw,
    elicitation: { form, url },
    sampling: isObject(declared.sampling),
    roots: isObject(declared.roots),
    extensions: new Set(isObject(declared.extensions) ? Object.keys(declared.extensions) : []),
  };
}
