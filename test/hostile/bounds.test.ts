import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { compileRules } from "../../src/access/rules.js";
import { checkLengths } from "../../src/exposure/lengths.js";
import { OpenSubscription } from "../../src/exposure/listen.js";
import { ModernCallers, readMeta } from "../../src/exposure/modern-meta.js";
import { LegacySession } from "../../src/exposure/session.js";
import { Subscriptions } from "../../src/exposure/subscriptions.js";
import { audit } from "../../src/filter/audit.js";
import { BOUNDS, type BoundName } from "../../src/model/bounds.js";
import { Call } from "../../src/model/call.js";
import { LOCAL, type Principal, principalOf } from "../../src/model/principal.js";
import type { View } from "../../src/model/view.js";
import { createTaskOwners } from "../../src/proxy/task-owners.js";
import { createLog } from "../../src/serve/log.js";
import { checkIdentity } from "../../src/upstream/conversation/link.js";
import { notification, request, result } from "../../src/wire/build.js";
import { scan } from "../../src/wire/scan.js";
import { caller } from "../fixtures/assembled.js";
import * as filled from "../fixtures/bounds-filled.js";
import { createEchoView } from "../fixtures/echo-view.js";
import { testWorld } from "../fixtures/test-world.js";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** What a collection leaves over by itself, in bytes. */
const SLACK = 6 * 1024 * 1024;

/** Bytes of heap and buffers that are still used once nothing more is given back: buffers are freed a little later. */
async function used(): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let still = 0; still < 3; still++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    if (heapUsed + arrayBuffers < least - 100_000) still = 0;
    least = Math.min(least, heapUsed + arrayBuffers);
  }
  return least;
}

/** Bytes that stay while what `fill` answers is held. */
async function kept(fill: () => unknown): Promise<number> {
  const before = await used();
  const held: unknown[] = [await fill()];
  const after = await used();
  held.length = 0;
  return after - before - SLACK;
}

const { FLOOD, long } = filled;
const message = (method: string, params: object) =>
  scan(Buffer.from(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params })));
const people = (count: number): Principal[] => Array.from({ length: count }, (_, i) => principalOf("test", `p${i}`));
const SINK = { emit: () => true, onDrain: (listener: () => void) => listener() };
const CALLER = caller("legacy");

/** Asks for what does not exist, by many names, for each of so many principals. */
function decisions(principals: readonly Principal[], bytesOfEach: number): unknown {
  const rules = compileRules({
    users: Object.fromEntries(principals.map(({ subject }) => [subject, { tools: ["a"] }])),
  });
  for (const principal of principals) {
    for (let bytes = 0; bytes < bytesOfEach; bytes += 900) {
      rules.visible(principal, "tool", "up", long(400, bytes), long(400, bytes));
      rules.visible(principal, "resource", "up", long(8000, bytes), long(8000, bytes));
    }
  }
  return [rules, principals];
}

/** Declares something else with every request, for each of so many principals. */
function declarations(principals: readonly Principal[], bytesOfEach: number): unknown {
  const callers = new ModernCallers();
  for (const principal of principals) {
    for (let bytes = 0; bytes < bytesOfEach; bytes += 32_000) {
      const _meta = {
        "io.modelcontextprotocol/clientCapabilities": { experimental: { x: { y: long(15_000, bytes) } } },
        "io.modelcontextprotocol/clientInfo": { name: long(15_000, bytes) },
        progressToken: bytes,
      };
      const body = message("tools/call", { _meta, arguments: { text: long(100_000, bytes) } });
      callers.of(principal, "/mcp", undefined, readMeta(body));
      callers.of(principal, "/mcp", undefined, readMeta(body));
    }
  }
  return [callers, principals];
}

/** Sends a flood before `initialize` is answered. */
function held(): unknown {
  const silent: View = { ...createEchoView(), handle: () => new Promise(() => undefined) };
  const way = { ...SINK, shared: false, answer: () => undefined, cancelled: () => undefined };
  const session = new LegacySession({
    id: "s",
    principal: LOCAL,
    endpoint: "/mcp",
    view: silent,
    world: testWorld(),
    outside: SINK,
    questionMs: 1000,
  });
  session.accept(message("initialize", { protocolVersion: "2025-11-25", capabilities: {} }), way);
  for (let i = 0; i < 400; i++)
    session.accept(message("tools/call", { name: "a", arguments: { x: long(400_000, i) } }), way);
  return session;
}

/** The longest line of the audit of calls that name whatever may be named, as long as it may be. */
function longestAuditLine(): number {
  let longest = 0;
  const write = (line: string): void => {
    longest = Math.max(longest, Buffer.byteLength(line));
  };
  const lines = audit({ write, upstreamOf: () => "up" });
  const name = "\u0001".repeat(4_000_000);
  const principal = principalOf(name, name, name);
  for (const method of [name, "tools/call"]) {
    const call = new Call(request(Buffer.from("1"), method, { name }), { ...CALLER, principal }, SINK);
    lines.answered(call, result(Buffer.from("1"), {}), 0, 0);
    lines.refused(call, new Error("no"), 0, 0);
  }
  return longest;
}

