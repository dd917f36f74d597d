import fc from "fast-check";
import { expect, test } from "vitest";
import { stillClock } from "../../../test/fixtures/test-world.js";
import { siteOf } from "./rate-limit.js";
import { unfinished } from "./unfinished.js";

test("T-119: no number of unfinished things of others drives out those of a site that has few (property)", () => {
  const flood = fc.array(fc.record({ site: fc.integer({ min: 0, max: 9 }), id: fc.nat() }), { maxLength: 400 });
  fc.assert(
    fc.property(flood, (steps) => {
      const open = unfinished(stillClock(), 50, 1000);
      const held = new Set<string>();
      const add = (id: string, source: string): void => {
        held.add(id);
        const gone = open.add(id, source);
        if (gone !== undefined) held.delete(gone);
      };
      for (let i = 0; i < 3; i++) add(`stranger-${i}`, "192.0.2.1");
      steps.forEach(({ site, id }, i) => {
        add(`${i}-${id}`, `198.51.100.${site}`);
      });
      expect(held.size).toBeLessThanOrEqual(50);
      for (let i = 0; i < 3; i++) expect(held.has(`stranger-${i}`)).toBe(true);
    }),
  );
});

test("what two sites began stays while one of them holds it", () => {
  const open = unfinished(stillClock(), 2, 1000);
  open.add("shared", "192.0.2.1");
  open.add("shared", "192.0.2.2");
  open.add("own", "192.0.2.1");
  expect(open.add("more", "192.0.2.1")).toBe("own");
});

test("what is over or finished takes no room", () => {
  const clock = stillClock();
  const open = unfinished(clock, 2, 1000);
  open.add("one", "192.0.2.1");
  open.add("two", "192.0.2.1");
  open.settle("one");
  expect(open.add("three", "192.0.2.1")).toBeUndefined();
  clock.advance(1000);
  expect(open.add("four", "192.0.2.1")).toBeUndefined();
  expect(open.add("five", "192.0.2.1")).toBeUndefined();
  expect(open.add("six", "192.0.2.1")).toBe("four");
});

test.each([
  ["2001:db8:1:2::/64", "2001:db8:1::/48"],
  ["2001:db8:1:ffff::/64", "2001:db8:1::/48"],
  ["192.0.2.7", "192.0.2.7"],
  ["unix", "unix"],
])("%s is of the site %s", (source, site) => {
  expect(siteOf(source)).toBe(site);
});
