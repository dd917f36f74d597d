/** The built program, as a user runs it. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Running, start } from "../fixtures/launch.js";

/** The program under test. */
export const PROGRAM = resolve("dist/main.js");

/** The reference server `server-everything` of this project's packages, as an entry under `upstreams`. */
export const EVERYTHING = {
  command: process.execPath,
  args: ["node_modules/@modelcontextprotocol/server-everything/dist/index.js"],
  cwd: process.cwd(),
};

/** A file with this YAML in a folder of its own. */
export function configFile(yaml: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "mcp-proxy-")), "mcp-proxy.yaml");
  writeFileSync(file, yaml);
  return file;
}

/**
 * Runs `mcp-proxy serve` on a config and answers where it listens: the first endpoint's URL, as the program prints it.
 * The config should listen on port 0.
 */
export async function startProxy(yaml: string, env: Record<string, string> = {}): Promise<Running> {
  const running = await start(process.execPath, [PROGRAM, "serve", "--no-banner", "-c", configFile(yaml)], { env });
  await settled(new URL("/health", running.url));
  return running;
}

/** Waits until no upstream is starting any more, up or not. */
async function settled(health: URL): Promise<void> {
  const end = Date.now() + 90_000;
  while (Date.now() < end) {
    const { servers = {} } = (await (await fetch(health)).json()) as { servers?: Record<string, { state: string }> };
    if (!Object.values(servers).some(({ state }) => state === "starting")) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The command line of `mcp-proxy serve --stdio` on a config, for a client that spawns its server. */
export function stdioProxy(yaml: string): { command: string; args: string[] } {
  return { command: process.execPath, args: [PROGRAM, "serve", "--stdio", "-c", configFile(yaml)] };
}

/** A config with one upstream and HTTP on a free port of the loopback. `upstream` is YAML of one line: `url: …` or `command: …`. */
export function oneUpstream(upstream: Record<string, unknown>, more: Record<string, unknown> = {}): string {
  return JSON.stringify({
    version: 1,
    upstreams: { fixture: upstream },
    expose: { http: { listen: "127.0.0.1:0" } },
    ...more,
  });
}
