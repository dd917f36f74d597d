import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import type { ProxyError } from "../../src/model/errors.js";
import type { Message } from "../../src/model/message.js";
import { principalOf } from "../../src/model/principal.js";
import { type Assembled, ask, assembled, caller } from "../fixtures/assembled.js";
import { legacyHello, type RawHttp, rawHttp } from "../fixtures/raw-http.js";
import { testClock, testWorld } from "../fixtures/test-world.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** A legacy upstream whose every call asks one form question and answers with what it was told. */
async function asking(
  extra = "",
  world = testWorld({ env: process.env }),
): Promise<{ raw: RawHttp; proxy: Assembled }> {
  const waiting = new Map<unknown, (text: string) => void>();
  let questions = 0;
  const raw = await rawHttp((request, response) => {
    const { message } = request;
    if (message?.method === undefined && message?.id !== undefined) {
      waiting.get(message.id)?.(JSON.stringify(message));
      response.writeHead(202).end();
      return;
    }
    if (legacyHello(request, response)) return;
    const id = `ask-${++questions}`;
    response.writeHead(200, { "content-type": "text/event-stream" });
    const say = (body: unknown): void => void response.write(`data: ${JSON.stringify(body)}\n\n`);
    say({
      jsonrpc: "2.0",
      id,
      method: "elicitation/create",
      params: { message: "Who?", requestedSchema: { type: "object", properties: {} } },
    });
    waiting.set(id, (told) => {
      say({ jsonrpc: "2.0", id: message?.id, result: { told: JSON.parse(told) } });
      response.end();
    });
  });
  const proxy = await assembled(`upstreams:\n  raw:\n    url: ${raw.url}\n${extra}`, world);
  open.push(raw, proxy);
  return { raw, proxy };
}

const alice = caller("modern", { asks: true, principal: principalOf("test", "alice") });
const bob = caller("modern", { asks: true, principal: principalOf("test", "bob") });
const params = { name: "t", arguments: { a: 1, b: [2, { c: 3 }] } };

interface Required {
  resultType: string;
  inputRequests: Record<string, { method: string }>;
  requestState: string;
}
const required = (message: Message): Required => {
  const value = message.value as Required;
  expect(value.resultType).toBe("input_required");
  return value;
};
const answers = (asked: Required): Record<string, unknown> =>
  Object.fromEntries(
    Object.keys(asked.inputRequests).map((key) => [key, { action: "accept", content: { name: "Ada" } }]),
  );
const refused = (answer: Promise<unknown>): Promise<string> =>
  answer.then(
    () => "answered",
    (error: ProxyError) => error.code,
  );

