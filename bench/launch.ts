/** The programs a scenario runs: upstreams, the floor, the proxy under test, the peers from npm. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { compile, type Running, start } from "../test/fixtures/launch.js";
import { sideFolder } from "../test/fixtures/side-folder.js";

export const PEERS = { "mcp-proxy": "6.7.19", "mcp-hub": "4.2.1", supergateway: "4.0.0", "mcp-remote": "0.15.1" };

/** A proxy to measure: how to start it in front of upstreams. */
export interface Target {
  readonly name: string;
  /** Calls a round, as a share of the floor's: peers that take twenty times as long get fewer. */
  readonly share: number;
  /** How its clients reach it. */
  readonly transport: "http" | "sse" | "stdio";
  /** HTTP targets: where it listens. Over stdio the load generator spawns `command`. */
  start(): Promise<Running | { readonly command: readonly string[]; readonly env?: Record<string, string> }>;
}

export interface Upstream extends Running {
  readonly urls: readonly string[];
}

/** Compiled once a run: esbuild takes longer than some scenarios. */
export interface Programs {
  readonly upstream: string;
  readonly floor: string;
  readonly load: string;
  readonly idle: string;
}

export async function programs(): Promise<Programs> {
  const of = (name: string): Promise<string> => compile(`bench/programs/${name}.ts`);
  return { upstream: await of("upstream"), floor: await of("floor"), load: await of("load"), idle: await of("idle") };
}

export async function startUpstream(built: Programs, ...flags: string[]): Promise<Upstream> {
  const running = await start(process.execPath, [built.upstream, ...flags], { announces: /listening on (\S+)/ });
  return { ...running, urls: running.url.split(",") };
}

const PROGRAM = resolve("dist/main.js");

/** The proxy under test on a file of bench/configs, over HTTP. */
export function ours(config: string, env: Record<string, string>): Target {
  return {
    name: "this proxy",
    share: 1,
    transport: "http",
    start: () => start(process.execPath, [PROGRAM, "serve", "--no-banner", "-c", `bench/configs/${config}`], { env }),
  };
}

/** The same over stdio. */
export function oursStdio(config: string, env: Record<string, string>): Target {
  const command = [process.execPath, PROGRAM, "serve", "--stdio", "-c", `bench/configs/${config}`];
  return { name: "this proxy", share: 1, transport: "stdio", start: async () => ({ command, env }) };
}

export function floor(built: Programs, ...args: string[]): Target {
  const command = [process.execPath, built.floor, ...args];
  const transport = args[0] === "to-http" ? ("stdio" as const) : ("http" as const);
  return {
    name: "floor",
    share: 1,
    transport,
    start: transport === "stdio" ? async () => ({ command }) : () => start(command[0] as string, command.slice(1)),
  };
}

/** The upstream itself, for what a proxy adds to the latency. */
export function direct(url: string): Target {
  const nothing = { url, pid: 0, stderr: () => "", stop: async () => undefined };
  return { name: "no proxy", share: 1, transport: "http", start: async () => nothing };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((bound) => probe.listen(0, "127.0.0.1", bound));
  const { port } = probe.address() as { port: number };
  await new Promise((closed) => probe.close(closed));
  return port;
}

const peersFolder = (): Promise<string> =>
  sideFolder("bench-peers", {
    ...PEERS,
    "@modelcontextprotocol/client": "2.4.0",
    "@modelcontextprotocol/server": "2.4.0",
  });

/** Peers that speak HTTP on both sides. */
export function httpPeers(upstream: string): Target[] {
  return [
    {
      name: `mcp-proxy ${PEERS["mcp-proxy"]}`,
      share: 0.1,
      transport: "http",
      async start() {
        const folder = await peersFolder();
        const script = join(folder, "mcp-proxy-http.mjs");
        const { copyFileSync } = await import("node:fs");
        copyFileSync("bench/peers/mcp-proxy-http.mjs", script);
        return start(process.execPath, [script, upstream, String(await freePort())]);
      },
    },
    {
      name: `mcp-hub ${PEERS["mcp-hub"]}`,
      share: 0.1,
      transport: "sse",
      async start() {
        const port = await freePort();
        const config = join(mkdtempSync(join(tmpdir(), "mcp-hub-")), "config.json");
        writeFileSync(config, JSON.stringify({ mcpServers: { bench: { url: upstream } } }));
        const cli = join(await peersFolder(), "node_modules/mcp-hub/dist/cli.js");
        const running = await start(process.execPath, [cli, "--port", String(port), "--config", config], {
          announces: /(servers started successfully)/,
          env: { XDG_STATE_HOME: join(tmpdir(), "mcp-hub-state"), XDG_DATA_HOME: join(tmpdir(), "mcp-hub-data") },
        });
        return { ...running, url: `http://127.0.0.1:${port}/mcp` };
      },
    },
  ];
}

/** Peers that offer a spawned server over HTTP. */
export function toStdioPeers(command: readonly string[]): Target[] {
  const bin = async (name: string, file: string): Promise<string> =>
    join(await peersFolder(), "node_modules", name, file);
  return [
    {
      name: `mcp-proxy ${PEERS["mcp-proxy"]}`,
      share: 0.1,
      transport: "http",
      async start() {
        const port = await freePort();
        const cli = await bin("mcp-proxy", "dist/bin/mcp-proxy.mjs");
        const args = [cli, "--port", String(port), "--host", "127.0.0.1", "--server", "stream", "--", ...command];
        const running = await start(process.execPath, args, { announces: /(server on port|starting server)/i });
        return { ...running, url: `http://127.0.0.1:${port}/mcp` };
      },
    },
    {
      name: `supergateway ${PEERS.supergateway}`,
      share: 0.1,
      transport: "http",
      async start() {
        const port = await freePort();
        const cli = await bin("supergateway", "dist/index.js");
        const line = command.map((word) => JSON.stringify(word)).join(" ");
        const args = [
          cli,
          "--stdio",
          line,
          "--outputTransport",
          "streamableHttp",
          "--stateful",
          "--port",
          String(port),
        ];
        const running = await start(process.execPath, args, { announces: /(Listening on port)/i });
        return { ...running, url: `http://127.0.0.1:${port}/mcp` };
      },
    },
  ];
}

/** Peers that offer a remote server over stdio. */
export function toHttpPeers(upstream: string): Target[] {
  const peer = (name: keyof typeof PEERS, file: string, ...args: string[]): Target => ({
    name: `${name} ${PEERS[name]}`,
    share: 0.1,
    transport: "stdio",
    start: async () => ({
      command: [process.execPath, join(await peersFolder(), "node_modules", name, file), ...args],
    }),
  });
  return [
    peer("supergateway", "dist/index.js", "--streamableHttp", upstream, "--logLevel", "none"),
    peer("mcp-remote", "dist/proxy.js", upstream, "--allow-http", "--transport", "http-only", "--silent"),
  ];
}
