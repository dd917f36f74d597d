import { BlockList, isIP } from "node:net";

/**
 * Names of this machine that a request may bring (`Host`, a redirect URI): the narrow rule. It is narrower than `isLoopback`, because
 * the person at a browser did not choose these names. A resolver may answer `x.localhost` with any address (RFC 6761, section 6.3,
 * says only SHOULD), and then a page of a stranger would be asking; a redirect URI has no others either (RFC 8252, section 7.3).
 */
export const LOOPBACK_NAMES: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

const nets = new BlockList();
nets.addSubnet("127.0.0.0", 8, "ipv4");
nets.addAddress("::1", "ipv6");

/** Whether an IP literal (no brackets) is this machine. IPv4-mapped IPv6 is judged as the IPv4 it is. */
export function isLoopbackAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && nets.check(address, family === 4 ? "ipv4" : "ipv6");
}

/**
 * Whether a host is this machine and nothing else: `localhost`, a name below it (RFC 6761), or a loopback address. The rule for what
 * the operator wrote and for addresses; the host may have brackets, a trailing dot and any case.
 */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  const name = bare.toLowerCase().replace(/\.$/, "");
  return name === "localhost" || name.endsWith(".localhost") || isLoopbackAddress(bare);
}
