import fc from "fast-check";
import { expect, test } from "vitest";
import { Call, type Caller } from "../model/call.js";
import { LOCAL } from "../model/principal.js";
import { scan } from "../wire/scan.js";
import { createGate } from "./pool/gate.js";
import { createRestart } from "./pool/reopening.js";

const RULES = { initial: 100, max: 30_000, crashes: 5, window: 60_000, probe: 30_000 };

test("T-81: the delay doubles from 0.1 s, and after 5 failures within a minute the circuit opens with one probe every 30 s", () => {
  const restart = createRestart(RULES);
  const waits: number[] = [];
  let now = 1_000_000;
  expect(restart.wait(now)).toBe(0);
  for (let crash = 0; crash < 7; crash += 1) {
    restart.failed(now, 0);
    waits.push(restart.wait(now));
    now += restart.wait(now);
  }
  expect(waits).toEqual([100, 200, 400, 800, 30_000, 30_000, 30_000]);
  expect(restart.open).toBe(true);
  restart.connected(now);
  expect([restart.open, restart.wait(now)]).toEqual([false, 0]);
});

test("what cannot even be reached is refused at once too, and tried again with the growing waits", () => {
  const restart = createRestart(RULES);
  const waits: number[] = [];
  let now = 0;
  for (let round = 0; round < 10; round += 1) {
    now += restart.wait(now);
    restart.failed(now, 0, true);
    waits.push(restart.wait(now));
  }
  expect(waits).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000]);
  expect(restart.open).toBe(true);
});

test("failures far apart never open the circuit; a link that held is forgiven", () => {
  const restart = createRestart(RULES);
  let now = 0;
  for (let day = 0; day < 20; day += 1) {
    restart.connected(now);
    now += 30_000;
    restart.failed(now, 0);
    expect([restart.wait(now), restart.open]).toEqual([0, false]);
    now += 100;
  }
});

test("what was up for longer than it would wait starts again at once; what ends as soon as it starts does not", () => {
  const restart = createRestart({ ...RULES, crashes: 100 });
  let now = 0;
  const waits = [15_000, 15_000, 0, 50, 500].map((held) => {
    restart.connected(now);
    now += held;
    restart.failed(now, 0);
    const wait = restart.wait(now);
    now += wait;
    return wait;
  });
  expect(waits).toEqual([0, 0, 400, 750, 1100]);
});

test("a probe that connects and crashes again opens the circuit again", () => {
  const restart = createRestart(RULES);
  let now = 0;
  for (let crash = 0; crash < 5; crash += 1) {
    restart.failed(now, 0);
    now += restart.wait(now);
  }
  restart.connected(now);
  restart.failed(now + 10, 0);
  expect(restart.open).toBe(true);
});

test("one outage that several links meet is one failure", () => {
  const restart = createRestart(RULES);
  restart.connected(0);
  const waits: number[] = [];
  let now = 500;
  for (let outage = 0; outage < 4; outage += 1) {
    for (let link = 0; link < 3; link += 1) restart.failed(now + link, 0);
    waits.push(restart.wait(now));
    now += restart.wait(now);
  }
  expect([waits, restart.open]).toEqual([[100, 200, 400, 800], false]);
});

test("whatever happens the wait stays within its bounds, with up to a fifth of chance", () => {
  const step = fc.record({
    pause: fc.nat(100_000),
    connects: fc.boolean(),
    chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const restart = createRestart(RULES);
      let now = 0;
      for (const { pause, connects, chance } of steps) {
        now += pause;
        if (connects) restart.connected(now);
        restart.failed(now, chance);
        expect(restart.wait(now)).toBeGreaterThan(0);
        expect(restart.wait(now)).toBeLessThan(36_000);
      }
    }),
  );
});

function call(who: Caller = { principal: LOCAL } as Caller): Call {
  const message = scan(Buffer.from('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a"}}'));
  return new Call(message, who, { emit: () => true, onDrain: () => undefined });
}

function gate(limits: { concurrency?: number; queue?: number; perMinute?: number }) {
  let now = 0;
  const clock = { now: () => now, monotonic: () => now };
  const made = createGate("slow", { message: 1, items: 1, list: 1, pages: 1, queue: 2, ...limits }, clock, () => false);
  if (made === undefined) throw new Error("No gate");
  return { gate: made, later: (milliseconds: number) => (now += milliseconds) };
}

test("calls beyond the limit wait in line, in order; one too many is refused; a cancelled one leaves the line", async () => {
  const { gate: one } = gate({ concurrency: 1 });
  expect(one.enter(call())).toBeUndefined();
  const order: string[] = [];
  const impatient = call();
  const second = one.enter(impatient)?.catch((error: { code: string }) => order.push(error.code));
  const third = one.enter(call())?.then(() => order.push("third"));
  expect(() => one.enter(call())).toThrow(expect.objectContaining({ code: "RATE_LIMITED" }));
  impatient.cancel();
  await second;
  one.leave(call());
  await third;
  expect(order).toEqual(["CANCELLED", "third"]);
  one.leave(call());
  expect(one.enter(call())).toBeUndefined();
});

test("calls per minute refill evenly and say when to come back", () => {
  const { gate: slow, later } = gate({ perMinute: 60 });
  for (let sent = 0; sent < 6; sent += 1) expect(slow.enter(call())).toBeUndefined();
  expect(() => slow.enter(call())).toThrow(expect.objectContaining({ data: { retryAfter: 1, executed: false } }));
  later(1000);
  expect(slow.enter(call())).toBeUndefined();
  expect(() => slow.enter(call())).toThrow();
});

test("without a limit there is no gate", () => {
  expect(
    createGate(
      "u",
      { message: 1, items: 1, list: 1, pages: 1, queue: 1 },
      { now: Date.now, monotonic: Date.now },
      () => false,
    ),
  ).toBeUndefined();
});
