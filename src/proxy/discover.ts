import type { DiscoverResult, Implementation, ServerCapabilities } from "@modelcontextprotocol/client";
import { isObject, serverCapabilities } from "../base/capabilities.js";
import { within } from "../base/within.js";
import type { Caller } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { META, SERVER_FEATURES } from "../model/protocol.js";
import type { Log } from "../model/world.js";
import { result } from "../wire/build.js";
import { setMembers } from "../wire/splice.js";
import type { MalformedReport } from "./malformed.js";
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

/** The description that clients get. `asItIs`: there is one upstream, and it is shown as it describes itself. */
export function shownIdentity(
  described: readonly Described[],
  asItIs: boolean,
  face: Face,
  report: MalformedReport,
): Message {
  const [only] = described;
  return asItIs && only?.identity !== undefined
    ? ownIdentity(only, only.identity, report)
    : mergedIdentity(described, face, report);
}

/** Many upstreams as one: capabilities united, instructions under headings, the proxy's own name. */
function mergedIdentity(described: readonly Described[], face: Face, report: MalformedReport): Message {
  const known = described.map(({ peer, identity }) => ({
    name: peer.name,
    identity: identity && soundIdentity(peer.name, identity, report).identity,
  }));
  const capabilities: Record<string, unknown> = {};
  for (const { identity } of known) unite(capabilities, identity?.capabilities ?? ASSUMED);
  for (const list of SERVER_FEATURES) {
    if (isObject(capabilities[list])) capabilities[list] = { ...capabilities[list], listChanged: true };
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

/**
 * The parts of an upstream's description that clients take. The protocol's own members are looked at; a malformed one is
 * repaired or left out, because a client that cannot read the answer does not connect at all.
 */
function soundIdentity(
  upstream: string,
  message: Message,
  report: MalformedReport,
): { identity: Identity; faults: readonly string[] } {
  const said = isObject(message.value) ? message.value : {};
  const { value: capabilities, faults: odd } = serverCapabilities(said.capabilities);
  const faults = odd.map((path) => (path === "capabilities" ? path : `capabilities.${path}`));
  const { instructions } = said;
  if (instructions !== undefined && typeof instructions !== "string") faults.push("instructions");
  const meta = soundMeta(upstream, said._meta, faults);
  if (faults.length > 0) report.identity(upstream, faults);
  const identity = {
    capabilities,
    ...(typeof instructions === "string" ? { instructions } : {}),
    ...(meta === undefined ? {} : { _meta: meta }),
  };
  return { identity, faults };
}

/** `_meta` with the name of the server as clients take it. */
function soundMeta(upstream: string, meta: unknown, faults: string[]): Record<string, unknown> | undefined {
  if (meta === undefined) return undefined;
  if (!isObject(meta)) {
    faults.push("_meta");
    return undefined;
  }
  const info = meta[META.serverInfo];
  if (info === undefined) return meta;
  if (!isObject(info)) {
    faults.push("serverInfo");
    return Object.fromEntries(Object.entries(meta).filter(([key]) => key !== META.serverInfo));
  }
  const before = faults.length;
  const texts = { title: info.title, websiteUrl: info.websiteUrl, description: info.description };
  for (const [key, value] of Object.entries(texts)) {
    if (value !== undefined && typeof value !== "string") faults.push(`serverInfo.${key}`);
  }
  if (info.icons !== undefined && !isIconList(info.icons)) faults.push("serverInfo.icons");
  const gone = new Set(faults.slice(before).map((path) => path.slice("serverInfo.".length)));
  const kept = Object.fromEntries(Object.entries(info).filter(([key]) => !gone.has(key)));
  if (typeof info.name !== "string") {
    faults.push("serverInfo.name");
    kept.name = upstream;
  }
  if (typeof info.version !== "string") {
    faults.push("serverInfo.version");
    kept.version = typeof info.version === "number" ? String(info.version) : "";
  }
  return faults.length === before ? meta : { ...meta, [META.serverInfo]: kept };
}

function isIconList(icons: unknown): boolean {
  return Array.isArray(icons) && icons.every((icon) => isObject(icon) && typeof icon.src === "string");
}

/** The description of an upstream that is shown as it is: its own bytes, but for what clients would not take. */
function ownIdentity({ peer }: Pick<Described, "peer">, message: Message, report: MalformedReport): Message {
  if (message.kind !== "result") return message;
  const { identity, faults } = soundIdentity(peer.name, message, report);
  if (faults.length === 0) return message;
  const bytes = (value: unknown): Buffer | undefined =>
    value === undefined ? undefined : Buffer.from(JSON.stringify(value));
  return setMembers(message, [
    ["capabilities", bytes(identity.capabilities)],
    ["instructions", bytes(identity.instructions)],
    ["_meta", bytes(identity._meta)],
  ]);
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
