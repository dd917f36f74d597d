/**
 * A fast MCP server by hand, so that the proxy is what a run measures: no SDK, prebuilt answers.
 *
 *     upstream [--era legacy|modern] [--stdio] [--sse] [--ports N] [--tools N] [--list-delay MS] [--ttl MS]
 *
 * Tools: `small` answers 256 bytes of text; `blob` answers `arguments.bytes` of text of a kind; `tool_0` … are like `small`. Members are in
 * the order the TypeScript SDKs write them: result first, id last. Prints `listening on URL…` on stderr.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { ordinaryText, type TextKind } from "../texts.js";

const flags = process.argv.slice(2);
const option = (name: string, otherwise: string): string => {
  const at = flags.indexOf(name);
  return at < 0 ? otherwise : (flags[at + 1] as string);
};
const modern = option("--era", "legacy") === "modern";
const sse = flags.includes("--sse");
const listDelay = Number(option("--list-delay", "0"));
const extra = modern ? ',"resultType":"complete"' : "";
const cache = modern ? `,"ttlMs":${option("--ttl", "600000")},"cacheScope":"public"` : "";

interface Request {
  readonly id?: string | number;
  readonly method?: string;
  readonly params?: {
    readonly name?: string;
    readonly protocolVersion?: string;
    readonly arguments?: { readonly bytes?: number; readonly kind?: TextKind };
  };
}

const results = new Map<string, Buffer>();
/** `{"result":…,"jsonrpc":"2.0","id":` up to the id; made once for each answer there is. */
function prepared(key: string, make: () => string): Buffer {
  let bytes = results.get(key);
  if (bytes === undefined) {
    bytes = Buffer.from(`{"result":${make()},"jsonrpc":"2.0","id":`);
    results.set(key, bytes);
  }
  return bytes;
}

const text = (kind: TextKind, bytes: number): string =>
  `{"content":[{"type":"text","text":"${ordinaryText(kind, bytes)}"}]${extra}}`;
const capabilities = '"capabilities":{"tools":{"listChanged":true}}';
const serverInfo = '{"name":"bench-upstream","version":"1.0.0"}';

function toolList(): string {
  const tool = (name: string): string =>
    `{"name":"${name}","description":"A tool of the bench, described at the length such a description has.","inputSchema":{"type":"object","properties":{"query":{"type":"string","description":"What to look for"},"bytes":{"type":"integer"}}}}`;
  const names = [
    "small",
    "blob",
    ...Array.from({ length: Number(option("--tools", "0")) }, (_, index) => `tool_${index}`),
  ];
  return `{"tools":[${names.map(tool).join(",")}]${extra}${cache}}`;
}

function answer(request: Request): Buffer {
  const { method, params } = request;
  if (method === "tools/call") {
    const { bytes = 256, kind = "prose" } = params?.name === "blob" ? (params.arguments ?? {}) : {};
    return prepared(`call ${kind} ${bytes}`, () => text(kind, bytes));
  }
  if (method === "tools/list") return prepared("list", toolList);
  if (method === "initialize") {
    const version = params?.protocolVersion ?? "2025-11-25";
    return prepared(
      `initialize ${version}`,
      () => `{"protocolVersion":"${version}",${capabilities},"serverInfo":${serverInfo}}`,
    );
  }
  if (method === "server/discover") {
    const meta = `"_meta":{"io.modelcontextprotocol/serverInfo":${serverInfo}}`;
    return prepared("discover", () => `{"supportedVersions":["2026-07-28"],${capabilities}${extra}${cache},${meta}}`);
  }
  return prepared("empty", () => `{"x":0${extra}}`);
}

const frame = (request: Request): Buffer =>
  Buffer.concat([answer(request), Buffer.from(`${JSON.stringify(request.id)}}`)]);

const refused = '{"jsonrpc":"2.0","error":{"code":-32000,"message":"Bad Request: no session"},"id":null}';

function respond(incoming: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const request = JSON.parse(body.toString()) as Request;
  if (request.id === undefined || request.method === undefined) {
    response.writeHead(202).end();
    return;
  }
  const opens = request.method === "initialize";
  if (modern ? opens : !opens && incoming.headers["mcp-session-id"] === undefined) {
    response.writeHead(400, { "content-type": "application/json" }).end(refused);
    return;
  }
  const bytes = frame(request);
  const headers: Record<string, string | number> = modern ? {} : { "mcp-session-id": "bench-session" };
  const send = (): void => {
    if (sse) {
      response.writeHead(200, { ...headers, "content-type": "text/event-stream", "cache-control": "no-cache" });
      response.end(Buffer.concat([Buffer.from("event: message\ndata: "), bytes, Buffer.from("\n\n")]));
    } else {
      response.writeHead(200, { ...headers, "content-type": "application/json", "content-length": bytes.length });
      response.end(bytes);
    }
  };
  if (listDelay > 0 && request.method === "tools/list") setTimeout(send, listDelay);
  else send();
}

function serve(incoming: IncomingMessage, response: ServerResponse): void {
  if (incoming.method === "GET" && !modern) {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.flushHeaders();
    return;
  }
  if (incoming.method !== "POST") {
    response.writeHead(modern ? 405 : 200).end();
    return;
  }
  const chunks: Buffer[] = [];
  incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
  incoming.on("end", () =>
    respond(incoming, response, chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)),
  );
}

if (flags.includes("--stdio")) {
  createInterface({ input: process.stdin }).on("line", (line) => {
    const request = JSON.parse(line) as Request;
    if (request.id === undefined) return;
    process.stdout.write(Buffer.concat([frame(request), Buffer.from("\n")]));
  });
} else {
  const urls = await Promise.all(
    Array.from({ length: Number(option("--ports", "1")) }, async () => {
      const listener = createServer({ keepAliveTimeout: 60_000 }, serve);
      await new Promise<void>((bound) => listener.listen(0, "127.0.0.1", bound));
      return `http://127.0.0.1:${(listener.address() as AddressInfo).port}/mcp`;
    }),
  );
  process.stderr.write(`listening on ${urls.join(",")}\n`);
}
