import { renameSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { ToolListChangedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Running, start } from "../fixtures/launch.js";
import { manyUpstreams } from "../fixtures/many-upstreams.js";
import { alive, childrenOf } from "../fixtures/processes.js";
import { configFile, PROGRAM } from "./proxy.js";

const linux = process.platform === "linux";
const { upstreams, probes } = manyUpstreams(20);
const base = {
  version: 1,
  naming: { prefix: "always" },
  reload: { watch: true, debounce: "20ms" },
  expose: { http: { listen: "127.0.0.1:0", endpoints: { "/mcp": {} } } },
  store: { type: "memory" },
};
const file = configFile(JSON.stringify({ ...base, upstreams }));
let proxy: Running;
let client: Client;

/** Saves as editors do: a new file, renamed over the old one. */
function save(config: unknown): void {
  writeFileSync(`${file}.new`, typeof config === "string" ? config : JSON.stringify(config));
  renameSync(`${file}.new`, file);
}

async function connected(name: string): Promise<Client> {
  const made = new Client({ name, version: "1.0.0" });
  await made.connect(new StreamableHTTPClientTransport(new URL(proxy.url)) as Transport);
  return made;
}

async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let round = 0; round < 2400; round += 1) {
    if (await condition()) return;
    await sleep(50);
  }
  throw new Error(`Never came true: ${what}`);
}

async function names(from: Client): Promise<Set<string>> {
  return new Set((await from.listTools()).tools.map(({ name }) => name));
}

beforeAll(async () => {
  proxy = await start(process.execPath, [PROGRAM, "serve", "-c", file]);
  client = await connected("many");
});

afterAll(async () => {
  await client?.close();
  await proxy?.stop();
});

describe.skipIf(!linux)("twenty upstreams from npm behind one endpoint (Linux: processes are found in /proc)", () => {
  test("every one is listed and answers", async () => {
    await until("all are listed", async () => {
      const listed = await names(client);
      return probes.every(({ tool }) => listed.has(tool));
    });
    for (const probe of probes) {
      const answer = await client.callTool({ name: probe.tool, arguments: probe.arguments });
      expect(answer.isError ?? false, probe.tool).toBe(false);
    }
    // What was started before this client came declared more than this client does, and ends.
    await until("one process each is left", () => childrenOf(proxy.pid).size === 20);
  });

  test("each is killed and comes back, and nobody else notices", async () => {
    const before = childrenOf(proxy.pid);
    for (const pid of before.keys()) process.kill(pid, "SIGKILL");
    for (const probe of probes) {
      await until(`${probe.upstream} is back`, async () => {
        try {
          const answer = await client.callTool({ name: probe.tool, arguments: probe.arguments });
          return answer.isError !== true;
        } catch (error) {
          // What was under way when the process died is refused; what comes after waits for the new one.
          expect((error as { code?: number }).code, String(error)).toSatisfy((code) =>
            [-33001, -33006].includes(code as number),
          );
          return false;
        }
      });
    }
    await until("one process each is left", () => childrenOf(proxy.pid).size === 20);
    const after = childrenOf(proxy.pid);
    for (const pid of after.keys()) expect(before.has(pid)).toBe(false);
  });

  test("T-12: a hundred reloads under load lose no call and no session, and unchanged upstreams keep their process", async () => {
    const heard: string[] = [];
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
      heard.push("changed");
    });
    const processes = childrenOf(proxy.pid);
    let stop = false;
    let answered = 0;
    const lost: string[] = [];
    const workers = await Promise.all(["a", "b", "c", "d"].map((name) => connected(name)));
    const load = workers.map(async (worker, offset) => {
      for (let at = offset; !stop; at += 1) {
        const probe = probes[at % probes.length] as (typeof probes)[number];
        try {
          const answer = await worker.callTool({ name: probe.tool, arguments: probe.arguments });
          if (answer.isError === true) lost.push(`${probe.tool}: ${JSON.stringify(answer.content)}`);
          else answered += 1;
        } catch (error) {
          lost.push(`${probe.tool}: ${String(error)}`);
        }
      }
    });
    const said = (event: string): number => proxy.stderr().split(event).length - 1;
    const reloads = (): number => said("reload.done") + said("reload.rejected");
    for (let round = 0; round < 100; round += 1) {
      const before = reloads();
      // Each time another view of one upstream; every tenth time one upstream more or less, every tenth a broken file.
      const shown = {
        ...upstreams,
        everything1: {
          ...(upstreams.everything1 as object),
          tools: { ignore: [`round-${round}`, round % 2 ? "get-*" : "none"] },
        },
      };
      const extra = round % 10 < 5 ? {} : { extra: upstreams.memory1 };
      if (round % 10 === 9) save("version: 1\nupstreams: [not a map\n");
      else save({ ...base, upstreams: { ...shown, ...extra } });
      await until(`reload ${round}`, () => reloads() > before);
    }
    await until("there was load", () => answered > 100);
    stop = true;
    await Promise.all(load);
    expect(lost).toEqual([]);
    console.log(
      `many upstreams: ${reloads()} reloads, ${said("reload.rejected")} of them of a broken file, ${answered} calls answered, ${lost.length} lost`,
    );
    save({ ...base, upstreams });
    await until(
      "the extra upstream is gone",
      async () => ![...(await names(client))].some((name) => name.startsWith("extra")),
    );
    await until("its process too", () => childrenOf(proxy.pid).size === 20);
    expect([...childrenOf(proxy.pid).keys()].sort()).toEqual([...processes.keys()].sort());
    await until("the client was told", () => heard.length > 0);
    expect(proxy.stderr()).toContain("error[MCP1");
    await Promise.all(workers.map((worker) => worker.close()));
  });

  test("nothing is left when the proxy is killed", async () => {
    const pids = [...childrenOf(proxy.pid).keys()];
    expect(pids.length).toBe(20);
    process.kill(proxy.pid, "SIGKILL");
    await until("all are gone", () => !pids.some(alive));
  });
});
