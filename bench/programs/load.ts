/**
 * The load generator: a program of its own, told what to do over IPC (`LoadOrder` in, `LoadReport` out).
 * It opens one legacy session (or speaks stateless) and keeps a number of calls in flight.
 */
import { spawn } from "node:child_process";
import { Connection, type Reply } from "./http-client.js";
import type { LoadOrder, LoadReport } from "./load-order.js";

const META =
  '"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"bench","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}';

/** Sends one message, hears its answer. */
interface Wire {
  call(
    lane: number,
    id: number,
    method: string,
    name: string,
    params: string,
    done: (length: number, text: string) => void,
  ): void;
  close(): void;
}

function body(id: number | undefined, method: string, params: string): string {
  return `{"method":"${method}","params":${params},"jsonrpc":"2.0"${id === undefined ? "" : `,"id":${id}`}}`;
}

async function httpWire(order: LoadOrder): Promise<Wire> {
  const url = new URL(order.url as string);
  const lanes = Array.from({ length: order.inFlight }, () => new Connection(url, fail));
  const modern = order.era === "modern";
  const more = Object.entries(order.headers ?? {})
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
  let session = "";
  const head = (method: string, name: string): string =>
    `POST ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-type: application/json\r\naccept: application/json, text/event-stream\r\n${more}${
      modern
        ? `mcp-protocol-version: 2026-07-28\r\nmcp-method: ${method}\r\n${name === "" ? "" : `mcp-name: ${name}\r\n`}`
        : session
    }`;
  const post = (lane: number, text: string, method: string, name: string, done: (reply: Reply) => void): void =>
    (lanes[lane] as Connection).send(`${head(method, name)}content-length: ${text.length}\r\n\r\n${text}`, done);
  const ask = (text: string, method: string): Promise<Reply> => new Promise((done) => post(0, text, method, "", done));
  if (!modern) {
    const params = '{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}';
    const opened = await ask(body(0, "initialize", params), "initialize");
    if (opened.status !== 200) throw new Error(`initialize: ${opened.status} ${opened.start.toString()}`);
    const id = /mcp-session-id: *(\S+)/.exec(opened.head)?.[1];
    session = `mcp-protocol-version: 2025-11-25\r\n${id === undefined ? "" : `mcp-session-id: ${id}\r\n`}`;
    await ask(body(undefined, "notifications/initialized", "{}"), "notifications/initialized");
  }
  return {
    call(lane, id, method, name, params, done) {
      post(
        lane,
        body(id, method, modern ? `${params.slice(0, -1)}${params === "{}" ? "" : ","}${META}}` : params),
        method,
        name,
        (reply) => {
          if (reply.status !== 200)
            throw new Error(`${method}: ${reply.status} ${reply.start.toString().slice(0, 500)}`);
          done(reply.length, reply.start.toString("latin1"));
        },
      );
    },
    close: () => {
      for (const lane of lanes) lane.close();
    },
  };
}

async function stdioWire(order: LoadOrder): Promise<Wire & { pid: number }> {
  const [command, ...args] = order.command as [string, ...string[]];
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"] });
  const waiting = new Map<number, (length: number, text: string) => void>();
  let rest = "";
  child.stdout.setEncoding("latin1");
  child.stdout.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() as string;
    for (const line of lines) {
      const id = Number(
        /"id": ?(\d+)/.exec(line.length > 512 ? `${line.slice(0, 64)}${line.slice(-64)}` : line)?.[1] ?? -1,
      );
      const done = waiting.get(id);
      waiting.delete(id);
      done?.(line.length, line);
    }
  });
  child.on("exit", (code) => {
    if (waiting.size > 0) fail(new Error(`the program ended with ${code}`));
  });
  const call = (id: number, method: string, params: string, done: (length: number, text: string) => void): void => {
    waiting.set(id, done);
    child.stdin.write(`${body(id, method, params)}\n`);
  };
  await new Promise((opened) =>
    call(
      1_000_000_000,
      "initialize",
      '{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}',
      opened,
    ),
  );
  child.stdin.write(`${body(undefined, "notifications/initialized", "{}")}\n`);
  return {
    pid: child.pid as number,
    call: (_lane, id, method, _name, params, done) => call(id, method, params, done),
    close: () => void child.kill(),
  };
}

function fail(error: Error): void {
  process.send?.({ error: error.message } satisfies LoadReport);
}

let wire: (Wire & { pid?: number }) | undefined;
let names: string[] = [];
let next = 1;
let order: LoadOrder;

