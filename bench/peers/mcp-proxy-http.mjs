// npm's mcp-proxy as an HTTP to HTTP proxy, by its own library. usage: node mcp-proxy-http.mjs UPSTREAM_URL PORT
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { Server } from "@modelcontextprotocol/server";
import { proxyServer, startHTTPServer } from "mcp-proxy";

const [url, port] = process.argv.slice(2);
const client = new Client({ name: "mcp-proxy", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });
await client.connect(new StreamableHTTPClientTransport(new URL(url)));
const capabilities = client.getServerCapabilities();

await startHTTPServer({
  port: Number(port),
  host: "127.0.0.1",
  createServer: async () => {
    const server = new Server(client.getServerVersion(), { capabilities });
    await proxyServer({ client, server, serverCapabilities: capabilities });
    return server;
  },
});
process.stderr.write(`listening on http://127.0.0.1:${port}/mcp\n`);
