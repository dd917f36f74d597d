import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { Call, type Caller } from "../../src/model/call.js";
import type { Message } from "../../src/model/message.js";
import { request } from "../../src/wire/build.js";
import { type Assembled, ask, assembled, caller } from "../fixtures/assembled.js";
import { start } from "../fixtures/launch.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const PROGRAM = resolve("test/fixtures/talkative-upstream.mjs");
/** 20 MB: more than any pipe or socket holds. */
const COUNT = 2000;
const FEW = 400;

async function talkative(transport: "stdio" | "sse", more = ""): Promise<Assembled> {
  let upstream = `{ command: "${process.execPath}", args: ["${PROGRAM}"]${more} }`;
  if (transport === "sse") {
    const running = await start(process.execPath, [PROGRAM, "--sse"]);
    open.push({ close: () => running.stop() });
    upstream = `{ url: "${running.url}", transport: sse${more} }`;
  }
  const proxy = await assembled(`upstreams: { one: ${upstream} }`);
  open.push(proxy);
  return proxy;
}

/** A reader that takes nothing until `read`, and everything from then on. */
function reader(): {
  sink: { emit(message: Message): boolean; onDrain(listener: () => void): void };
  heard: Message[];
  read(): void;
} {
  const heard: Message[] = [];
  let reads = false;
  const waiting: (() => void)[] = [];
  return {
    heard,
    sink: {
      emit: (message) => {
        heard.push(message);
        return reads;
      },
      onDrain: (listener) => {
        if (reads) listener();
        else waiting.push(listener);
      },
    },
    read() {
      reads = true;
      for (const listener of waiting.splice(0)) listener();
    },
  };
}

function talk(
  { view }: Assembled,
  who: Caller,
  sink: ReturnType<typeof reader>["sink"],
  logs = false,
): Promise<Message> {
  const params = { name: "talk", arguments: { count: COUNT, logs }, _meta: { progressToken: "mine" } };
  return view.handle(new Call(request(Buffer.from("1"), "tools/call", params), who, sink));
}

/** Waits until nothing more is heard for a while. */
async function still(heard: readonly Message[]): Promise<number> {
  for (let before = -1; before !== heard.length || before === 0; ) {
    before = heard.length;
    await delay(200);
  }
  return heard.length;
}

const numbers = (heard: readonly Message[]): unknown[] =>
  heard.map(({ value }) => (value as { progress: number }).progress);
const ALL = Array.from({ length: COUNT }, (_, at) => at + 1);

describe.each(["stdio", "sse"] as const)("T-104: a slow reader of an upstream over %s", (transport) => {
  it("holds up the upstream it has for itself, and loses nothing", async () => {
    const proxy = await talkative(transport);
    const slow = reader();
    const answer = talk(proxy, caller("legacy"), slow.sink);
    expect(await still(slow.heard)).toBeLessThan(FEW);
    slow.read();
    expect((await answer).kind).toBe("result");
    expect(numbers(slow.heard)).toEqual(ALL);
  });

  it("holds up nobody who comes later, or was there before", async () => {
    const proxy = await talkative(transport, ", isolation: shared");
    const slow = reader();
    const answer = talk(proxy, caller("legacy", { session: "slow" }), slow.sink);
    await still(slow.heard);
    const other = caller("legacy", { session: "other" });
    expect((await ask(proxy.view, other, "tools/call", { name: "echo" }).answer).kind).toBe("result");
    slow.read();
    expect((await answer).kind).toBe("result");
    expect(numbers(slow.heard)).toEqual(ALL);
  });

  it("of logs outside any call holds it up too", async () => {
    const proxy = await talkative(transport);
    const who = caller("legacy");
    const slow = reader();
    let behind = false;
    const listening = await proxy.view.listen(
      {
        caller: who,
        notify: (message) => {
          behind = !slow.sink.emit(message);
        },
        behind: () => behind,
        onDrain: (listener) => slow.sink.onDrain(listener),
        logLevel: () => "debug",
        ended: () => undefined,
      },
      {
        toolsListChanged: false,
        promptsListChanged: false,
        resourcesListChanged: false,
        resourceSubscriptions: [],
        taskIds: [],
      },
    );
    const answer = talk(proxy, who, slow.sink, true);
    expect(await still(slow.heard)).toBeLessThan(FEW);
    slow.read();
    await answer;
    expect(slow.heard).toHaveLength(COUNT);
    listening.close();
  });
});
