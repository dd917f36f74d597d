/** The fixtures without a proxy: what a client of the same era sees of them is what the proxy must not change. */
import { afterAll, beforeAll, describe, test } from "vitest";
import { compile, type Running, startFixture } from "../fixtures/launch.js";
import { connect, LINES, type Peer, type Place } from "./client.js";
import { FEATURES } from "./features.js";

const SERVERS = [
  { name: "SDK 1.x, Streamable HTTP", era: "legacy", fixture: "legacy-fixture", transport: "http", flags: [] },
  { name: "SDK 1.x, HTTP+SSE", era: "legacy", fixture: "legacy-fixture", transport: "sse", flags: ["--sse"] },
  { name: "SDK 1.x, stdio", era: "legacy", fixture: "legacy-fixture", transport: "stdio", flags: ["--stdio"] },
  { name: "SDK 2.x, Streamable HTTP", era: "modern", fixture: "modern-fixture", transport: "http", flags: [] },
  { name: "SDK 2.x, stdio", era: "modern", fixture: "modern-fixture", transport: "stdio", flags: ["--stdio"] },
] as const;

for (const { name, era, fixture, transport, flags } of SERVERS) {
  describe(`server ${name}`, () => {
    let running: Running | undefined;
    let place: Place;
    beforeAll(async () => {
      if (transport === "stdio") {
        place = {
          transport,
          command: process.execPath,
          args: [await compile(`test/fixtures/${fixture}.ts`), ...flags],
        };
      } else {
        running = await startFixture(fixture, ...flags);
        place = { transport, url: running.url };
      }
    });
    afterAll(() => running?.stop());

    for (const line of LINES.filter((each) => (each === "SDK 2.x, 2026-07-28") === (era === "modern"))) {
      describe(`client ${line}`, () => {
        let peer: Peer;
        beforeAll(async () => {
          peer = await connect(line, place);
        });
        afterAll(() => peer?.close());
        for (const feature of FEATURES.filter((each) => each.era === undefined || each.era === era)) {
          test(feature.name, () => feature.check(peer));
        }
      });
    }
  });
}
