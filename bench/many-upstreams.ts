/**
 * What many upstreams cost, measured on the built program with real processes: `npx tsx bench/many-upstreams.ts`.
 * Prints the table of docs/performance.md, section "Many upstreams". Linux.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { type Running, start } from "../test/fixtures/launch.js";
import { manyUpstreams } from "../test/fixtures/many-upstreams.js";
import { childrenOf, residentBytes } from "../test/fixtures/processes.js";
import { scripted, tool } from "../test/fixtures/scripted.js";
import { configFile, PROGRAM } from "../test/peers/proxy.js";

const rows: [string, string][] = [];
const base = {
  version: 1,
  naming: { prefix: "always" },
  log: { level: "error" },
  expose: { http: { listen: "127.0.0.1:0", endpoints: { "/mcp": {} } } },
  store: { type: "memory" },
};

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

async function serve(upstreams: Record<string, unknown>, more: object = {}): Promise<{ proxy: Running; file: string }> {
  const file = configFile(JSON.stringify({ ...base, ...more, upstreams }));
  return { file, proxy: await start(process.execPath, [PROGRAM, "serve", "--no-banner", "-c", file]) };
}

async function client(proxy: Running): Promise<Client> {
  const made = new Client({ name: "bench", version: "1.0.0" });
  await made.connect(new StreamableHTTPClientTransport(new URL(proxy.url)) as Transport);
  return made;
}

/** CPU time a process has used, all its threads, in milliseconds. Linux. */
function cpuMilliseconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function listedAll(from: Client, count: number): Promise<void> {
  for (;;) {
    if ((await from.listTools()).tools.length >= count) return;
    await sleep(20);
  }
}

/** Bytes of the answer to `tools/list`, over plain HTTP, without a client's own work. */
async function rawList(proxy: Running): Promise<number> {
  const response = await fetch(proxy.url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": "tools/list",
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/list",
      params: {
        _meta: {
          "io.modelcontextprotocol/protocolVersion": "2026-07-28",
          "io.modelcontextprotocol/clientCapabilities": {},
        },
      },
    }),
  });
  return (await response.arrayBuffer()).byteLength;
}

async function thousandTools(): Promise<void> {
  const schema = {
    type: "object",
    properties: { path: { type: "string", description: "Where it is." } },
    required: ["path"],
  };
  const many = Array.from({ length: 50 }, (_, at) =>
    tool(`tool_${at}`, { description: "Does something useful with one file.", inputSchema: schema }),
  );
  const made = Array.from({ length: 20 }, () => scripted({ tools: many }));
  const upstreams = Object.fromEntries(made.map((one, at) => [`u${at}`, JSON.parse(one.config()) as object]));
  const before = performance.now();
  const { proxy } = await serve(upstreams);
  try {
    rows.push(["20 upstreams: from the start of the program to listening", ms(performance.now() - before)]);
    const one = await client(proxy);
    await listedAll(one, 1000);
    rows.push([
      "… to a list with all 1,000 tools (20 Node processes started on two cores)",
      ms(performance.now() - before),
    ]);
    const size = await rawList(proxy);
    const cached: number[] = [];
    const before50 = cpuMilliseconds(proxy.pid);
    for (let round = 0; round < 50; round += 1) cached.push(await timed(() => rawList(proxy)));
    rows.push([
      `list of 1,000 tools from cache (${Math.round(size / 1024)} KB): CPU of the proxy`,
      ms((cpuMilliseconds(proxy.pid) - before50) / 50),
    ]);
    rows.push(["… as the client waits for it, median of 50", ms(median(cached))]);
    const cold: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      made[0]?.write({ tools: many.slice(0, 50 - round) });
      await sleep(300);
      cold.push(await timed(() => rawList(proxy)));
    }
    rows.push(["the same after one upstream's list changed, median of 5", ms(median(cold))]);
    await one.close();
  } finally {
    await proxy.stop();
    for (const each of made) each.remove();
  }
}

async function slowest(): Promise<void> {
  const { upstreams } = manyUpstreams(20);
  const { proxy } = await serve(upstreams);
  try {
    const one = await client(proxy);
    const { tools } = await one.listTools();
    const full = await timed(() => listedAll(one, tools.length));
    rows.push(["20 servers from npm: a list while they start, answered within", ms(full)]);
    await one.close();
  } finally {
    await proxy.stop();
  }
}

async function memory(): Promise<void> {
  const resident: Record<number, number> = {};
  for (const count of [1, 20]) {
    const { upstreams, probes } = manyUpstreams(count);
    const { proxy } = await serve(upstreams);
    const one = await client(proxy);
    for (let round = 0; round < 200; round += 1) {
      const probe = probes[round % probes.length] as (typeof probes)[number];
      const name = count === 1 ? probe.tool.replace(/^.*__/, "") : probe.tool;
      await one.callTool({ name, arguments: probe.arguments }).catch(() => sleep(100));
    }
    resident[count] = residentBytes(proxy.pid);
    await one.close();
    await proxy.stop();
  }
  const [few = 0, all = 0] = [resident[1], resident[20]];
  rows.push([
    "memory of the proxy with 1 / with 20 upstreams, after 200 calls",
    `${Math.round(few / 2 ** 20)} / ${Math.round(all / 2 ** 20)} MB`,
  ]);
  rows.push(["… per upstream", `${((all - few) / 19 / 2 ** 20).toFixed(2)} MB`]);
}

async function crashAndReload(): Promise<void> {
  const { upstreams, probes } = manyUpstreams(20);
  const { proxy, file } = await serve(upstreams, { reload: { watch: true, debounce: "20ms" }, log: { level: "info" } });
  const one = await client(proxy);
  for (const probe of probes) {
    for (;;) {
      const answer = await one.callTool({ name: probe.tool, arguments: probe.arguments }).catch(() => undefined);
      if (answer !== undefined) break;
      await sleep(50);
    }
  }
  const back: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    for (const [pid, line] of childrenOf(proxy.pid)) if (line.includes("server-memory")) process.kill(pid, "SIGKILL");
    back.push(
      await timed(async () => {
        for (;;) if (await one.callTool({ name: "memory1__read_graph" }).catch(() => undefined)) return;
      }),
    );
    // Longer apart than a storm of crashes.
    await sleep(15_000);
  }
  rows.push([
    "five upstreams killed at once: until a call of one is answered again, its start included, median of 5",
    ms(median(back)),
  ]);
  const done = (): number => (proxy.stderr().match(/reload\.done/g) ?? []).length;
  const took: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const before = done();
    const files1 = { ...(upstreams.files1 as object), tools: { ignore: [`none-${round}`] } };
    writeFileSync(
      `${file}.new`,
      JSON.stringify({
        ...base,
        log: { level: "info" },
        reload: { watch: true, debounce: "20ms" },
        upstreams: { ...upstreams, files1 },
      }),
    );
    took.push(
      await timed(async () => {
        renameSync(`${file}.new`, file);
        while (done() === before) await sleep(1);
      }),
    );
  }
  rows.push([
    "reload of one upstream's filter with 20 upstreams (debounce 20 ms included), median of 20",
    ms(median(took)),
  ]);
  await one.close();
  await proxy.stop();
}

await thousandTools();
await slowest();
await memory();
await crashAndReload();
console.log("| what | measured |\n|---|---|");
for (const [what, value] of rows) console.log(`| ${what} | ${value} |`);
