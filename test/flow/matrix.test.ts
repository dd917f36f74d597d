/**
 * Client era × upstream era × transport, in one process: everything the protocol says, through a view that is made of the lists
 * of two upstreams. What one upstream shown as it is does is seen by test/peers/through.test.ts.
 */
import { afterAll, beforeAll, describe, test } from "vitest";
import type { HttpExposure } from "../../src/exposure/http.js";
import { type Assembled, assembled } from "../fixtures/assembled.js";
import { exposed } from "../fixtures/http-exposure.js";
import { compile, type Running, startFixture } from "../fixtures/launch.js";
import { type Scripted, scripted } from "../fixtures/scripted.js";
import { testWorld } from "../fixtures/test-world.js";
import { connectBehind, type Line, type Peer } from "../peers/client.js";
import { FEATURES } from "../peers/features.js";

const UPSTREAMS = [
  { name: "legacy over Streamable HTTP", fixture: "legacy-fixture", flags: [] },
  { name: "legacy over HTTP+SSE", fixture: "legacy-fixture", flags: ["--sse"] },
  { name: "legacy over stdio", fixture: "legacy-fixture", flags: ["--stdio"] },
  { name: "modern over Streamable HTTP", fixture: "modern-fixture", flags: [] },
  { name: "modern over stdio", fixture: "modern-fixture", flags: ["--stdio"] },
] as const;

const CLIENTS: readonly { line: Line; transport: "http" | "sse" }[] = [
  { line: "SDK 1.x", transport: "http" },
  { line: "SDK 1.x", transport: "sse" },
  { line: "SDK 2.x, 2026-07-28", transport: "http" },
];

describe.each(UPSTREAMS)("two upstreams, $name", ({ fixture, flags }) => {
  let upstream: Running | undefined;
  let other: Scripted;
  let proxy: Assembled;
  let exposure: HttpExposure;
  let url: string;

  beforeAll(async () => {
    const spawned = flags.some((flag) => flag === "--stdio");
    const program = await compile(`test/fixtures/${fixture}.ts`);
    if (!spawned) upstream = await startFixture(fixture, ...flags);
    const where =
      upstream === undefined ? { command: process.execPath, args: [program, ...flags] } : { url: upstream.url };
    other = scripted({ tools: [] });
    const world = testWorld({ env: process.env });
    const yaml = `naming: { prefix: never }\nupstreams: { fixture: ${JSON.stringify(where)}, other: ${other.config()} }`;
    proxy = await assembled(yaml, world);
    ({ exposure, url } = await exposed(proxy.assembly.views, { world }));
  });
  afterAll(async () => {
    await exposure?.close({ graceMs: 0 });
    await proxy?.close();
    await upstream?.stop();
    other?.remove();
  });

  describe.each(CLIENTS)("client $line over $transport", ({ line, transport }) => {
    const era = line === "SDK 2.x, 2026-07-28" ? "modern" : "legacy";
    let peer: Peer;
    beforeAll(async () => {
      peer = await connectBehind(line, { transport, url: new URL(transport === "sse" ? "/sse" : "/mcp", url).href });
    });
    afterAll(() => peer?.close());
    test.each(FEATURES.filter((each) => each.era === undefined || each.era === era))("$name", async ({ check }) =>
      check(peer),
    );
  });
});
