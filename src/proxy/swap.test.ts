import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { recordingLog } from "../../test/fixtures/recording-log.js";
import { ProxyError } from "../model/errors.js";
import type { Listener, ListenFilter, View } from "../model/view.js";
import { createSwapView } from "./swap.js";

const NOTHING: ListenFilter = {
  toolsListChanged: true,
  promptsListChanged: false,
  resourcesListChanged: false,
  resourceSubscriptions: [],
  taskIds: [],
};

/** A view that only listens, or refuses to; it counts who listens. */
function subscribers(refuses = false): View & { open: number } {
  const view = {
    open: 0,
    handle: () => Promise.reject(new ProxyError("INTERNAL", "not asked")),
    notify: () => undefined,
    logLevelChanged: () => undefined,
    forget: () => undefined,
    async listen(_: Listener, honoured: ListenFilter) {
      if (refuses) throw new ProxyError("UPSTREAM_UNAVAILABLE", "gone");
      view.open += 1;
      let closed = false;
      return {
        honoured,
        update: async (next: ListenFilter) => next,
        close: () => {
          if (!closed) view.open -= 1;
          closed = true;
        },
      };
    },
  };
  return view;
}

function listener(heard: string[]): Listener {
  return {
    caller: {} as Listener["caller"],
    notify: (message) => heard.push(message.method ?? ""),
    logLevel: () => undefined,
    ended: () => heard.push("ended"),
  };
}

test("an ear that cannot move is told once, and no later exchange knows it", async () => {
  const first = subscribers();
  const swap = createSwapView(first, recordingLog());
  const heard: string[] = [];
  await swap.listen(listener(heard), NOTHING);
  swap.swap(subscribers(true));
  await turn();
  expect([heard, first.open]).toEqual([["ended"], 0]);
  const last = subscribers();
  swap.swap(last);
  await turn();
  swap.end();
  expect([heard, last.open]).toEqual([["ended"], 0]);
});

test("an ear that moves hears of it, and listens at one place", async () => {
  const [first, second] = [subscribers(), subscribers()];
  const swap = createSwapView(first, recordingLog());
  const heard: string[] = [];
  const listening = await swap.listen(listener(heard), NOTHING);
  swap.swap(second);
  await turn();
  expect([heard, first.open, second.open]).toEqual([["notifications/tools/list_changed"], 0, 1]);
  listening.close();
  expect(second.open).toBe(0);
});

test("who comes while the view is exchanged for one that refuses is refused, and stays nowhere", async () => {
  const first = subscribers();
  const swap = createSwapView(first, recordingLog());
  const heard: string[] = [];
  const opening = swap.listen(listener(heard), NOTHING);
  swap.swap(subscribers(true));
  await expect(opening).rejects.toThrow("gone");
  expect(first.open).toBe(0);
  swap.end();
  expect(heard).toEqual([]);
});
