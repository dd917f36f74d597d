import { afterEach, describe, expect, it } from "vitest";
import { type Assembled, ask, assembled, caller, failure } from "../fixtures/assembled.js";
import { type Scripted, scripted, tool } from "../fixtures/scripted.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

function upstream(name: string): Scripted {
  const made = scripted({ tools: [tool(name)], prompts: [{ name }] });
  open.push({ close: async () => made.remove() });
  return made;
}

/** Its part of a config, as a program that takes longer to start than a list waits. */
function slowly(of: Scripted): string {
  const { command, args } = JSON.parse(of.config()) as { command: string; args: string[] };
  const script = `setTimeout(() => import(process.argv[1]), 4000)`;
  return JSON.stringify({ command, args: ["-e", script, ...args] });
}

async function proxy(yaml: string): Promise<Assembled> {
  const made = await assembled(yaml);
  open.push(made);
  return made;
}

describe.each([
  ["always", "slow__late"],
  ["conflict", "late"],
  ["never", "late"],
])("a call of an upstream that is still starting, with naming.prefix: %s", (prefix, name) => {
  it("waits for it, and is answered", async () => {
    const quick = upstream("soon");
    const slow = upstream("late");
    const yaml = `naming: { prefix: ${prefix} }\nupstreams: { quick: ${quick.config()}, slow: ${slowly(slow)} }`;
    const { view } = await proxy(yaml);
    for (const [method, item] of [
      ["tools/call", { name }],
      ["prompts/get", { name }],
    ] as const) {
      expect((await ask(view, caller("legacy"), method, item).answer).kind).toBe("result");
    }
    expect(slow.received("tools/call")).toMatchObject([{ name: "late" }]);
    expect((await failure(ask(view, caller("legacy"), "tools/call", { name: `${name}r` }).answer)).code).toBe(
      "UNKNOWN_ITEM",
    );
  });
});

it("a call that is cancelled while its upstream starts is not made when it is there", async () => {
  const quick = upstream("soon");
  const slow = upstream("late");
  const { view } = await proxy(`upstreams: { quick: ${quick.config()}, slow: ${slowly(slow)} }`);
  const call = ask(view, caller("legacy"), "tools/call", { name: "slow__late" });
  const refused = failure(call.answer);
  call.cancel();
  expect((await refused).code).toBe("CANCELLED");
  expect(slow.received("tools/list")).toHaveLength(1);
  expect(slow.received("tools/call")).toEqual([]);
});
