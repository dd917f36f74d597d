/**
 * Opens sessions and holds a GET stream for each: `idle URL COUNT`. Prints `open COUNT` when all are, then waits to be ended.
 */
import { Connection, type Reply } from "./http-client.js";

const url = new URL(process.argv[2] as string);
const count = Number(process.argv[3]);
const failed = (error: Error): never => {
  throw error;
};
const poster = new Connection(url, failed);

const head = `host: ${url.host}\r\naccept: application/json, text/event-stream\r\nmcp-protocol-version: 2025-11-25\r\n`;
const post = (session: string, text: string): Promise<Reply> =>
  new Promise((done) => {
    const request = `POST ${url.pathname} HTTP/1.1\r\n${head}${session}content-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
    poster.send(request, done);
  });
const initialize =
  '{"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bench","version":"1"}},"jsonrpc":"2.0","id":1}';

const streams: Connection[] = [];
for (let index = 0; index < count; index++) {
  const opened = await post("", initialize);
  const id = /mcp-session-id: *(\S+)/.exec(opened.head)?.[1];
  const session = id === undefined ? "" : `mcp-session-id: ${id}\r\n`;
  await post(session, '{"method":"notifications/initialized","jsonrpc":"2.0"}');
  const stream = new Connection(url, failed);
  await new Promise<void>((answered, refused) => {
    let seen = "";
    stream.stream(`GET ${url.pathname} HTTP/1.1\r\n${head}${session}\r\n`, (chunk) => {
      if (seen === "" && !chunk.toString().startsWith("HTTP/1.1 200")) refused(new Error(chunk.toString()));
      seen = "seen";
      answered();
    });
  });
  streams.push(stream);
}
process.stdout.write(`open ${streams.length}\n`);
