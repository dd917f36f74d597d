import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askEachOther } from "../fixtures/decided/ask.js";
import { type Bench, startBench } from "../fixtures/decided/bench.js";
import { type Campaign, startCampaign, type Who } from "../fixtures/decided/campaign.js";
import { type Client, openClient } from "../fixtures/decided/clients.js";
import type { Finding } from "../fixtures/decided/judge.js";
import type { Exposure } from "../fixtures/decided/oracle.js";
import { shrink } from "../fixtures/decided/shrink.js";
import { WORLDS, type World } from "../fixtures/decided/worlds.js";
import { seedOf } from "../fixtures/seed.js";

const SEED = seedOf(process.env.MESSAGES_SEED);
const MESSAGES = Number(process.env.MESSAGES ?? (process.env.CI === undefined ? 10_000 : 100_000));
const MINUTES = 60_000;

/** Which part of the messages goes to which world. */
const SHARE = { rules: 0.4, vendor: 0.2, meta: 0.2, open: 0.2 };

const EXPOSURES: readonly Exposure[] = [
  { carrier: "http", revision: "2025-03-26" },
  { carrier: "http", revision: "2025-06-18" },
  { carrier: "http", revision: "2025-11-25" },
  { carrier: "http", revision: "2026-07-28" },
  { carrier: "sse", revision: "2024-11-05" },
  { carrier: "stdio", revision: "2025-11-25" },
  { carrier: "stdio", revision: "2026-07-28" },
];

/** Everybody who sends in a world. Nobody is recognised over stdio, and HTTP+SSE has one endpoint. */
function sendersOf(world: World): Who[] {
  const callers = world.callers === undefined ? [undefined] : Object.keys(world.callers);
  const [first] = Object.keys(world.endpoints);
  return EXPOSURES.filter(({ carrier }) => carrier !== "stdio" || world.callers === undefined).flatMap((exposure) =>
    callers.flatMap((caller) =>
      Object.keys(world.endpoints)
        .filter((endpoint) => exposure.carrier !== "sse" || endpoint === first)
        .map((endpoint) => ({ world, caller, endpoint, exposure })),
    ),
  );
}

process.stderr.write(`only-what-is-decided: MESSAGES=${MESSAGES} MESSAGES_SEED=${SEED}\n`);

describe.each(Object.keys(SHARE) as (keyof typeof SHARE)[])(
  "T-110, T-111, T-113, T-117: what reaches an upstream of the file %s",
  (name) => {
    const world = WORLDS[name];
    let bench: Bench;
    let campaign: Campaign;

    beforeAll(async () => {
      bench = await startBench(world);
      campaign = startCampaign(bench);
    }, 2 * MINUTES);
    afterAll(() => bench?.stop(), MINUTES);

    const open = (who: Who): Promise<Client> => openClient(bench.origin, who, () => bench.stdio(who.endpoint));

    it(
      `was decided on, for every message a client sends (seed ${SEED})`,
      async () => {
        const began = performance.now();
        const senders = sendersOf(world);
        const each = Math.ceil((MESSAGES * SHARE[name]) / senders.length);
        for (const [at, who] of senders.entries()) {
          const client = await open(who);
          await campaign.run(client, who, SEED + at, each);
          await client.close();
          expect(await report(campaign, open), `seed ${SEED}, ${describeSender(who)}`).toEqual([]);
        }
        expect(await bench.alive()).toBe(true);
        await expect.poll(() => campaign.unaudited()).toEqual([]);
        const minutes = (performance.now() - began) / MINUTES;
        for (const { name: upstream, perMinute } of world.upstreams) {
          // A tenth of a minute's calls may come at once.
          if (perMinute !== undefined) {
            expect(campaign.callsOf(upstream)).toBeLessThanOrEqual(perMinute * (0.1 + minutes) + 1);
          }
        }
        const { arrived, used, refused } = campaign.counts();
        // Without these the test would pass in front of a proxy that refuses everything.
        expect(arrived).toBeGreaterThan(MESSAGES * SHARE[name] * 0.02);
        expect(used).toBeGreaterThan(0);
        expect(refused).toBeGreaterThan(0);
      },
      15 * MINUTES,
    );

    const exposure: Exposure = { carrier: "http", revision: "2025-11-25" };
    it.runIf(world.upstreams.some(({ name: upstream }) => upstream === "a"))(
      `answers the questions that the upstream asks a client with that client's words alone (seed ${SEED})`,
      async () => {
        const caller = world.callers === undefined ? undefined : "all";
        const other = world.callers === undefined ? undefined : "small";
        const asked = { world, caller, endpoint: "/mcp", exposure };
        const forger = { world, caller: other, endpoint: "/mcp", exposure };
        const clients = [await open(asked), await open(forger)] as const;
        await askEachOther(campaign, { client: clients[0], who: asked }, { client: clients[1], who: forger }, SEED, 20);
        expect(await report(campaign, open), `seed ${SEED}`).toEqual([]);
        for (const client of clients) await client.close();
      },
      5 * MINUTES,
    );
  },
);

function describeSender({ caller, endpoint, exposure }: Who): string {
  return `${caller ?? "the local user"} at ${endpoint} over ${exposure.carrier} ${exposure.revision}`;
}

/** The findings so far in words, one of each kind, and the first of them as small as it can be. */
async function report(campaign: Campaign, open: (who: Who) => Promise<Client>): Promise<unknown[]> {
  const kinds = new Map<string, Finding>();
  for (const finding of campaign.findings.splice(0)) {
    if (!kinds.has(finding.reason)) kinds.set(finding.reason, finding);
  }
  const told: unknown[] = [];
  for (const { reason, arrived, sent } of [...kinds.values()].slice(0, 10)) {
    if (sent === undefined) {
      told.push({ reason, arrived });
      continue;
    }
    const { text, headers, ...who } = sent;
    const minimal = told.length > 0 ? text : await minimise(campaign, open, who, text, reason);
    told.push({ reason, sender: describeSender(who), text: minimal, headers, arrived: arrived.slice(0, 1000) });
  }
  return told;
}

/** Sends smaller and smaller versions alone for as long as they are found guilty of the same. */
async function minimise(
  campaign: Campaign,
  open: (who: Who) => Promise<Client>,
  who: Who,
  text: string,
  reason: string,
): Promise<string> {
  const client = await open(who);
  try {
    return await shrink(text.replaceAll(/mark\d+end/g, "MARK"), async (candidate) => {
      await campaign.say(client, who, candidate);
      await new Promise((resolve) => setTimeout(resolve, 100));
      campaign.collect();
      // What an earlier version caused may arrive now.
      const shown = campaign.findings.splice(0).filter((finding) => finding.reason === reason);
      return shown.some(({ sent: guilty }) => guilty?.text.replaceAll(/mark\d+end/g, "MARK") === candidate);
    });
  } finally {
    await client.close();
  }
}
