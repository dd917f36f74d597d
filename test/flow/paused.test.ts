import { afterEach, expect, it } from "vitest";
import { type Assembled, ask, assembled, caller } from "../fixtures/assembled.js";
import { type Scripted, scripted, tool } from "../fixtures/scripted.js";

let upstream: Scripted;
let proxy: Assembled;
afterEach(async () => {
  await proxy.close();
  upstream.remove();
});

/** The process stands still, as in a frozen container or on a machine that sleeps; its children run on. */
const pause = (milliseconds: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
};

it("an answer that came while the proxy stood still is no timeout, however long that was", async () => {
  upstream = scripted({ tools: [tool("slow")] });
  const timeouts = { firstByte: "60s", idle: "60s", total: "3s" };
  proxy = await assembled(`upstreams: { one: ${upstream.config({ timeouts })} }`);
  const who = caller("legacy");
  await ask(proxy.view, who, "tools/list").answer;
  // The tool answers after a second.
  const { answer } = ask(proxy.view, who, "tools/call", { name: "slow" });
  while (upstream.received("tools/call").length === 0) await new Promise((next) => setImmediate(next));
  pause(10_000);
  expect((await answer).kind).toBe("result");
});
