import { expect, test } from "vitest";
import { clientAddress } from "./client-address.js";

const request = (remoteAddress: string, forwarded?: string) => ({
  remoteAddress,
  headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
});

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["::FFFF:192.0.2.2", "192.0.2.2"],
  ["", "unix"],
  ["2001:db8:0:1::5", "2001:db8:0:1::/64"],
  ["2001:db8:0:1:ffff::9", "2001:db8:0:1::/64"],
  ["2001:0db8:0000:0001::5", "2001:db8:0:1::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
])("T-61: a peer at %s is counted as %s", (peer, counted) => {
  expect(clientAddress([])(request(peer))).toBe(counted);
  expect(clientAddress(["10.0.0.0/8"])(request(peer))).toBe(counted);
});

test.each([
  ["10.0.0.1", "192.0.2.1", "192.0.2.1"],
  ["10.0.0.1", "198.51.100.7, 192.0.2.1, 10.0.0.2", "192.0.2.1"],
  ["::ffff:10.0.0.1", "192.0.2.1", "192.0.2.1"],
  ["10.0.0.1", "::ffff:192.0.2.1", "192.0.2.1"],
  ["10.0.0.1", "[2001:db8::7]:443", "2001:db8:0:0::/64"],
  ["10.0.0.1", "192.0.2.1:4711", "192.0.2.1"],
  ["10.0.0.1", "192.0.2.1, unknown", "10.0.0.1"],
  ["10.0.0.1", "192.0.2.1, not an address, 10.0.0.2", "10.0.0.2"],
  ["10.0.0.1", "", "10.0.0.1"],
  ["203.0.113.5", "192.0.2.1", "203.0.113.5"],
  ["::ffff:203.0.113.5", "192.0.2.1", "203.0.113.5"],
])("T-61: behind %s, a request forwarded for %j is counted as %s", (peer, forwarded, counted) => {
  expect(clientAddress(["10.0.0.0/8"])(request(peer, forwarded))).toBe(counted);
});
