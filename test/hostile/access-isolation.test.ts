import { Agent, request } from "undici";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EchoUpstream, startEchoUpstream } from "../fixtures/echo-upstream.js";
import type { Running } from "../fixtures/launch.js";
import { startProxy } from "../peers/proxy.js";

const USERS = 50;
const CALLS = 10_000;

let upstream: EchoUpstream;
let proxy: Running;
const agent = new Agent({ connections: 128 });
const keyOf = (user: number): string => `key-of-user-${user}-0123456789abcdef0123456789`;

beforeAll(async () => {
  upstream = await startEchoUpstream();
  const names = Array.from({ length: USERS }, (_, i) => `USER_${i}`);
  proxy = await startProxy(
    JSON.stringify({
      version: 1,
      upstreams: { echo: { url: upstream.url, transport: "streamable-http" } },
      expose: { http: { listen: "127.0.0.1:0" } },
      access: { mode: "api-key", keys: Object.fromEntries(names.map((name) => [name, { env: name }])) },
      store: { type: "memory" },
    }),
    Object.fromEntries(names.map((name, i) => [name, keyOf(i)])),
  );
});
afterAll(async () => {
  await proxy.stop();
  await upstream.close();
  await agent.close();
});

interface Answer {
  readonly status: number;
  readonly session: string | undefined;
  readonly messages: {
    id?: unknown;
    method?: string;
    params?: { message?: string; progressToken?: unknown };
    result?: unknown;
    error?: { code: number; data?: { reason?: string } };
  }[];
}

async function post(
  user: number,
  body: unknown,
  headers: Record<string, string>,
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await request(proxy.url, {
    method: "POST",
    dispatcher: agent,
    ...(signal === undefined ? {} : { signal }),
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      authorization: `Bearer ${keyOf(user)}`,
      ...headers,
    },
    body: JSON.stringify(body),
  });
  const text = await response.body.text();
  const isStream = String(response.headers["content-type"]).startsWith("text/event-stream");
  const parts = isStream
    ? text
        .split("\n")
        .filter((line) => line.startsWith("data: {"))
        .map((line) => line.slice(6))
    : [text];
  return {
    status: response.statusCode,
    session: response.headers["mcp-session-id"] as string | undefined,
    messages: parts.filter((part) => part !== "").map((part) => JSON.parse(part)),
  };
}

test(`T-72: ${USERS} users, ${CALLS} interleaved calls, one id, one progress token, cancels, restarts: nothing crosses`, async () => {
  const outcome = { answered: 0, progress: 0, refused: 0, cancelled: 0, crossed: [] as string[] };
  let left = CALLS;

  const judge = (said: string, { messages }: Answer): void => {
    for (const message of messages) {
      if (message.method === "notifications/progress") {
        outcome.progress++;
        if (message.params?.message !== said || message.params.progressToken !== "same")
          outcome.crossed.push(JSON.stringify(message));
      } else if (message.error !== undefined) {
        outcome.refused++;
        if (message.id !== 1) outcome.crossed.push(JSON.stringify(message));
      } else {
        outcome.answered++;
        if (message.id !== 1 || JSON.stringify(message.result).includes(`"${said}"`) === false)
          outcome.crossed.push(JSON.stringify(message));
      }
    }
  };

  const call = async (
    user: number,
    headers: Record<string, string>,
    meta: Record<string, unknown>,
  ): Promise<number> => {
    const nonce = Math.random().toString(36).slice(2);
    const params = {
      name: "say",
      arguments: { who: `user-${user}`, nonce },
      _meta: { progressToken: "same", ...meta },
    };
    const cancels = Math.random() < 0.03;
    const controller = new AbortController();
    if (cancels) setTimeout(() => controller.abort(), Math.random() * 10);
    try {
      const answer = await post(
        user,
        { jsonrpc: "2.0", id: 1, method: "tools/call", params },
        headers,
        controller.signal,
      );
      judge(`user-${user} ${nonce}`, answer);
      return answer.status;
    } catch (error) {
      if (!controller.signal.aborted) throw error;
      outcome.cancelled++;
      return 0;
    }
  };

  /** Every request by itself (2026-07-28). */
  const modern = async (user: number): Promise<void> => {
    const meta = {
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientCapabilities": {},
    };
    const headers = { "mcp-protocol-version": "2026-07-28", "mcp-method": "tools/call", "mcp-name": "say" };
    while (left-- > 0) await call(user, headers, meta);
  };

  /** A session (2025-06-18), begun anew when the proxy has forgotten it. */
  const legacy = async (user: number): Promise<void> => {
    let headers: Record<string, string> | undefined;
    while (left-- > 0) {
      if (headers === undefined) {
        const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "t", version: "1" } };
        const { session } = await post(user, { jsonrpc: "2.0", id: 1, method: "initialize", params }, {});
        headers = { "mcp-session-id": session ?? "", "mcp-protocol-version": "2025-06-18" };
        await post(user, { jsonrpc: "2.0", method: "notifications/initialized" }, headers);
      }
      if ((await call(user, headers, {})) === 404) headers = undefined;
    }
  };

  const due = [CALLS * 0.7, CALLS * 0.4];
  const restarts = setInterval(() => {
    if (left > (due[0] ?? 0)) return;
    due.shift();
    upstream.restart();
  }, 1000);
  await Promise.all(Array.from({ length: USERS }, (_, user) => [modern(user), legacy(user)]).flat());
  clearInterval(restarts);
  console.log(`isolation: ${JSON.stringify({ ...outcome, crossed: outcome.crossed.length })}`);

  expect(outcome.crossed).toEqual([]);
  expect(outcome.answered + outcome.refused + outcome.cancelled).toBeGreaterThanOrEqual(CALLS - 2 * USERS);
  expect(outcome.answered).toBeGreaterThan(CALLS * 0.7);
  expect(outcome.progress).toBeGreaterThan(CALLS * 0.5);
  // No link to the upstream was ever used for two people, and no key of ours ever reached it.
  for (const people of upstream.sessions.values()) expect(people.size).toBeLessThanOrEqual(1);
  expect(new Set([...upstream.sessions.values()].flatMap((people) => [...people])).size).toBe(USERS);
  expect(upstream.headers.join()).not.toContain("key-of-user");
}, 600_000);
