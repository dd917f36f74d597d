import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { alive } from "../fixtures/processes.js";

/** An upstream that starts, says who it is, and never answers. */
const SILENT = 'require("node:fs").writeFileSync("pid", String(process.pid)); process.stdin.resume();';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mcp-proxy-stop-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function until(condition: () => boolean): Promise<void> {
  await expect.poll(condition).toBe(true);
}

/** A file with that upstream, and more; answers its path. */
function configured(more: object = {}): string {
  // Waited for longer than any test runs, so that only being stopped can end it.
  const upstream = { command: process.execPath, args: ["-e", SILENT], timeouts: { connect: "10m" } };
  const config = { upstreams: { silent: upstream }, expose: { stdio: {}, http: { listen: "127.0.0.1:0" } }, ...more };
  const file = join(folder, "mcp-proxy.yaml");
  writeFileSync(file, JSON.stringify(config));
  return file;
}

/** Runs the built program until the upstream's process is there; answers both. */
async function startSilent(...args: string[]) {
  const file = configured();
  const proxy = spawn(process.execPath, [resolve("dist/main.js"), "serve", "-c", file, ...args], { stdio: "pipe" });
  proxy.stdout.resume();
  proxy.stderr.resume();
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "stop", version: "1" } };
  const hello = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params });
  if (args.includes("--stdio")) proxy.stdin.write(`${hello}\n`);
  const pidFile = join(folder, "pid");
  await until(() => existsSync(pidFile) && readFileSync(pidFile, "utf8") !== "");
  return { proxy, exit: once(proxy, "exit"), pid: Number(readFileSync(pidFile, "utf8")) };
}

describe("an end while an upstream is still starting", () => {
  it.skipIf(process.platform === "win32").each(["SIGTERM", "SIGINT"] as const)(
    "%s: exit code 0, and no process stays",
    async (signal) => {
      const { proxy, exit, pid } = await startSilent();
      proxy.kill(signal);
      expect(await exit).toEqual([0, null]);
      await until(() => !alive(pid));
    },
  );

  it("over stdio the client closes its side: exit code 0, and no process stays", async () => {
    const { proxy, exit, pid } = await startSilent("--stdio");
    proxy.stdin.end();
    expect(await exit).toEqual([0, null]);
    await until(() => !alive(pid));
  });
});

it("a start that fails ends at once, whatever its upstreams are waited for", async () => {
  const file = configured({ audit: { path: "no-such-folder/audit.log" } });
  const proxy = spawn(process.execPath, [resolve("dist/main.js"), "serve", "-c", file], { stdio: "pipe" });
  proxy.stdout.resume();
  let said = "";
  proxy.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  expect(await once(proxy, "close")).toEqual([2, null]);
  expect(said).toBe("mcp-proxy: Cannot open the audit log no-such-folder/audit.log (ENOENT); see audit.path\n");
});
