/** The value of a response header, by lower-case name; of several, the first. */
export function headerValue(headers: readonly Buffer[], name: string): string | undefined {
  return headerBytes(headers, name)?.toString("latin1");
}

/** The same, as received: for values that are only compared. */
export function headerBytes(headers: readonly Buffer[], name: string): Buffer | undefined {
  for (let i = 0; i + 1 < headers.length; i += 2) {
    if (isNamed(headers[i] as Buffer, name)) return headers[i + 1] as Buffer;
  }
  return undefined;
}

/** Whether bytes begin with an ASCII text. */
export function beginsWith(bytes: Buffer, text: string): boolean {
  if (bytes.length < text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[i] !== text.charCodeAt(i)) return false;
  return true;
}

/** Whether a `Content-Type`, if there is one, is of a media type, given in lower case; parameters may follow (RFC 9110 section 8.3.1). */
export function isType(bytes: Buffer | undefined, type: string): boolean {
  return bytes !== undefined && bytes.length >= type.length && matches(bytes, type);
}

/** All values of a response header, by lower-case name, in order. */
export function headerValues(headers: readonly Buffer[], name: string): string[] {
  const found: string[] = [];
  for (let i = 0; i + 1 < headers.length; i += 2) {
    if (isNamed(headers[i] as Buffer, name)) found.push((headers[i + 1] as Buffer).toString("latin1"));
  }
  return found;
}

function isNamed(header: Buffer, name: string): boolean {
  return header.length === name.length && matches(header, name);
}

/** Whether bytes begin with an ASCII text in lower case, whatever their own case. */
function matches(header: Buffer, name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const byte = header[i] as number;
    const lower = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
    if (lower !== name.charCodeAt(i)) return false;
  }
  return true;
}
