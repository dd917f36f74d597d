import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { ProxyError } from "../../src/model/errors.js";
import { type Assembled, ask, assembled, caller, failure } from "../fixtures/assembled.js";
import { recordingLog } from "../fixtures/recording-log.js";
import { testWorld } from "../fixtures/test-world.js";

const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-stdio-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open: Assembled[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A legacy server in a few lines; `body` answers everything after the handshake (`m` is the message, `say` writes one). */
const PROGRAM = (body: string): string => `
const out = (text) => process.stdout.write(text);
const say = (message) => out(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\\n");
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const m = JSON.parse(line);
  if (m.method === "server/discover") return say({ id: m.id, error: { code: -32601, message: "no" } });
  if (m.method === "initialize") return say({ id: m.id, result: { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo: { name: "x", version: "1" } } });
  if (m.id === undefined && m.method !== "notifications/cancelled") return;
  ${body}
});`;

let programs = 0;
async function child(body: string, extra = "", world = testWorld({ env: process.env })): Promise<Assembled> {
  const path = join(folder, `p${programs++}.cjs`);
  writeFileSync(path, PROGRAM(body));
  const proxy = await assembled(
    `upstreams:\n  raw:\n    command: ${process.execPath}\n    args: [${path}]\n${extra}`,
    world,
  );
  open.push(proxy);
  return proxy;
}

const who = caller("legacy");
const tool = { name: "t", arguments: {} };

describe("T-79: noise on stdout", () => {
  it("answers are still delivered, and the log is not flooded", async () => {
    const log = recordingLog();
    const proxy = await child(
      `for (let i = 0; i < 50; i++) out("banner " + i + "\\n\\n{not json\\n\\u001b[31m\\u001b[0m\\n\\u0000\\n");
       out("\\uFEFF"); say({ id: m.id, result: { fine: true } }); out("\\r\\n");`,
      "",
      testWorld({ env: process.env, log }),
    );
    for (let i = 0; i < 3; i++)
      expect((await ask(proxy.view, who, "tools/call", tool).answer).value).toEqual({ fine: true });
    const told = log.lines.filter(({ event }) => event === "upstream.stdout");
    expect(told.map(({ fields }) => fields.line)).toEqual(["banner 0"]);
  });

  it("what is told of it has no secret of the file in it", async () => {
    const log = recordingLog();
    const proxy = await child(
      `out("x".repeat(110) + " " + process.env.PIN + " listening\\n"); say({ id: m.id, result: { fine: true } });`,
      "    env: { PIN: correct-horse-battery }\n",
      testWorld({ env: process.env, log }),
    );
    await ask(proxy.view, who, "tools/call", tool).answer;
    const told = log.lines.filter(({ event }) => event === "upstream.stdout").map(({ fields }) => fields.line);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("***");
    expect(told[0]).not.toMatch(/corr|horse/);
  });

  it("an answer byte by byte", async () => {
    const proxy = await child(`
      const bytes = Buffer.from(JSON.stringify({ jsonrpc: "2.0", id: m.id, result: { text: "\\u{1F600}é" } }) + "\\r\\n");
      let at = 0; (function next() { if (at < bytes.length) process.stdout.write(bytes.subarray(at, ++at), () => setImmediate(next)); })();`);
    expect((await ask(proxy.view, who, "tools/call", tool).answer).value).toEqual({ text: "\u{1F600}é" });
  });
});

describe("T-80: answers of the wrong shape", () => {
  it.each([
    ["result and error", `{ id: m.id, result: {}, error: { code: 1, message: "x" } }`],
    ["neither", `{ id: m.id }`],
    ["no jsonrpc", `{ jsonrpc: undefined, id: m.id, result: {} }`],
  ])("%s fails the call at once", async (_, shape) => {
    const proxy = await child(`say(${shape});`);
    expect((await failure(ask(proxy.view, who, "tools/call", tool).answer)).code).toBe("UPSTREAM_PROTOCOL");
  });

  it("answers to nobody are dropped, and the right one counts", async () => {
    const proxy = await child(`
      for (const id of [null, "1", 424242, true]) out(JSON.stringify({ jsonrpc: "2.0", id, result: { wrong: true } }) + "\\n");
      out(JSON.stringify([{ jsonrpc: "2.0", id: m.id, result: { wrong: true } }]) + "\\n");
      say({ id: m.id, result: { right: true } }); say({ id: m.id, result: { late: true } });`);
    expect((await ask(proxy.view, who, "tools/call", tool).answer).value).toEqual({ right: true });
    expect((await ask(proxy.view, who, "tools/call", tool).answer).value).toEqual({ right: true });
  });
});

describe("T-81: a child that ends", () => {
  it("pending calls fail at once with its last words, and the next call finds a new one", async () => {
    const proxy = await child(`
      if (m.params.name === "die") { process.stderr.write("I ran out of luck\\n"); setTimeout(() => process.exit(3), 20); }
      else say({ id: m.id, result: { pid: process.pid } });`);
    const first = (await ask(proxy.view, who, "tools/call", tool).answer).value as { pid: number };
    const error = await failure(ask(proxy.view, who, "tools/call", { name: "die", arguments: {} }).answer);
    expect(error.code).toBe("UPSTREAM_RESTARTED");
    expect(error.message).toContain("I ran out of luck");
    expect(error.data?.executed).toBe("unknown");
    const second = (await ask(proxy.view, who, "tools/call", tool).answer).value as { pid: number };
    expect(second.pid).not.toBe(first.pid);
  });

  it("one that ends before it answered its handshake never ran the call", async () => {
    const proxy = await assembled(
      `upstreams:\n  raw: { command: ${JSON.stringify(process.execPath)}, args: [-e, "console.error('set KEY'); process.exit(3)"] }\n`,
    );
    open.push(proxy);
    const { code, message, data } = await failure(ask(proxy.view, who, "tools/call", tool).answer);
    expect([code, data?.executed]).toEqual(["UPSTREAM_UNAVAILABLE", false]);
    expect(message).toContain("set KEY");
  });

  it("one that closes its output is gone, alive or not", async () => {
    const proxy = await child(`require("node:fs").closeSync(1); setInterval(() => {}, 1000);`);
    expect((await failure(ask(proxy.view, who, "tools/call", tool).answer)).code).toBe("UPSTREAM_RESTARTED");
  });

  it("one that exits at any request before initialize is started again and only initialised", async () => {
    const path = join(folder, "shy.cjs");
    writeFileSync(
      path,
      PROGRAM("say({ id: m.id, result: { shy: true } });").replace(
        '=== "server/discover") return',
        '=== "server/discover") return process.exit(1),',
      ),
    );
    const proxy = await assembled(`upstreams:\n  raw: { command: ${process.execPath}, args: [${path}] }\n`);
    open.push(proxy);
    expect((await ask(proxy.view, who, "tools/call", tool).answer).value).toEqual({ shy: true });
  });

  it("one that cannot be started says which command", async () => {
    const proxy = await assembled("upstreams:\n  raw: { command: no-such-command-here }\n");
    open.push(proxy);
    const error = await failure(ask(proxy.view, who, "tools/call", tool).answer);
    expect(error.code).toBe("UPSTREAM_UNAVAILABLE");
    expect(error.message).toContain("no-such-command-here");
  });
});

describe("T-82: cancellation", () => {
  it("reaches the child as a notification, once, with the id the child knows", async () => {
    const trace = join(folder, "cancel.txt");
    const proxy = await child(`
      const fs = require("node:fs");
      if (m.method === "notifications/cancelled") fs.appendFileSync(${JSON.stringify(trace)}, "cancelled " + m.params.requestId + "\\n");
      else fs.appendFileSync(${JSON.stringify(trace)}, "call " + m.id + "\\n");`);
    const asked = ask(proxy.view, who, "tools/call", tool, "client-id");
    await expect.poll(() => safely(trace)).toMatch(/call \d+/);
    asked.cancel();
    asked.cancel();
    await failure(asked.answer);
    await expect.poll(() => safely(trace)).toMatch(/call (\d+)\ncancelled \1\n$/);
  });
});

describe("T-85: a line longer than allowed", () => {
  it("fails its call when the id was seen; the good line before it is delivered; the upstream comes back", async () => {
    const proxy = await child(
      `if (m.params.name === "big") out(JSON.stringify({ jsonrpc: "2.0", id: m.id, result: { text: "x".repeat(3e6) } }) + "\\n");
       else if (m.params.name === "both") out(JSON.stringify({ jsonrpc: "2.0", id: m.id, result: { good: true } }) + "\\n" + "y".repeat(3e6));
       else say({ id: m.id, result: { fine: true } });`,
      "    limits: { message: 1MiB }\n",
    );
    expect((await failure(ask(proxy.view, who, "tools/call", { name: "big", arguments: {} }).answer)).code).toBe(
      "RESPONSE_TOO_LARGE",
    );
    expect((await ask(proxy.view, who, "tools/call", { name: "both", arguments: {} }).answer).value).toEqual({
      good: true,
    });
    await expect
      .poll(async () => (await ask(proxy.view, who, "tools/call", tool).answer.catch(() => undefined))?.value)
      .toEqual({ fine: true });
  });
});

describe("T-84: a child that does not read", () => {
  it("calls beyond the bound fail instead of filling memory", async () => {
    const proxy = await child(
      `if (m.params.name === "stop") { process.stdin.pause(); for (;;) {} } else say({ id: m.id, result: {} });`,
    );
    await ask(proxy.view, who, "tools/call", tool).answer;
    const stuck = ask(proxy.view, who, "tools/call", { name: "stop", arguments: {} });
    stuck.answer.catch(() => undefined);
    const text = "z".repeat(100_000);
    const errors: string[] = [];
    for (let i = 0; i < 100; i++) {
      const asked = ask(proxy.view, who, "tools/call", { name: "t", arguments: { text } });
      asked.answer.catch(({ code }: ProxyError) => errors.push(code));
    }
    await expect.poll(() => errors).toContain("UPSTREAM_UNAVAILABLE");
  });
});

function safely(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // not written yet
  }
}
