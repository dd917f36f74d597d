import { expect, test } from "vitest";
import { createSerial } from "./serial.js";

/** A promise that a test settles. */
function gate() {
  let open: (value: string) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const opened = new Promise<string>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { opened, open, fail };
}

test("of one key the second waits for the first, and another key does not", async () => {
  const serial = createSerial();
  const order: string[] = [];
  const first = gate();
  const one = serial("a", () => first.opened);
  const two = serial("a", async () => order.push("second"));
  await serial("b", async () => order.push("other"));
  expect(order).toEqual(["other"]);
  first.open("first");
  expect(await one).toBe("first");
  await two;
  expect(order).toEqual(["other", "second"]);
});

test("a failure reaches its own caller only, and the next one runs", async () => {
  const serial = createSerial();
  const first = gate();
  const one = serial("a", () => first.opened);
  const two = serial("a", async () => "second");
  first.fail(new Error("no"));
  await expect(one).rejects.toThrow("no");
  expect(await two).toBe("second");
});

test("a third that comes while the second runs waits for it", async () => {
  const serial = createSerial();
  const second = gate();
  await serial("a", async () => "first");
  const two = serial("a", () => second.opened);
  const order: string[] = [];
  const three = serial("a", async () => order.push("third"));
  await Promise.resolve();
  expect(order).toEqual([]);
  second.open("second");
  await Promise.all([two, three]);
  expect(order).toEqual(["third"]);
});
