import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { LOG_EVENTS } from "./log-events.js";

it("every event of the table is one the program tells of", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?<!test|log-events)\.ts$/.test(file),
  );
  const text = files.map((file) => readFileSync(join("src", file), "utf8")).join("\n");
  const told = Array.from(text.matchAll(/\.(?:trace|debug|info|warn|error)\(\s*"([^"]+)"/g), ([, name]) => name);
  expect(Object.keys(LOG_EVENTS).filter((name) => !told.includes(name))).toEqual([]);
});
