/**
 * Every client × every server × every transport, through the built program. What was seen becomes
 * docs/reference/compatibility.md, when all of it ran.
 */
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, test } from "vitest";
import { compile, type Running, startFixture } from "../fixtures/launch.js";
import { connectBehind, LINES, type Line, type Peer, type Place } from "./client.js";
import { compatibility, type Seen } from "./compatibility.js";
import { FEATURES } from "./features.js";
import { oneUpstream, startProxy, stdioProxy } from "./proxy.js";

const SERVERS = [
  { name: "SDK 1.x, Streamable HTTP", fixture: "legacy-fixture", flags: [] },
  { name: "SDK 1.x, HTTP+SSE", fixture: "legacy-fixture", flags: ["--sse"] },
  { name: "SDK 1.x, stdio", fixture: "legacy-fixture", flags: ["--stdio"] },
  { name: "SDK 2.x, Streamable HTTP", fixture: "modern-fixture", flags: [] },
  { name: "SDK 2.x, stdio", fixture: "modern-fixture", flags: ["--stdio"] },
] as const;

/** 2026-07-28 has no HTTP+SSE. */
const CLIENTS = LINES.flatMap((line) =>
  (["http", "sse", "stdio"] as const)
    .filter((transport) => transport !== "sse" || line !== "SDK 2.x, 2026-07-28")
    .map((transport) => ({ line, transport })),
);

const TITLES = { http: "Streamable HTTP", sse: "HTTP+SSE", stdio: "stdio" };
const seen: Seen[] = [];

for (const { name, fixture, flags } of SERVERS) {
  describe(`server ${name}`, () => {
    let upstream: Running | undefined;
    let proxy: Running;
    let config: string;
    beforeAll(async () => {
      const program = await compile(`test/fixtures/${fixture}.ts`);
      const spawned = flags.some((flag) => flag === "--stdio");
      if (!spawned) upstream = await startFixture(fixture, ...flags);
      const where =
        upstream === undefined ? { command: process.execPath, args: [program, ...flags] } : { url: upstream.url };
      config = oneUpstream(where, { expose: { http: { listen: "127.0.0.1:0", legacySse: true }, stdio: {} } });
      proxy = await startProxy(config);
    });
    afterAll(async () => {
      await proxy?.stop();
      await upstream?.stop();
    });

    const place = (transport: keyof typeof TITLES): Place => {
      if (transport === "stdio") return { transport, ...stdioProxy(config) };
      return { transport, url: transport === "sse" ? proxy.url.replace(/\/mcp$/, "/sse") : proxy.url };
    };

    for (const { line, transport } of CLIENTS) {
      describe(`client ${line}, ${TITLES[transport]}`, () => {
        const era = line === "SDK 2.x, 2026-07-28" ? "modern" : "legacy";
        let peer: Peer;
        beforeAll(async () => {
          peer = await connectBehind(line satisfies Line, place(transport));
        });
        afterAll(() => peer?.close());
        for (const feature of FEATURES.filter((each) => each.era === undefined || each.era === era)) {
          test(feature.name, async ({ onTestFinished, task }) => {
            onTestFinished(() => {
              const works = task.result?.state === "pass";
              seen.push({ client: `${line}, ${TITLES[transport]}`, server: name, feature: feature.name, works });
            });
            await feature.check(peer);
          });
        }
      });
    }
  });
}

afterAll(() => {
  const page = compatibility(
    CLIENTS.map(({ line, transport }) => `${line}, ${TITLES[transport]}`),
    SERVERS.map(({ name }) => name),
    seen,
  );
  if (page !== undefined) writeFileSync("docs/reference/compatibility.md", page);
});
