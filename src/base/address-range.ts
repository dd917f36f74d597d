import { isIP } from "node:net";

/** The addresses of a network that have the same first `bits`; one address has all of them. */
export interface AddressRange {
  readonly address: string;
  readonly family: 4 | 6;
  readonly bits: number;
}

/** An address or a CIDR range (RFC 4632, RFC 4291 section 2.3); undefined when the text is neither. */
export function addressRange(text: string): AddressRange | undefined {
  const [address = "", prefix, more] = text.split("/");
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  const bits = prefix === undefined ? most : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if ((family !== 4 && family !== 6) || more !== undefined || !(bits <= most)) return undefined;
  return { address, family, bits };
}
