import { expect, it } from "vitest";
import { counters, type Family, histograms, readings, SECONDS } from "./family.js";

function linesOf(family: Family): string[] {
  const lines: string[] = [];
  family.write(lines);
  return lines;
}

it("a counter is made once for its labels, and grows where it is kept", () => {
  const calls = counters("calls_total", "Calls.");
  calls.of({ upstream: "a" }).value += 2;
  calls.of({ upstream: "a" }).value += 1;
  calls.of({}).value += 1;
  expect(linesOf(calls)).toEqual([
    "# HELP calls_total Calls.",
    "# TYPE calls_total counter",
    'calls_total{upstream="a"} 3',
    "calls_total 1",
  ]);
});

it("a label's value and the help are escaped, so that no text adds a line or a label of its own", () => {
  const family = readings("up", "a\nb\\", "gauge", () => [[{ name: 'a"b\\\nc' }, 1]]);
  expect(linesOf(family)).toEqual(["# HELP up a\\nb\\\\", "# TYPE up gauge", 'up{name="a\\"b\\\\\\nc"} 1']);
});

it("a reading is taken when somebody asks, and not before", () => {
  let value = 1;
  const family = readings("open", "Open.", "gauge", () => [[{}, value]]);
  value = 2;
  expect(linesOf(family).at(-1)).toBe("open 2");
});

it("a duration counts in its bucket and in every greater one; a bound belongs to its own bucket", () => {
  const seconds = histograms("seconds", "Seconds.");
  const one = seconds.of({ upstream: "a" });
  for (const duration of [0.001, 0.0011, 60, 60.5]) one.observe(duration);
  const lines = linesOf(seconds);
  const bucket = (le: string) => lines.find((line) => line.includes(`le="${le}"`))?.split(" ")[1];
  expect([bucket("0.001"), bucket("0.0025"), bucket("30"), bucket("60"), bucket("+Inf")]).toEqual([
    "1",
    "2",
    "2",
    "3",
    "4",
  ]);
  expect(lines.slice(-2)).toEqual(['seconds_sum{upstream="a"} 120.5021', 'seconds_count{upstream="a"} 4']);
  expect(lines).toHaveLength(2 + SECONDS.length + 1 + 2);
});