/** HTTP+SSE: answers come on one stream, whatever the request was posted on. */
async function sseWire(order: LoadOrder): Promise<Wire> {
  const url = new URL(order.url as string);
  const lanes = Array.from({ length: order.inFlight }, () => new Connection(url, fail));
  const waiting = new Map<number, (length: number, text: string) => void>();
  const stream = new Connection(url, fail);
  let rest = "";
  const endpoint = await new Promise<string>((found) => {
    stream.stream(`GET ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\naccept: text/event-stream\r\n\r\n`, (chunk) => {
      const seen = rest + chunk.toString("latin1");
      const end = seen.lastIndexOf("\n\n");
      rest = seen.slice(end < 0 ? 0 : end + 2);
      // Events end lines with LF alone, so CRLF is the transfer coding's, wherever it stands.
      const events = end < 0 ? "" : seen.slice(0, end).replace(/\r\n[0-9a-f]+\r\n/gi, "");
      for (const line of events.split("\n").filter((each) => each.startsWith("data: "))) {
        const text = line.slice(6).trim();
        const id = Number(/"id": ?(\d+)/.exec(text.slice(-64))?.[1] ?? /"id": ?(\d+)/.exec(text)?.[1] ?? -1);
        if (!text.startsWith("{")) found(text);
        const done = waiting.get(id);
        waiting.delete(id);
        done?.(text.length, text);
      }
    });
  });
  const post = (lane: number, text: string, sent?: () => void): void =>
    (lanes[lane] as Connection).send(
      `POST ${endpoint} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
      () => sent?.(),
    );
  const call: Wire["call"] = (lane, id, method, _name, params, done) => {
    // A lane is free when its POST is answered and its answer has come.
    let answer: [number, string] | undefined;
    let posted = false;
    const both = (): void => {
      if (posted && answer !== undefined) done(...answer);
    };
    waiting.set(id, (length, text) => {
      answer = [length, text];
      both();
    });
    post(lane, body(id, method, params), () => {
      posted = true;
      both();
    });
  };
  const params = '{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}';
  await new Promise((opened) => call(0, 1_000_000_000, "initialize", "", params, opened));
  await new Promise<void>((sent) => post(0, body(undefined, "notifications/initialized", "{}"), sent));
  return {
    call,
    close: () => {
      for (const lane of [...lanes, stream]) lane.close();
    },
  };
}

async function open(wanted: LoadOrder): Promise<LoadReport> {
  order = wanted;
  if (order.url === undefined) wire = await stdioWire(order);
  else wire = await (order.sse === true ? sseWire(order) : httpWire(order));
  const from = performance.now();
  const list = await new Promise<string>((done) =>
    wire?.call(0, next++, "tools/list", "", "{}", (_length, text) => done(text)),
  );
  const firstList = performance.now() - from;
  const all = [...list.matchAll(/"name": ?"([^"]+)"/g)].map((match) => match[1] as string);
  names = all.filter((name) => new RegExp(`(^|[^a-z])${order.tool}$`).test(name));
  if (order.method === "tools/call" && names.length === 0)
    throw new Error(`no tool ${order.tool} in ${all.slice(0, 10)}`);
  return { opened: true, firstList, ...(wire.pid === undefined ? {} : { pid: wire.pid }) };
}

async function run(calls: number): Promise<LoadReport> {
  const link = wire as Wire;
  const latencies = new Float64Array(calls);
  const from = performance.now();
  let [started, ended, bytes] = [0, 0, 0];
  await new Promise<void>((finished) => {
    const one = (lane: number): void => {
      const at = started++;
      const sent = performance.now();
      const name = order.method === "tools/call" ? (names[at % names.length] as string) : "";
      const params = name === "" ? "{}" : `{"name":"${name}","arguments":${order.arguments ?? "{}"}}`;
      const id = next++;
      link.call(lane, id, order.method, name, params, (length, text) => {
        latencies[at] = performance.now() - sent;
        bytes += length;
        if (length < order.atLeast || (length < 60_000 && !text.includes(`"id":${id}`))) {
          fail(new Error(`a wrong answer to ${id}: ${text.slice(0, 300)}`));
          return;
        }
        if (++ended === calls) finished();
        else if (started < calls) one(lane);
      });
    };
    for (let lane = 0; lane < Math.min(order.inFlight, calls); lane++) one(lane);
  });
  const sorted = latencies.sort();
  const at = (part: number): number => sorted[Math.min(calls - 1, Math.floor(calls * part))] as number;
  return { ran: { calls, ms: performance.now() - from, bytes, p50: at(0.5), p99: at(0.99) } };
}

process.on("message", (message: LoadOrder | { calls: number } | "close") => {
  const work = message === "close" ? undefined : "calls" in message ? run(message.calls) : open(message);
  if (work === undefined) {
    wire?.close();
    process.disconnect();
    return;
  }
  work.then((report) => process.send?.(report), fail);
});
