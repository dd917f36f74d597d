import { describe, expect, test } from "vitest";
import { stillClock } from "../../../test/fixtures/test-world.js";
import { openToAll, rateLimit } from "./rate-limit.js";

const EACH = { perMinute: 6, burst: 5 };
const ALL = { perMinute: 60, burst: 20 };

/** How many of `times` requests of a source are let in. */
function admitted(admit: (source: string) => void, source: string, times: number): number {
  let count = 0;
  for (let i = 0; i < times; i++) {
    try {
      admit(source);
      count++;
    } catch (error) {
      expect(error).toMatchObject({ code: "temporarily_unavailable", status: 429 });
    }
  }
  return count;
}

describe("a limit for each source", () => {
  test("gives the burst, then one as the minute gives it, and says when", () => {
    const clock = stillClock();
    const limit = rateLimit(clock, EACH);
    expect(Array.from({ length: 6 }, () => limit.take("a"))).toEqual([0, 0, 0, 0, 0, 10]);
    expect(limit.take("b")).toBe(0);
    clock.advance(10_000);
    expect([limit.take("a"), limit.take("a")]).toEqual([0, 10]);
    expect(limit.taken("a")).toBe(5);
    expect(limit.taken("c")).toBe(0);
  });
});

describe("a limit that is open to all", () => {
  const admit = () => openToAll(stillClock(), "requests", EACH, ALL);

  test("holds up a source that takes more than its burst", () => {
    expect(admitted(admit(), "192.0.2.1", 9)).toBe(5);
  });

  test("gives a site of IPv6 networks four times what one of them may take", () => {
    const one = openToAll(stillClock(), "requests", EACH, { perMinute: 6000, burst: 6000 });
    const networks = Array.from({ length: 10 }, (_, i) => `2001:db8:1:${i}::/64`);
    expect(networks.map((source) => admitted(one, source, 5)).reduce((sum, n) => sum + n)).toBe(20);
    expect(admitted(one, "2001:db8:2:0::/64", 5)).toBe(5);
  });

  test("holds up busy sources when all take too much, and not those that take little", () => {
    const one = admit();
    for (let i = 0; i < 4; i++) expect(admitted(one, `192.0.2.${i}`, 5)).toBe(5);
    // The burst of all is taken: a light source has its three, and no more.
    expect(admitted(one, "198.51.100.1", 5)).toBe(3);
    expect(admitted(one, "198.51.100.2", 1)).toBe(1);
  });
});
