import { expect, test } from "vitest";
import { isPublicAddress } from "./addresses.js";

/** The IANA special-purpose registries (RFC 6890), by the first and the last address of each block. */
test.each([
  ["this network", "0.0.0.0", "0.255.255.255"],
  ["private use", "10.0.0.0", "10.255.255.255"],
  ["carrier-grade NAT", "100.64.0.0", "100.127.255.255"],
  ["loopback", "127.0.0.0", "127.255.255.255"],
  ["link local, with cloud metadata", "169.254.0.0", "169.254.255.255"],
  ["private use", "172.16.0.0", "172.31.255.255"],
  ["IETF protocol assignments", "192.0.0.0", "192.0.0.255"],
  ["documentation", "192.0.2.0", "192.0.2.255"],
  ["6to4 relay anycast", "192.88.99.0", "192.88.99.255"],
  ["private use", "192.168.0.0", "192.168.255.255"],
  ["benchmarking", "198.18.0.0", "198.19.255.255"],
  ["documentation", "198.51.100.0", "198.51.100.255"],
  ["documentation", "203.0.113.0", "203.0.113.255"],
  ["multicast", "224.0.0.0", "239.255.255.255"],
  ["reserved and broadcast", "240.0.0.0", "255.255.255.255"],
  ["unspecified, loopback and IPv4-compatible", "::", "::ffff:ffff"],
  ["IPv4-mapped loopback", "::ffff:127.0.0.1", "::ffff:7fff:ffff"],
  ["IPv4-mapped private use", "::ffff:10.0.0.0", "::ffff:c0a8:ffff"],
  ["NAT64", "64:ff9b::", "64:ff9b::ffff:ffff"],
  ["local NAT64", "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff"],
  ["discard only", "100::", "100::ffff:ffff:ffff:ffff"],
  ["IETF protocol assignments, with Teredo", "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["documentation", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["6to4", "2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["documentation", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["segment routing", "5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["unique local", "fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["link local", "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["site local", "fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ["multicast", "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
])("T-36: an address for %s is not public: %s to %s", (_use, first, last) => {
  expect([first, last].filter(isPublicAddress)).toEqual([]);
});

test.each([
  ["1.0.0.0", "9.255.255.255", "11.0.0.0"],
  ["100.63.255.255", "100.128.0.0", "126.255.255.255"],
  ["128.0.0.0", "169.253.255.255", "169.255.0.0"],
  ["172.15.255.255", "172.32.0.0", "192.0.3.0"],
  ["192.167.255.255", "192.169.0.0", "198.17.255.255"],
  ["198.20.0.0", "198.51.101.0", "203.0.112.255"],
  ["203.0.114.0", "223.255.255.255", "8.8.8.8"],
  ["::ffff:8.8.8.8", "2001:200::1", "2001:db7::1"],
  ["2003::1", "2606:4700::1111", "2a00:1450::1"],
])("the addresses beside the reserved blocks are public: %s, %s, %s", (...addresses) => {
  expect(addresses.filter((address) => !isPublicAddress(address))).toEqual([]);
});

test.each(["", "localhost", "[::1]", "127.1", "0x7f000001", "1.2.3", "1.2.3.4 ", "::1%", "::g"])(
  "T-36: text that is no IP literal is not public: %j",
  (text) => {
    expect(isPublicAddress(text)).toBe(false);
  },
);
