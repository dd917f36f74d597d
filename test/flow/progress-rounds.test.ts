import { afterEach, expect, it } from "vitest";
import { ask, caller } from "../fixtures/assembled.js";
import { behind } from "../fixtures/behind.js";
import { exposed, inSession, openSession } from "../fixtures/http-exposure.js";
import { modernHello } from "../fixtures/raw-http.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** A stateless upstream that asks twice without naming a question, and counts from the start each time it is called. */
const asking = (told: readonly number[]) =>
  behind(open, (request, response) => {
    if (modernHello(request, response)) return;
    const { id, params } = request.message as { id: unknown; params: Record<string, unknown> };
    const { progressToken } = params._meta as { progressToken?: unknown };
    response.writeHead(200, { "content-type": "text/event-stream" });
    const say = (body: object): void => void response.write(`data: ${JSON.stringify({ jsonrpc: "2.0", ...body })}\n\n`);
    const round = Number(params.requestState ?? 0) + 1;
    for (const progress of told.slice(0, round + 1))
      say({ method: "notifications/progress", params: { progressToken, progress } });
    const result =
      round < 3 ? { resultType: "input_required", requestState: `${round}` } : { resultType: "complete", content: [] };
    say({ id, result });
    response.end();
  });

it("of a session's call only increases, however often its upstream is called for it", async () => {
  const { proxy } = await asking([1, 2, 3, 4]);
  const down = await exposed(proxy.assembly.views);
  open.push({ close: () => down.exposure.close({ graceMs: 0 }) });
  const session = await openSession(down);
  const { body } = await inSession(down, session, {
    jsonrpc: "2.0",
    id: 1,
    method: "tools/call",
    params: { name: "t", arguments: {}, _meta: { progressToken: "mine" } },
  });
  expect([...body.matchAll(/"progress":(\d+)/g)].map(([, progress]) => Number(progress))).toEqual([1, 2, 3, 4]);
});

it("that does not increase by itself is passed on: it is what the upstream says", async () => {
  const { proxy } = await asking([0, 0]);
  const first = ask(proxy.view, caller("modern"), "tools/call", { name: "t", _meta: { progressToken: 7 } });
  await first.answer;
  expect(first.emitted.map(({ value }) => value)).toEqual([
    { progressToken: 7, progress: 0 },
    { progressToken: 7, progress: 0 },
  ]);
});
