import type { AccessRequest } from "../model/access.js";
import { addressList } from "./forwarded-user.js";

/** Longer lists of hops are read from the right up to here. */
const MAX_HOPS = 20;

/** The source a request is counted under: an IPv4 address, the /64 network of an IPv6 one, or `unix`. */
export type ClientAddress = (request: Pick<AccessRequest, "remoteAddress" | "headers">) => string;

/**
 * Where requests come from, for counting: the socket's peer, or, when that is a trusted reverse proxy, the last hop of
 * `X-Forwarded-For` that is none. What stands left of that hop is the client's own claim and never read. Throws CONFIG for a
 * range that is none.
 */
export function clientAddress(trustedProxies: readonly string[]): ClientAddress {
  if (trustedProxies.length === 0) return direct();
  const trusted = addressList(trustedProxies);
  return ({ remoteAddress, headers }) => {
    const forwarded = headers["x-forwarded-for"];
    if (forwarded === undefined || !trusted(remoteAddress)) return network(remoteAddress);
    const hops = String(forwarded).split(",").slice(-MAX_HOPS);
    let nearest = remoteAddress;
    for (let i = hops.length - 1; i >= 0; i--) {
      const hop = bare((hops[i] as string).trim());
      if (hop === undefined) break;
      nearest = hop;
      if (!trusted(hop)) break;
    }
    return network(nearest);
  };
}

/** Peers as they are; most requests come from where the one before came from. */
function direct(): ClientAddress {
  let last = "";
  let known = network(last);
  return ({ remoteAddress }) => {
    if (remoteAddress !== last) {
      last = remoteAddress;
      known = network(remoteAddress);
    }
    return known;
  };
}

/** An address without brackets and port, as some reverse proxies write them; undefined: it is none. */
function bare(hop: string): string | undefined {
  const found = /^\[([0-9a-f:.]+)\](?::\d+)?$/i.exec(hop)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/.exec(hop)?.[1];
  if (found !== undefined) return found;
  return /^[0-9a-f:.]{2,45}$/i.test(hop) ? hop : undefined;
}

/** One line at home or in a data centre has a whole /64 of IPv6 addresses. */
function network(address: string): string {
  if (address === "") return "unix";
  if (!address.includes(":")) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = "", tail] = address.toLowerCase().replace(/%.*$/, "").split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const all =
    tail === undefined ? left : [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right];
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
