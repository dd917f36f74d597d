import { afterEach, describe, expect, it } from "vitest";
import { converse } from "../../src/exposure/questions.js";
import { Call } from "../../src/model/call.js";
import type { Credential, Credentials } from "../../src/model/credentials.js";
import { ProxyError } from "../../src/model/errors.js";
import type { Message } from "../../src/model/message.js";
import { LOCAL } from "../../src/model/principal.js";
import type { Failure, Transport } from "../../src/model/transport.js";
import { HttpOrigin } from "../../src/net/http.js";
import { HttpTransport } from "../../src/transport/http.js";
import { SseTransport } from "../../src/transport/sse.js";
import { request as requestMessage } from "../../src/wire/build.js";
import { assembled, caller, failure } from "../fixtures/assembled.js";
import { legacyHello, type RawHandler, type RawHttp, rawHttp } from "../fixtures/raw-http.js";
import { recordingLog } from "../fixtures/recording-log.js";

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

interface Bed {
  readonly link: Transport;
  readonly raw: RawHttp;
  readonly failures: Failure[];
  readonly heard: Message[];
}

async function bed(kind: "http" | "sse", handle: RawHandler, credentials: Omit<Credentials, "close">): Promise<Bed> {
  const raw = await rawHttp(handle, `/${kind}`);
  const origin = new HttpOrigin({ origin: new URL(raw.url).origin });
  const failures: Failure[] = [];
  const heard: Message[] = [];
  const shared = {
    upstream: "raw",
    origin,
    path: `/${kind}`,
    headers: [],
    principal: LOCAL,
    credentials: { ...credentials, close: async () => undefined },
    maxBytes: 1_000_000,
    idle: 0,
    abortCancels: false,
    log: recordingLog(),
  };
  const link =
    kind === "http"
      ? new HttpTransport(shared)
      : new SseTransport({ ...shared, url: new URL(raw.url), endpointTimeout: 60_000 });
  open.push(raw, origin, link);
  await link.open({
    message: (message) => heard.push(message),
    activity: () => undefined,
    failed: (_id, one) => failures.push(one),
    closed: () => undefined,
  });
  return { link, raw, failures, heard };
}

const token = (value: string): Credential => ({ headers: ["authorization", `Bearer ${value}`] });
const out = { bytes: Buffer.from('{"jsonrpc":"2.0","id":7,"method":"tools/call"}'), id: 7, headers: [], whole: false };

describe("a call whose stream broke, when the credential has expired meanwhile", () => {
  /** Drops the stream of every POST, and lets only `good` come back to it. */
  const drops: RawHandler = (request, response) => {
    if (request.method === "POST") {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("retry: 100\nid: e1\ndata: \n\n", () => setTimeout(() => response.destroy(), 20));
    } else if (request.headers.authorization !== "Bearer good") {
      response.writeHead(401, { "www-authenticate": 'Bearer error="invalid_token"' }).end();
    } else {
      const from = request.headers["last-event-id"];
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(`data: ${JSON.stringify({ jsonrpc: "2.0", id: 7, result: { from } })}\n\n`);
    }
  };

  it("is gone back to with a fresh one, and is not sent twice", async () => {
    const renewals: string[][] = [];
    const { link, raw, failures, heard } = await bed("http", drops, {
      current: () => token("old"),
      renew: async (_principal, { sent, challenges }) => {
        renewals.push([...sent.headers, ...challenges]);
        return token("good");
      },
    });
    link.send(out);
    await expect.poll(() => heard).toHaveLength(1);
    expect(heard[0]?.value).toEqual({ from: "e1" });
    expect(renewals).toEqual([["authorization", "Bearer old", 'Bearer error="invalid_token"']]);
    expect(raw.seen.map(({ method }) => method)).toEqual(["POST", "GET", "GET"]);
    expect(failures).toEqual([]);
  });

  it("fails as it must when there is none, or the fresh one is refused too", async () => {
    for (const renew of [
      async () => token("worse"),
      () => Promise.reject(new ProxyError("LOGIN_REQUIRED", "Sign in")),
    ]) {
      const { link, raw, failures } = await bed("http", drops, { current: () => token("old"), renew });
      link.send(out);
      await expect.poll(() => failures).toHaveLength(1);
      expect(failures[0]?.executed).toBe("unknown");
      expect(raw.seen.filter(({ method }) => method === "POST")).toHaveLength(1);
    }
  });
});

