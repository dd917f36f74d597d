import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { testWorld } from "../../test/fixtures/test-world.js";
import { openLater } from "./later.js";
import { createMemoryStore } from "./memory.js";
import { storeFolder } from "./open.js";

const folder = (path: string | undefined, env = {}): string =>
  storeFolder(path, { ...testWorld({ env }), baseDir: "/etc/proxy" });

test.each([
  [undefined, { HOME: "/home/a" }, "/home/a/.config/mcp-proxy/store"],
  [undefined, { HOME: "/home/a", XDG_CONFIG_HOME: "/xdg", APPDATA: "/data" }, "/xdg/mcp-proxy/store"],
  [undefined, { HOME: "/home/a", APPDATA: "/data" }, "/data/mcp-proxy/store"],
  [undefined, { USERPROFILE: "/users/a" }, "/users/a/.config/mcp-proxy/store"],
  [undefined, {}, join(homedir(), ".config/mcp-proxy/store")],
  ["~", { HOME: "/home/a", USERPROFILE: "/users/a" }, "/home/a"],
  ["~/logins", { HOME: "/home/a" }, "/home/a/logins"],
  ["~logins", { HOME: "/home/a" }, "/etc/proxy/~logins"],
  ["logins", { HOME: "/home/a" }, "/etc/proxy/logins"],
  ["/var/logins", { HOME: "/home/a" }, "/var/logins"],
])("store.path %j with %j is %s", (path, env, expected) => {
  expect(folder(path, env)).toBe(resolve(expected));
});

test("a store that is still being opened answers once it is there", async () => {
  const store = openLater(Promise.resolve(createMemoryStore()));
  expect(await store.update("tokens/a", () => 1)).toBe(1);
  expect(await store.read("tokens/a")).toBe(1);
  expect(await store.list("tokens/")).toEqual(["tokens/a"]);
  await store.close();
});

test("a store that cannot be opened rejects every method for the same reason", async () => {
  const store = openLater(Promise.reject(new Error("not open")));
  await expect(store.read("a")).rejects.toThrow("not open");
  await expect(store.update("a", () => 1)).rejects.toThrow("not open");
  await expect(store.list("")).rejects.toThrow("not open");
  await expect(store.close()).rejects.toThrow("not open");
});
