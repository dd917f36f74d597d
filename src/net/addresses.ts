import { BlockList, isIP } from "node:net";
import { isLoopback } from "../base/loopback.js";

/**
 * Everything that is not a public unicast address: loopback, private, link-local (cloud metadata), carrier NAT, documentation,
 * multicast, reserved, and every IPv6 form that smuggles an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo).
 * Source: IANA special-purpose address registries (RFC 6890).
 */
const NOT_PUBLIC: readonly (readonly [string, number, "ipv4" | "ipv6"])[] = [
  ["0.0.0.0", 8, "ipv4"],
  ["10.0.0.0", 8, "ipv4"],
  ["100.64.0.0", 10, "ipv4"],
  ["127.0.0.0", 8, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.0.0.0", 24, "ipv4"],
  ["192.0.2.0", 24, "ipv4"],
  ["192.88.99.0", 24, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["198.18.0.0", 15, "ipv4"],
  ["198.51.100.0", 24, "ipv4"],
  ["203.0.113.0", 24, "ipv4"],
  ["224.0.0.0", 4, "ipv4"],
  ["240.0.0.0", 4, "ipv4"],
  ["::", 96, "ipv6"],
  ["64:ff9b::", 96, "ipv6"],
  ["64:ff9b:1::", 48, "ipv6"],
  ["100::", 64, "ipv6"],
  ["2001::", 23, "ipv6"],
  ["2001:db8::", 32, "ipv6"],
  ["2002::", 16, "ipv6"],
  ["3fff::", 20, "ipv6"],
  ["5f00::", 16, "ipv6"],
  ["fc00::", 7, "ipv6"],
  ["fe80::", 9, "ipv6"],
  ["ff00::", 8, "ipv6"],
];

const notPublic = listed(NOT_PUBLIC);

/** Whether an IP literal (no brackets) is one the open internet routes to. IPv4-mapped IPv6 is judged as the IPv4 it is. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  return !notPublic(address, family);
}

/** Whether an address is in one of the nets. They are read when the first address is looked up, which most starts never do. */
function listed(nets: typeof NOT_PUBLIC): (address: string, family: number) => boolean {
  let list: BlockList | undefined;
  return (address, family) => {
    if (list === undefined) {
      list = new BlockList();
      for (const [net, prefix, kind] of nets) list.addSubnet(net, prefix, kind);
    }
    return list.check(address, family === 4 ? "ipv4" : "ipv6");
  };
}

/** A URL's host without the brackets of an IPv6 literal and without a trailing dot, lower case. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
}

/** Whether a URL's host is this machine. */
export function isLoopbackHost(url: URL): boolean {
  return isLoopback(url.hostname);
}