describe("an HTTP+SSE upstream", () => {
  const never: RawHandler = (request, response) => {
    if (request.method !== "GET") return;
    response.writeHead(200, { "content-type": "text/event-stream" }).write("event: endpoint\ndata: /message\n\n");
  };
  const posts = (raw: RawHttp): number => raw.seen.filter(({ method }) => method === "POST").length;

  it("is not sent a call that was given up while its credential was fetched", async () => {
    let give: (credential: Credential) => void = () => undefined;
    let current: () => Credential | Promise<Credential> = () => token("good");
    const { link, raw } = await bed("sse", never, { current: () => current(), renew: async () => token("good") });
    current = () =>
      new Promise((resolve) => {
        give = resolve;
      });
    link.send(out);
    link.abort(7);
    give(token("good"));
    current = () => token("good");
    link.send({ ...out, id: 8, bytes: Buffer.from(out.bytes.toString().replace('"id":7', '"id":8')) });
    await expect.poll(() => raw.seen.map(({ message }) => message?.id)).toContain(8);
    expect(posts(raw)).toBe(1);
  });

  it("has no request under way any more once its link is closed", async () => {
    let closed = 0;
    const { link, raw } = await bed(
      "sse",
      (request, response) => {
        never(request, response);
        if (request.method === "POST") response.once("close", () => closed++);
      },
      { current: () => token("good"), renew: async () => token("good") },
    );
    link.send(out);
    await expect.poll(() => posts(raw)).toBe(1);
    await link.close();
    await expect.poll(() => closed).toBe(1);
  });
});

describe("a question that has no answer", () => {
  it("ends the call that waits for it upstream, and gives its place free", async () => {
    const said: unknown[] = [];
    const raw = await rawHttp((request, response) => {
      const { message } = request;
      if (message !== undefined && message.method !== "tools/call") said.push(message.method ?? message);
      if (message?.method === undefined && message?.id !== undefined) {
        response.writeHead(202).end();
        return;
      }
      if (legacyHello(request, response)) return;
      response.writeHead(200, { "content-type": "text/event-stream" });
      const asks = { message: "Who?", requestedSchema: { type: "object", properties: {} } };
      const question = { jsonrpc: "2.0", id: `ask-${message?.id}`, method: "elicitation/create", params: asks };
      response.write(`data: ${JSON.stringify(question)}\n\n`);
    });
    const limits = "questions: { perPrincipal: 1 }\n";
    const proxy = await assembled(`${limits}upstreams: { raw: { url: "${raw.url}" } }\n`);
    open.push(raw, proxy);
    const who = caller("legacy", { asks: true });
    const names = { nextId: () => Buffer.from("1"), elicitationId: () => "e" };
    const never = (): Promise<Message> => Promise.reject(new ProxyError("CANNOT_ASK", "nobody is there"));
    for (let round = 0; round < 3; round++) {
      const message = requestMessage(Buffer.from(String(round)), "tools/call", { name: "t", arguments: { round } });
      const call = new Call(message, who, { emit: () => true, onDrain: (listener) => listener() });
      const asked = await proxy.view.handle(call);
      expect((asked.value as { resultType: string }).resultType).toBe("input_required");
      expect((await failure(converse(proxy.view, call, asked, never, names))).code).toBe("CANNOT_ASK");
      expect(call.cancelled).toBe(false);
    }
    await expect.poll(() => said.filter((one) => one === "notifications/cancelled")).toHaveLength(3);
  });
});