function longestLogLine(): number {
  let longest = 0;
  const write = (line: string): void => {
    longest = Math.max(longest, Buffer.byteLength(line));
  };
  for (const format of ["json", "text"] as const) {
    const log = createLog({ level: "trace", format, write, now: Date.now });
    for (const text of ["\u0001", '"', "x", "あ"]) {
      const cause = text.repeat(4_000_000);
      log.error("defect", { message: cause, cause, upstream: cause, principal: cause, endpoint: cause });
    }
  }
  return longest;
}

/** Makes tasks with names of any length, for each of so many principals. */
function owners(principals: readonly Principal[], bytesOfEach: number): unknown {
  const known = createTaskOwners();
  for (const { key } of principals) {
    for (let bytes = 0; bytes < bytesOfEach; bytes += 4000) known.made(key, "up", long(bytes % 9000, `${key}${bytes}`));
  }
  return known;
}

/** The longest filter that a stream may have. */
function longestFilter(): number {
  let longest = 0;
  for (let count = 1; count < 2000; count += 7) {
    const notifications = { resourceSubscriptions: Array.from({ length: count }, (_, i) => long(900, i)) };
    try {
      checkLengths(message("subscriptions/listen", { notifications }));
    } catch {
      break;
    }
    longest = JSON.stringify(notifications).length;
  }
  return longest;
}

/** Tells a stream of changes that is not acknowledged yet. */
function early(): unknown {
  const told: unknown[] = [];
  const view: View = {
    ...createEchoView(),
    listen: (listener) => {
      told.push(listener);
      for (let i = 0; i < FLOOD / 10_000; i++) {
        listener.notify(notification("notifications/resources/updated", { uri: long(10_000, i) }));
      }
      return new Promise(() => undefined);
    },
  };
  const asked = message("subscriptions/listen", { notifications: {} });
  const reply = { ...SINK, answer: () => undefined, cancelled: () => undefined, shared: false };
  const subscription = new OpenSubscription(Buffer.from("1"), reply, () => undefined);
  return [told, subscription, subscription.open(view, caller("modern"), asked)];
}

/** Subscribes one session to whatever it can name. */
async function subscriptions(): Promise<unknown> {
  const view: View = {
    ...createEchoView(),
    listen: async (_listener, wants) => ({
      honoured: wants,
      update: async (next) => next,
      close: () => undefined,
    }),
  };
  const made = new Subscriptions(view, {
    caller: CALLER,
    notify: () => undefined,
    logLevel: () => undefined,
    ended: () => undefined,
  });
  let refused = 0;
  for (let i = 0; i < FLOOD / 32_000; i++) await made.subscribe(long(8000, i)).catch(() => refused++);
  expect(refused).toBeGreaterThan(0);
  return made;
}

/** The longest description of an upstream that a link takes. */
function longestIdentity(): number {
  let longest = 0;
  for (let bytes = 1000; bytes < 4_000_000; bytes += 10_000) {
    const identity = result(Buffer.from("1"), { capabilities: {}, instructions: "x".repeat(bytes) });
    try {
      checkIdentity("up", identity);
    } catch {
      break;
    }
    longest = identity.bytes.length;
  }
  return longest;
}

/** How many bytes each bound lets be kept, after many times as many were sent through its real interface. */
const FILLED: Record<BoundName, () => number | Promise<number>> = {
  "access.decisions": () => kept(() => decisions(people(100), 3_000_000)),
  "access.decisionsOfOne": () => kept(() => decisions(people(1), FLOOD)),
  "access.documents": () => kept(filled.documents),
  "access.forwarded": () => kept(filled.forwarded),
  "access.guesses": () => kept(filled.guesses),
  "access.rates": () => kept(filled.rates),
  "access.verified": () => kept(filled.verified),
  "audit.line": longestAuditLine,
  "exposure.asked": () => kept(filled.asked),
  "exposure.callers": () => kept(() => declarations(people(60), 1_000_000)),
  "exposure.callersOfOne": () => kept(() => declarations(people(1), FLOOD / 2)),
  "exposure.early": () => kept(early),
  "exposure.filter": longestFilter,
  "exposure.held": () => kept(held),
  "exposure.subscriptions": () => kept(subscriptions),
  "log.line": longestLogLine,
  "proxy.catalogues": () => kept(filled.catalogues),
  "proxy.lists": () => kept(filled.lists),
  "proxy.malformed": () => kept(filled.malformed),
  "proxy.remembered": () => kept(filled.remembered),
  "upstream.cookies": () => kept(filled.cookies),
  "upstream.failures": () => kept(filled.failures),
  "upstream.headers": () => kept(filled.headers),
  "upstream.identity": longestIdentity,
  "upstream.parameters": () => kept(filled.parameters),
  "upstream.parked": () => kept(() => filled.parked(100)),
  "upstream.parkedOfOne": () => kept(() => filled.parked(1)),
  "upstream.questions": () => kept(filled.questions),
  "upstream.untaken": () => kept(filled.untaken),
  "upstream.taskTokens": () => kept(filled.taskTokens),
  "proxy.taskOwners": () => kept(() => owners(people(100), 3_000_000)),
  "proxy.taskOwnersOfOne": () => kept(() => owners(people(1), FLOOD)),
};

describe("T-109: everything that is kept of what callers and upstreams send", () => {
  test.each(Object.keys(FILLED) as BoundName[])("%s: holds its bound when it is filled far beyond", async (name) => {
    const bytes = await FILLED[name]();
    expect(bytes).toBeLessThanOrEqual(BOUNDS[name].bytes);
  });
});
