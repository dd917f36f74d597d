import { expect, test } from "vitest";
import type { Config } from "../../generated/config.js";
import { changesBetween } from "./changes.js";
import { load } from "./load.js";

function config(listen: string, args: string): Config {
  const text = `upstreams: { a: { command: x, args: [${args}] }, b: { command: y } }\nexpose: { http: { listen: "${listen}" } }\n`;
  return load(text, "test.yaml", { env: {} }).config as Config;
}

test("what needs a restart is what differs from the start, not from the file before", () => {
  const first = config("127.0.0.1:1", "1");
  const moved = config("127.0.0.1:2", "1");
  expect(changesBetween(first, moved, first).needRestart).toEqual(["expose.http.listen"]);
  expect(changesBetween(moved, config("127.0.0.1:2", "2"), first).needRestart).toEqual(["expose.http.listen"]);
  expect(changesBetween(moved, first, first).needRestart).toEqual([]);
});

test("an upstream that is reached differently is another one", () => {
  const first = config("127.0.0.1:1", "1");
  const changes = changesBetween(first, config("127.0.0.1:1", "2"), first);
  expect([[...changes.kept], changes.started, changes.stopped]).toEqual([["b"], ["a"], ["a"]]);
});