describe("T-77: the state of a question", () => {
  it("is taken once, by whoever it was given to, for the request it was given for", async () => {
    const { proxy } = await asking();
    const asked = required(await ask(proxy.view, alice, "tools/call", params).answer);
    const retry = { inputResponses: answers(asked), requestState: asked.requestState };
    const elsewhere = { ...alice, endpoint: "/other" };
    expect(await refused(ask(proxy.view, bob, "tools/call", { ...params, ...retry }).answer)).toBe("INVALID_PARAMS");
    expect(await refused(ask(proxy.view, elsewhere, "tools/call", { ...params, ...retry }).answer)).toBe(
      "INVALID_PARAMS",
    );
    expect(await refused(ask(proxy.view, alice, "tools/call", { ...params, name: "other", ...retry }).answer)).toBe(
      "INVALID_PARAMS",
    );
    expect(
      await refused(ask(proxy.view, alice, "tools/call", { ...params, arguments: { a: 2 }, ...retry }).answer),
    ).toBe("INVALID_PARAMS");
    expect(await refused(ask(proxy.view, alice, "prompts/get", { ...params, ...retry }).answer)).toBe("INVALID_PARAMS");
    const reordered = { arguments: { b: [2, { c: 3 }], a: 1 }, name: "t", ...retry };
    const done = await ask(proxy.view, alice, "tools/call", reordered).answer;
    expect(done.value).toMatchObject({ told: { id: "ask-1", result: { action: "accept", content: { name: "Ada" } } } });
    expect(await refused(ask(proxy.view, alice, "tools/call", { ...params, ...retry }).answer)).toBe("INVALID_PARAMS");
  });

  it("with any bit changed, cut or lengthened is none", async () => {
    const { proxy } = await asking();
    const asked = required(await ask(proxy.view, alice, "tools/call", params).answer);
    const { requestState } = asked;
    const forged = fc.oneof(
      fc
        .nat(requestState.length - 1)
        .chain((at) =>
          fc
            .constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=. ")
            .map((char) => requestState.slice(0, at) + char + requestState.slice(at + 1)),
        ),
      fc.nat(requestState.length - 1).map((length) => requestState.slice(0, length)),
      fc.string({ minLength: 1 }).map((more) => requestState + more),
      fc.string(),
      fc.constant("x".repeat(1_000_000)),
    );
    await fc.assert(
      fc.asyncProperty(forged, async (state) => {
        fc.pre(state !== requestState);
        const retry = { inputResponses: answers(asked), requestState: state };
        expect(await refused(ask(proxy.view, alice, "tools/call", { ...params, ...retry }).answer)).toBe(
          "INVALID_PARAMS",
        );
      }),
      { numRuns: 300 },
    );
    const done = await ask(proxy.view, alice, "tools/call", { ...params, inputResponses: answers(asked), requestState })
      .answer;
    expect(done.value).toHaveProperty("told");
  });

  it("expires: the upstream is told that nobody answered, and that the call is over", async () => {
    const clock = testClock();
    const { raw, proxy } = await asking("questions: { timeout: 1s }\n", testWorld({ env: process.env, clock }));
    const asked = required(await ask(proxy.view, alice, "tools/call", params).answer);
    clock.advance(5000);
    const heard = (): unknown[] => raw.seen.map(({ message }) => message);
    await expect.poll(heard).toContainEqual({ jsonrpc: "2.0", id: "ask-1", result: { action: "cancel" } });
    await expect.poll(heard).toContainEqual(expect.objectContaining({ method: "notifications/cancelled" }));
    const retry = { inputResponses: answers(asked), requestState: asked.requestState };
    expect(await refused(ask(proxy.view, alice, "tools/call", { ...params, ...retry }).answer)).toBe("INVALID_PARAMS");
  });

  it("no more wait than the file allows", async () => {
    const { raw, proxy } = await asking("questions: { perPrincipal: 3 }\n");
    for (let at = 0; at < 3; at++) required(await ask(proxy.view, alice, "tools/call", params).answer);
    expect(await refused(ask(proxy.view, alice, "tools/call", params).answer)).toBe("RATE_LIMITED");
    const heard = (): unknown[] => raw.seen.map(({ message }) => message);
    await expect.poll(heard).toContainEqual({ jsonrpc: "2.0", id: "ask-4", result: { action: "cancel" } });
    await expect.poll(heard).toContainEqual(expect.objectContaining({ method: "notifications/cancelled" }));
    required(await ask(proxy.view, bob, "tools/call", params).answer);
  });

  it("a retry without the answer is asked again", async () => {
    const { proxy } = await asking();
    const asked = required(await ask(proxy.view, alice, "tools/call", params).answer);
    const again = required(
      await ask(proxy.view, alice, "tools/call", {
        ...params,
        inputResponses: { other: {} },
        requestState: asked.requestState,
      }).answer,
    );
    expect(Object.keys(again.inputRequests)).toEqual(Object.keys(asked.inputRequests));
    const done = await ask(proxy.view, alice, "tools/call", {
      ...params,
      inputResponses: answers(again),
      requestState: again.requestState,
    }).answer;
    expect(done.value).toHaveProperty("told");
  });

  it("a client that declared nothing gets the reason, and the upstream a refusal", async () => {
    const { raw, proxy } = await asking();
    const silent = caller("modern", { principal: principalOf("test", "carol") });
    expect(await refused(ask(proxy.view, silent, "tools/call", params).answer)).toBe("MISSING_CAPABILITY");
    await expect
      .poll(() => raw.seen.map(({ message }) => message))
      .toContainEqual(expect.objectContaining({ id: "ask-1", error: expect.objectContaining({ code: -32601 }) }));
  });
});

it("progress after a question carries the token of the retry", async () => {
  let answered: (() => void) | undefined;
  const raw = await rawHttp((request, response) => {
    const { message } = request;
    if (message?.method === undefined && message?.id !== undefined) {
      response.writeHead(202).end();
      answered?.();
      return;
    }
    if (legacyHello(request, response)) return;
    const { progressToken } = (message?.params?._meta ?? {}) as { progressToken?: unknown };
    response.writeHead(200, { "content-type": "text/event-stream" });
    const say = (body: object): void => void response.write(`data: ${JSON.stringify({ jsonrpc: "2.0", ...body })}\n\n`);
    const form = { message: "Who?", requestedSchema: { type: "object", properties: {} } };
    say({ id: "ask", method: "elicitation/create", params: form });
    answered = () => {
      say({ method: "notifications/progress", params: { progressToken, progress: 1 } });
      say({ id: message?.id, result: {} });
      response.end();
    };
  });
  const proxy = await assembled(`upstreams:\n  raw:\n    url: ${raw.url}\n`);
  open.push(raw, proxy);
  const token = (progressToken: string): object => ({ _meta: { progressToken } });
  const asked = required(await ask(proxy.view, alice, "tools/call", { ...params, ...token("first") }).answer);
  const again = { inputResponses: answers(asked), requestState: asked.requestState, ...token("second") };
  const retry = ask(proxy.view, alice, "tools/call", { ...params, ...again });
  await retry.answer;
  expect(retry.emitted.map((one) => (one.value as { progressToken: string }).progressToken)).toEqual(["second"]);
});
