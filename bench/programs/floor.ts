/**
 * The floor: the least a proxy written for Node can do. It forwards bytes and knows nothing of MCP.
 *
 *     floor http URL          HTTP in, HTTP out over a keep-alive agent
 *     floor to-stdio COMMAND… HTTP in, lines to one child and back, matched by the id at the end of the line
 *     floor to-http URL       lines in, HTTP out
 *
 * The first two print `listening on URL` on stderr.
 */
import { spawn } from "node:child_process";
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const [kind, ...rest] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

function listen(serve: (incoming: IncomingMessage, response: ServerResponse) => void): void {
  const listener = createServer({ keepAliveTimeout: 60_000 }, serve);
  listener.listen(0, "127.0.0.1", () => {
    process.stderr.write(`listening on http://127.0.0.1:${(listener.address() as AddressInfo).port}/mcp\n`);
  });
}

function forwardHttp(target: URL): void {
  listen((incoming, response) => {
    const outgoing = request(
      {
        agent,
        host: target.hostname,
        port: target.port,
        path: target.pathname,
        method: incoming.method,
        headers: { ...incoming.headers, host: target.host },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        // An idle event stream has nothing that would take its head along.
        if (incoming.method === "GET") response.flushHeaders();
        answer.pipe(response);
      },
    );
    outgoing.on("error", () => response.destroy());
    response.on("close", () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
}

const idOf = (line: string): string => /"id":("[^"]*"|\d+)/.exec(line.length > 256 ? line.slice(-64) : line)?.[1] ?? "";

function forwardToStdio(command: string, args: readonly string[]): void {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const waiting = new Map<string, ServerResponse>();
  let rest = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() as string;
    for (const line of lines) {
      const id = idOf(line);
      const response = waiting.get(id);
      waiting.delete(id);
      response?.writeHead(200, { "content-type": "application/json", "mcp-session-id": "floor" });
      response?.end(line);
    }
  });
  process.on("SIGTERM", () => {
    child.kill();
    process.exit(0);
  });
  listen((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const line = Buffer.concat(chunks).toString();
      const id = idOf(line);
      if (id === "") response.writeHead(202).end();
      else waiting.set(id, response);
      child.stdin.write(`${line}\n`);
    });
  });
}

function forwardToHttp(target: URL): void {
  let session: string | undefined;
  let rest = "";
  process.stdin.setEncoding("utf8");
  process.stdin.on("end", () => process.exit(0));
  process.stdin.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() as string;
    for (const line of lines) {
      const outgoing = request(
        {
          agent,
          host: target.hostname,
          port: target.port,
          path: target.pathname,
          method: "POST",
          headers: {
            "content-type": "application/json",
            accept: "application/json, text/event-stream",
            ...(session === undefined ? {} : { "mcp-session-id": session }),
          },
        },
        (answer) => {
          session ??= answer.headers["mcp-session-id"] as string | undefined;
          const chunks: Buffer[] = [];
          answer.on("data", (part: Buffer) => chunks.push(part));
          answer.on("end", () => {
            if (answer.statusCode !== 202) process.stdout.write(`${Buffer.concat(chunks).toString()}\n`);
          });
        },
      );
      outgoing.end(line);
    }
  });
}

if (kind === "http") forwardHttp(new URL(rest[0] as string));
else if (kind === "to-stdio") forwardToStdio(rest[0] as string, rest.slice(1));
else if (kind === "to-http") forwardToHttp(new URL(rest[0] as string));
else throw new Error(`No floor ${kind}`);
