/** Prometheus' own parser for Python, from PyPI in a folder of its own, reads what the program serves. */
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { oneUpstream, startProxy } from "./proxy.js";

const run = promisify(execFile);
const PARSER = "prometheus-client==0.26.0";
const READ = `
import json, sys
from prometheus_client.parser import text_string_to_metric_families
print(json.dumps([[s.name, s.labels, s.value] for f in text_string_to_metric_families(sys.stdin.read()) for s in f.samples]))
`;

function hasPython(): boolean {
  try {
    execFileSync("python3", ["-c", "import venv, ensurepip"]);
    return true;
  } catch {
    return false;
  }
}

async function interpreter(): Promise<string> {
  const folder = resolve(".cache/python-prometheus");
  const python = join(folder, "bin/python");
  const done = join(folder, `installed-${PARSER}`);
  if (existsSync(done)) return python;
  mkdirSync(folder, { recursive: true });
  await run("python3", ["-m", "venv", folder]);
  await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", PARSER]);
  writeFileSync(done, "");
  return python;
}

const found = hasPython();
if (!found) test.skip("Prometheus' parser: there is no python3 with venv here");

test.runIf(found)("Prometheus' parser reads every sample", { timeout: 300_000 }, async () => {
  const python = await interpreter();
  const args = ["node_modules/@modelcontextprotocol/server-everything/dist/index.js"];
  const proxy = await startProxy(
    oneUpstream(
      { command: process.execPath, args, cwd: process.cwd() },
      { telemetry: { metrics: { listen: "127.0.0.1:0" } }, store: { type: "memory" } },
    ),
  );
  try {
    const text = await (await fetch(/metrics on (\S+)/.exec(proxy.stderr())?.[1] as string)).text();
    const reading = run(python, ["-c", READ]);
    reading.child.stdin?.end(text);
    const samples = JSON.parse((await reading).stdout) as [string, Record<string, string>, number][];
    expect(samples).toHaveLength(text.split("\n").filter((line) => line !== "" && !line.startsWith("#")).length);
    expect(samples).toContainEqual(["mcp_proxy_upstream_state", { upstream: "fixture", state: "up" }, 1]);
  } finally {
    await proxy.stop();
  }
});
