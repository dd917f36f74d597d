import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../src/model/store.js";
import { STORES, type StoreCase } from "../fixtures/store-cases.js";

describe.each(Object.entries(STORES))("a %s store", (_type, make) => {
  let kind: StoreCase;
  let store: Store;
  beforeEach(async () => {
    kind = await make();
    store = await kind.open();
  });
  afterEach(async () => {
    await store.close();
    await kind.clean();
  });

  it("answers undefined for what was never written", async () => {
    expect(await store.read("tokens/nobody")).toBeUndefined();
  });

  it("reads back any JSON value as it was written", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (value) => {
        const written = JSON.parse(JSON.stringify({ value })) as unknown;
        await store.update("tokens/any", () => written);
        expect(await store.read("tokens/any")).toEqual(written);
      }),
      { numRuns: 30 },
    );
  });

  it("gives away copies, never the object it keeps", async () => {
    const value = { list: [1] };
    await store.update("tokens/a", () => value);
    value.list.push(2);
    ((await store.read("tokens/a")) as typeof value).list.push(3);
    expect(await store.read("tokens/a")).toEqual({ list: [1] });
  });

  it("answers what now stands there, deletes on undefined, and writes nothing for the very same object", async () => {
    expect(await store.update("tokens/a", () => ({ n: 1 }))).toEqual({ n: 1 });
    expect(
      await store.update("tokens/a", (current) => {
        (current as { n: number }).n = 99;
        return current;
      }),
    ).toEqual({ n: 99 });
    expect(await store.read("tokens/a")).toEqual({ n: 1 });
    expect(await store.update("tokens/a", () => undefined)).toBeUndefined();
    expect(await store.read("tokens/a")).toBeUndefined();
    expect(await store.list("tokens/")).toEqual([]);
  });

  it("writes nothing when the change throws, and stays usable", async () => {
    await store.update("tokens/a", () => ({ n: 1 }));
    await expect(store.update("tokens/a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await store.update("tokens/a", (current) => ({ n: (current as { n: number }).n + 1 }))).toEqual({ n: 2 });
  });

  it("never interleaves two updates of one key", async () => {
    const increments = Array.from({ length: 25 }, () =>
      store.update("tokens/counter", async (current) => {
        const n = (current as { n: number } | undefined)?.n ?? 0;
        await sleep(1);
        return { n: n + 1 };
      }),
    );
    await Promise.all(increments);
    expect(await store.read("tokens/counter")).toEqual({ n: 25 });
  });

  it("lets updates of different keys run side by side", async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = store.update("tokens/slow", async () => {
      await gate;
      return 1;
    });
    expect(await store.update("tokens/quick", () => 2)).toBe(2);
    release();
    expect(await slow).toBe(1);
  });

  it("lists by prefix", async () => {
    for (const key of ["tokens/a/x", "tokens/a/y", "tokens/b/x", "clients/a"]) await store.update(key, () => ({}));
    expect((await store.list("tokens/a/")).sort()).toEqual(["tokens/a/x", "tokens/a/y"]);
    expect((await store.list("")).sort()).toEqual(["clients/a", "tokens/a/x", "tokens/a/y", "tokens/b/x"]);
  });

  it.each(["", "/", "a//b", "../x", "a/../b", "a/.", "A", "a b", "a\0b", "ä", "x".repeat(600)])(
    "T-63: the key %j is refused",
    async (key) => {
      await expect(store.update(key, () => 1)).rejects.toMatchObject({ code: "STORE" });
      await expect(store.read(key)).rejects.toMatchObject({ code: "STORE" });
    },
  );

  it("keeps its promise between two users, who each have it open where it can be shared", async () => {
    const other = kind.again === undefined ? store : await kind.again();
    const bump = (who: Store) =>
      who.update("tokens/counter", async (current) => {
        const n = (current as { n: number } | undefined)?.n ?? 0;
        await sleep(1);
        return { n: n + 1 };
      });
    await Promise.all(Array.from({ length: 10 }, () => [bump(store), bump(other)]).flat());
    expect(await other.read("tokens/counter")).toEqual({ n: 20 });
    if (other !== store) await other.close();
  });
});
