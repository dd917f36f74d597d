import type { Finding } from "./finding.js";

/** The longest file that is read, in bytes: some twenty thousand lines. */
export const MAX_BYTES = 1 << 20;

/** The bytes of a file as text: UTF-8, with or without a byte order mark. */
export function decode(bytes: Uint8Array): { text: string } | { finding: Finding } {
  const refuse = (rule: Finding["rule"], message: string, notes: string[] = []): { finding: Finding } => ({
    finding: { rule, message, at: { start: 0, end: 0 }, notes },
  });
  if (bytes.length > MAX_BYTES) return refuse("MCP1008", `the file is longer than ${MAX_BYTES >> 20} MiB`);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return refuse("MCP1007", "the file is encoded in UTF-16; expected UTF-8", ["save it as UTF-8"]);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    // TextDecoder says no more than that; the first byte that differs says where.
    const lossy = Buffer.from(bytes).toString("utf8");
    const line = lossy.slice(0, lossy.indexOf("\ufffd")).split("\n").length;
    return refuse("MCP1007", `the file is not valid UTF-8 (line ${line})`, ["save it as UTF-8"]);
  }
  // YAML 1.2 section 5.1: no control characters besides tab and line breaks.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.exec(text);
  if (control !== null) {
    const name = `U+${control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    const at = { start: control.index, end: control.index + 1 };
    return { finding: { rule: "MCP1007", message: `a control character (${name})`, at } };
  }
  return { text };
}
