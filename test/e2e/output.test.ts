import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { freePort } from "../fixtures/free-port.js";
import { start } from "../fixtures/launch.js";

/** What the program says, where nobody reads it any more, and where it cannot be written. */
const main = join(import.meta.dirname, "../../dist/main.js");
const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-output-"));
const FULL = "/dev/full";

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function config(listen: string): string {
  const path = join(folder, "mcp-proxy.yaml");
  writeFileSync(
    path,
    `upstreams: { none: { command: cat, start: lazy } }\nexpose: { http: { listen: "${listen}" } }\n`,
  );
  return path;
}

describe("a reader that leaves", () => {
  it("ends a command quietly", async () => {
    const child = spawn(process.execPath, [main, "schema"], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    const [code] = await once(child, "close");
    expect([code, stderr]).toEqual([0, ""]);
  });

  it("of the log does not end the proxy", async () => {
    const child = spawn(process.execPath, [main, "serve", "-c", config("127.0.0.1:0")], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    try {
      let seen = "";
      const url = await new Promise<string>((found) => {
        child.stderr.on("data", (chunk) => {
          seen += chunk;
          const at = /listening on (http:\/\/[^/\s]+)/.exec(seen)?.[1];
          if (at !== undefined) found(at);
        });
      });
      child.stderr.destroy();
      child.kill("SIGHUP");
      child.kill("SIGHUP");
      for (let i = 0; i < 3; i += 1) {
        await fetch(`${url}/mcp`, { method: "POST", body: "{" });
        expect((await fetch(`${url}/health`)).status).toBe(200);
      }
      expect(child.exitCode).toBeNull();
    } finally {
      child.kill();
      expect(await once(child, "close")).toEqual([0, null]);
    }
  });
});

describe.skipIf(!existsSync(FULL))(`a full disk (${FULL}; skipped where there is none)`, () => {
  it("under a command is told, and is a failure", () => {
    const full = openSync(FULL, "w");
    const { status, stderr } = spawnSync(process.execPath, [main, "schema"], {
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);
    expect([status, stderr]).toEqual([1, "mcp-proxy: cannot write to standard output (ENOSPC)\n"]);
  });

  it("under the log of a proxy does not end it", async () => {
    const full = openSync(FULL, "w");
    const port = await freePort();
    const child = spawn(process.execPath, [main, "serve", "-c", config(`127.0.0.1:${port}`)], {
      stdio: ["ignore", "ignore", full],
    });
    closeSync(full);
    try {
      const health = () => fetch(`http://127.0.0.1:${port}/health`).then(({ status }) => status);
      await expect.poll(() => health().catch(() => 0)).toBe(200);
      expect(child.exitCode).toBeNull();
    } finally {
      child.kill();
      await once(child, "close");
    }
  });
});

it("an address in use is told in a sentence", async () => {
  const first = await start(process.execPath, [main, "serve", "-c", config("127.0.0.1:0")]);
  const at = new URL(first.url).host;
  try {
    const { status, stderr } = spawnSync(process.execPath, [main, "serve", "-c", config(at)], { encoding: "utf8" });
    expect(stderr).toBe(
      `mcp-proxy: Cannot listen on ${at}: the address is in use by another program; see expose.http.listen\n`,
    );
    expect(status).toBe(1);
  } finally {
    await first.stop();
  }
});

describe("usage", () => {
  const said = (...args: string[]): string => {
    const { stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8" });
    return stdout + stderr;
  };

  it("of a command stands in columns, and is the same by either word", () => {
    const options = said("serve", "--help")
      .split("\n")
      .filter((line) => line.startsWith("  -"));
    expect(options.length).toBeGreaterThan(2);
    expect(new Set(options.map((line) => /^ {2}\S+(?: VALUE)? +/.exec(line)?.[0].length)).size).toBe(1);
    expect(said("help", "serve")).toBe(said("serve", "--help"));
    expect(said("help")).toBe(said("--help"));
  });

  it("is shown with a wrong option, in words", () => {
    expect(said("serve", "--bogus")).toMatch(/Unsupported option[\s\S]*\[-c,--config VALUE\]/);
  });
});
