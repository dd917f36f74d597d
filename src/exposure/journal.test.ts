import { expect, test } from "vitest";
import { notification } from "../wire/build.js";
import { Journals } from "./journal.js";

const most = 32 * 1024 * 1024;
const message = notification("notifications/message", { data: "x".repeat(10_000) });

test("T-105: a journal is limited for one stream and for all together, and its memory is released at the end", () => {
  const budget = { bytes: 0, journals: 0, most };
  const sessions = Array.from({ length: 200 }, () => new Journals(budget));
  for (const journals of sessions) {
    for (let count = 0; count < 100; count++) journals.outside.send(message);
    const reply = journals.open();
    for (let count = 0; count < 100; count++) reply.send(message);
  }
  expect(budget.bytes).toBeLessThanOrEqual(32 * 1024 * 1024);
  expect(budget.bytes).toBeGreaterThan(30 * 1024 * 1024);
  for (const journals of sessions) journals.close();
  expect(budget.bytes).toBe(0);
});

test("T-105: streams that fill the journal leave every other stream a share", () => {
  const budget = { bytes: 0, journals: 0, most };
  const fill = (): number => {
    const before = budget.bytes;
    const { outside } = new Journals(budget);
    for (let count = 0; count < 200; count++) outside.send(message);
    return budget.bytes - before;
  };
  const greedy: number[] = [];
  while (budget.bytes <= 16 * 1024 * 1024) greedy.push(fill());
  expect(Math.min(...greedy.slice(0, -1))).toBeGreaterThan(1000 * 1024);
  // Half is left, and what is kept of each stream is a quarter of a megabyte: 60 more get their share.
  const later = Array.from({ length: 60 }, fill);
  expect(Math.max(...later)).toBeLessThanOrEqual(256 * 1024);
  expect(Math.min(...later)).toBeGreaterThan(240 * 1024);
});

test("a reply that is over is forgotten in time, one that is not stays", () => {
  const journals = new Journals({ bytes: 0, journals: 0, most });
  const over = journals.open();
  journals.open();
  over.send(message);
  over.end(1000);
  journals.sweep(60_999);
  expect(journals.find("1-0")).toBeDefined();
  journals.sweep(61_000);
  expect(journals.find("1-0")).toBeUndefined();
  expect(journals.find("2-0")).toBeDefined();
});

test.each(["", "1", "1-", "-1", "1-2-3", "a-b", "1-1e3", "3-0", "99999999999-1"])("%j names no stream", (eventId) => {
  const journals = new Journals({ bytes: 0, journals: 0, most });
  journals.open();
  expect(journals.find(eventId)).toBeUndefined();
});
