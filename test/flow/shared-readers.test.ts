import { resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { ask, assembled, caller } from "../fixtures/assembled.js";
import { type EventReader, eventReader } from "../fixtures/event-reader.js";
import { type Exposed, eventsOf, exposed, inSession, openSession } from "../fixtures/http-exposure.js";
import { start } from "../fixtures/launch.js";
import { recordingLog } from "../fixtures/recording-log.js";
import { testWorld } from "../fixtures/test-world.js";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const PROGRAM = resolve("test/fixtures/talkative-upstream.mjs");
/** Logs of 10 KB per call: so few that what one call says is kept. */
const FEW = 10;
/** More calls than any buffer on the way can hold. */
const MOST_CALLS = 5000;

type Bed = Exposed & { readonly log: ReturnType<typeof recordingLog> };

/** A talkative upstream that everybody shares, behind HTTP. */
async function shared(transport: "stdio" | "sse"): Promise<Bed> {
  let upstream = `{ command: "${process.execPath}", args: ["${PROGRAM}"], isolation: shared }`;
  if (transport === "sse") {
    const running = await start(process.execPath, [PROGRAM, "--sse"]);
    open.push({ close: () => running.stop() });
    upstream = `{ url: "${running.url}", transport: sse, isolation: shared }`;
  }
  const proxy = await assembled(`upstreams: { one: ${upstream} }`);
  open.push(proxy);
  // Who begins to listen before the link is up is told of changes when it is.
  await ask(proxy.view, caller("legacy"), "tools/call", { name: "echo" }).answer;
  const log = recordingLog();
  const running = await exposed(proxy.assembly.views, { world: testWorld({ log }) });
  open.push({ close: () => running.exposure.close({ graceMs: 0 }) });
  return { ...running, log };
}

async function callReader(bed: Bed, session: string, message: object): Promise<EventReader> {
  const one = await eventReader(bed.port, session, undefined, message);
  open.push(one);
  return one;
}

async function reader(bed: Bed, session: string, last?: string): Promise<EventReader> {
  const one = await eventReader(bed.port, session, last);
  open.push(one);
  return one;
}

/** One call that says `count` logs to everybody who listens. */
async function talk(bed: Bed, session: string, count: number): Promise<void> {
  const params = { name: "talk", arguments: { count, logs: true } };
  const { json, body } = await inSession(bed, session, { jsonrpc: "2.0", id: 1, method: "tools/call", params });
  expect(json ?? JSON.parse(String(eventsOf(body).at(-1)?.data))).toHaveProperty("result");
}

const lines = (bed: Bed, event: string) => bed.log.lines.filter((line) => line.event === event);

/** Floods until the proxy gives a reader up; how many logs that took. */
async function flood(bed: Bed, session: string): Promise<number> {
  const { streams } = bed.exposure.load();
  for (let calls = 1; calls <= MOST_CALLS; calls++) {
    await talk(bed, session, FEW);
    if (bed.exposure.load().streams < streams) return calls * FEW;
  }
  throw new Error("nobody was given up");
}

const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => `0-${from + at}`);

describe.each(["stdio", "sse"] as const)(
  "T-104: on a shared link, upstream over %s, a reader that takes nothing",
  (transport) => {
    it("is cut off alone: the log says who and why, the others lose nothing, and it gets what it missed when it comes back", async () => {
      const bed = await shared(transport);
      const [caller, slow, quick] = [await openSession(bed), await openSession(bed), await openSession(bed)];
      const lazy = await reader(bed, slow);
      const keen = await reader(bed, quick);
      keen.read();
      let said = await flood(bed, caller);
      await talk(bed, caller, FEW);
      said += FEW;
      await expect.poll(() => keen.ids.length).toBe(said);
      expect(keen.ids).toEqual(numbered(1, said));
      expect(keen.ended()).toBe(false);
      expect(lines(bed, "client.slow_reader_disconnected")).toEqual([
        {
          severity: "warn",
          event: "client.slow_reader_disconnected",
          fields: { principal: "local", endpoint: "/mcp", cause: expect.stringContaining("unread") },
        },
      ]);
      lazy.read();
      await expect.poll(lazy.ended).toBe(true);
      const last = lazy.ids.at(-1);
      const back = await reader(bed, slow, last);
      back.read();
      await talk(bed, caller, FEW);
      said += FEW;
      await expect.poll(() => back.ids.at(-1)).toBe(`0-${said}`);
      expect([...lazy.ids, ...back.ids]).toEqual(numbered(1, said));
      expect(lines(bed, "client.messages_lost")).toEqual([]);
    });

    it("that comes back for more than is kept is told that lists may have changed, and the log says how much is gone", async () => {
      const bed = await shared(transport);
      const [caller, slow] = [await openSession(bed), await openSession(bed)];
      const lazy = await reader(bed, slow);
      await flood(bed, caller);
      await talk(bed, caller, 300);
      lazy.read();
      await expect.poll(lazy.ended).toBe(true);
      const back = await reader(bed, slow, lazy.ids.at(-1));
      back.read();
      await talk(bed, caller, 1);
      // The last of what was kept, and the first of what was said since.
      const texts = () => back.said.flatMap(({ params }) => (params?.data as string | undefined)?.split(" ")[0] ?? []);
      await expect.poll(() => texts().slice(-2)).toEqual(["300", "1"]);
      expect(back.ids.length).toBeGreaterThan(FEW);
      const [first] = back.ids;
      const gone = Number(first?.slice(2)) - Number(lazy.ids.at(-1)?.slice(2)) - 1;
      expect(gone).toBeGreaterThan(0);
      expect(lines(bed, "client.messages_lost")).toEqual([
        {
          severity: "warn",
          event: "client.messages_lost",
          fields: { principal: "local", endpoint: "/mcp", messages: gone },
        },
      ]);
    });

    it("of a call of its own gets the rest of it and the answer when it comes back", async () => {
      const bed = await shared(transport);
      const [caller, other] = [await openSession(bed), await openSession(bed)];
      const keen = await reader(bed, other);
      keen.read();
      // More than what may wait, unread, for anybody; what is said to one caller is its own.
      const params = { name: "talk", arguments: { count: 2000 }, _meta: { progressToken: "mine" } };
      const reply = await callReader(bed, caller, { jsonrpc: "2.0", id: 7, method: "tools/call", params });
      await expect.poll(() => lines(bed, "client.slow_reader_disconnected").length).toBe(1);
      reply.read();
      await expect.poll(reply.ended).toBe(true);
      const back = await reader(bed, caller, reply.ids.at(-1));
      back.read();
      await expect.poll(back.ended).toBe(true);
      expect(back.said.at(-1)).toMatchObject({ id: 7, result: { content: [] } });
      expect(keen.said).toEqual([]);
    });

    it("is given what it left unread when it comes back without knowing where it was", async () => {
      const bed = await shared(transport);
      const [caller, slow] = [await openSession(bed), await openSession(bed)];
      const lazy = await reader(bed, slow);
      const said = await flood(bed, caller);
      lazy.read();
      await expect.poll(lazy.ended).toBe(true);
      const back = await reader(bed, slow);
      back.read();
      await expect.poll(() => back.ids.at(-1)).toBe(`0-${said}`);
      expect(new Set([...lazy.ids, ...back.ids]).size).toBe(said);
    });
  },
);
