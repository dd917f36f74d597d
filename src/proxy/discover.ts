import type { DiscoverResult, Implementation, ServerCapabilities } from "@modelcontextprotocol/client";
import { within } from "../base/within.js";
import type { Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { META, SERVER_FEATURES } from "../model/protocol.js";
import type { Log } from "../model/world.js";
import { result } from "../wire/build.js";
import type { Peer } from "./peer.js";

const INSTRUCTIONS_MAX = 16_384;

/** What is assumed of an upstream that has not answered yet: everything that can be relayed once it has. */
const ASSUMED: ServerCapabilities = {
  tools: { listChanged: true },
  prompts: { listChanged: true },
  resources: { listChanged: true, subscribe: true },
  completions: {},
  logging: {},
};

/** How the proxy introduces itself when it stands for several upstreams. */
export type Face = Readonly<Implementation>;

/** The parts of a neutral `server/discover` result that are merged. */
interface Identity {
  readonly capabilities?: Record<string, unknown>;
  readonly instructions?: string;
  readonly _meta?: Record<string, unknown>;
}

/** One upstream's self-description, or undefined when it did not answer in time. */
export interface Described {
  readonly peer: Peer;
  readonly identity: Message | undefined;
}

/** Asks every upstream who it is, all at once, and waits no longer than `deadline` milliseconds for the slowest. */
export function describe(peers: readonly Peer[], caller: Caller, deadline: number, log: Log): Promise<Described[]> {
  return Promise.all(
    peers.map(async (peer) => {
      const identity = peer.identity(caller).catch((error: unknown) => {
        const { code, message } = ProxyError.from(error);
        log.debug("upstream.identity_timeout", { upstream: peer.name, error: code, cause: message });
        return undefined;
      });
      return { peer, identity: await within(identity, deadline) };
    }),
  );
}

/** Many upstreams as one: capabilities united, instructions under headings, the proxy's own name. */
export function mergedIdentity(described: readonly Described[], face: Face): Message {
  const known = described.map(({ peer, identity }) => ({
    name: peer.name,
    identity: identity === undefined ? undefined : (identity.value as Identity),
  }));
  const capabilities: Record<string, unknown> = {};
  for (const { identity } of known) unite(capabilities, identity?.capabilities ?? ASSUMED);
  for (const list of SERVER_FEATURES) {
    if (capabilities[list] !== undefined) capabilities[list] = { ...(capabilities[list] as object), listChanged: true };
  }
  const instructions = mergedInstructions(known);
  return result(Buffer.from("0"), {
    resultType: "complete",
    supportedVersions: [],
    capabilities,
    ...(instructions === "" ? {} : { instructions }),
    _meta: { [META.serverInfo]: face },
    ttlMs: 0,
    cacheScope: "private",
  } satisfies DiscoverResult);
}

function unite(into: Record<string, unknown>, from: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(from)) {
    const known = into[key];
    const both = isObject(known) && isObject(value);
    Object.defineProperty(into, key, {
      value: both ? { ...known, ...value } : (known ?? value),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mergedInstructions(known: readonly { name: string; identity: Identity | undefined }[]): string {
  const told = known.flatMap(({ name, identity }) =>
    typeof identity?.instructions === "string" && identity.instructions !== ""
      ? [{ name, text: identity.instructions }]
      : [],
  );
  const share = fairShare(
    told.map(({ text }) => text.length),
    INSTRUCTIONS_MAX,
  );
  return told
    .map(({ name, text }) => {
      // Not within a character of two halves.
      const cut =
        text.length <= share ? text : `${text.slice(0, share).replace(/[\ud800-\udbff]$/, "")}\n\n[shortened]`;
      return `## ${name}\n\n${cut}`;
    })
    .join("\n\n");
}

/** The most each may have so that all together have no more than `most`: what short ones leave goes to the long ones. */
function fairShare(lengths: readonly number[], most: number): number {
  let left = most;
  let sharers = lengths.length;
  for (const length of [...lengths].sort((a, b) => a - b)) {
    if (length * sharers > left) return Math.floor(left / sharers);
    left -= length;
    sharers -= 1;
  }
  return most;
}
