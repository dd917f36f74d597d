import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { afterAll, expect, test } from "vitest";
import { ProxyError } from "../../src/model/errors.js";
import { type Child, type ChildSpec, type ExitInfo, type Graces, spawnChild } from "../../src/transport/child.js";
import { childEnvironment } from "../../src/transport/command.js";
import { alive } from "../fixtures/processes.js";
import { recordingLog } from "../fixtures/recording-log.js";

const posix = process.platform !== "win32";
const folder = mkdtempSync(join(tmpdir(), "child-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Started {
  child: Child;
  log: ReturnType<typeof recordingLog>;
  exits: ExitInfo[];
  stdout: () => string;
}

function started(spec: Partial<ChildSpec> & { script?: string }): Started {
  const log = recordingLog();
  const exits: ExitInfo[] = [];
  const chunks: Buffer[] = [];
  const child = spawnChild({
    command: process.execPath,
    args: spec.script === undefined ? [] : ["-e", spec.script],
    env: childEnvironment(process.env, {}),
    cwd: folder,
    log,
    onStdout: (chunk) => chunks.push(chunk),
    onExit: (info) => exits.push(info),
    // A step is over as soon as nothing is left: those that end by themselves are never cut short, however slow they are.
    graces: { stdin: 60_000, term: 60_000, kill: 60_000 },
    ...spec,
  });
  return { child, log, exits, stdout: () => Buffer.concat(chunks).toString() };
}

/** For those who have to be ended: they, or orphans of theirs, which nobody may reap. */
const SHORT: Graces = { stdin: 300, term: 300, kill: 10_000 };

const until = (what: string, condition: () => boolean): Promise<void> =>
  expect.poll(condition, { message: what }).toBe(true);

function refusal(run: () => unknown): ProxyError {
  try {
    run();
  } catch (error) {
    if (error instanceof ProxyError) return error;
    throw error;
  }
  throw new Error("It was started");
}

test("a child echoes what it is given, and stops when its stdin ends", async () => {
  const { child, stdout, exits } = started({ script: "process.stdin.pipe(process.stdout)" });
  child.write(Buffer.from("hello\n"));
  await until("the echo", () => stdout() === "hello\n");
  await child.stop();
  expect(exits).toEqual([{ cause: "stopped", code: 0, signal: null, stderr: "" }]);
  expect(alive(child.pid)).toBe(false);
});

test("a child sees the file's variables and the safe base, never the proxy's whole environment", async () => {
  const env = childEnvironment({ PATH: process.env.PATH, HOME: "/h", PROXY_SECRET: "s", FN: "() { x; }" }, { A: "1" });
  const { child, stdout } = started({ script: "console.log(Object.keys(process.env).sort().join())", env });
  await child.exited;
  expect(stdout().trim()).toBe("A,HOME,PATH");
});

test("on Windows the variables keep their any-case names and the file's win", () => {
  const env = childEnvironment({ Path: "C:\\x", SystemRoot: "C:\\w", SECRET: "s" }, { PATH: "D:\\y" }, "win32");
  expect(env).toEqual({ SystemRoot: "C:\\w", PATH: "D:\\y" });
});

test("T-11: a command is one literal word and reaches no shell", () => {
  const error = refusal(() => started({ command: "npx foo; rm -rf /", args: [] }));
  expect(error.code).toBe("UPSTREAM_UNAVAILABLE");
  expect(error.row.rpc).toBe(-33001);
  expect(error.message).toContain('"npx foo; rm -rf /"');
});

test("T-11: a missing command, an argument with NUL, a missing folder and a file that is no program are refused by name", () => {
  expect(refusal(() => started({ command: "uvx-is-not-here" })).message).toContain("was not found on the PATH");
  const uvx = refusal(() => started({ command: "uvx", env: { PATH: folder } }));
  expect(uvx.message).toContain("install uv");
  expect(uvx.message).not.toContain(folder);
  expect(refusal(() => started({ args: ["-e", "1\0"] })).code).toBe("UPSTREAM_UNAVAILABLE");
  expect(refusal(() => started({ cwd: join(folder, "none") })).message).toContain('"cwd"');
  writeFileSync(join(folder, "data.txt"), "x", { mode: 0o644 });
  expect(refusal(() => started({ command: "./data.txt" })).message).toContain("not an executable file");
  expect(refusal(() => started({ command: "./none" })).message).toContain("does not exist");
});

test("T-11: a command is found on the PATH of the file and relative to the upstream's folder", async () => {
  symlinkSync(process.execPath, join(folder, "my-node"));
  for (const command of ["my-node", "./my-node"]) {
    const { child, stdout } = started({ command, args: ["-p", "6*7"], env: { PATH: `/nonexistent:${folder}` } });
    await child.exited;
    expect(stdout().trim()).toBe("42");
  }
});

test.each([
  ["exits 0 at once", "process.exit(0)", { cause: "exited", code: 0, signal: null }],
  ["exits 1 with a word", "console.error('no key');process.exit(1)", { code: 1, stderr: "no key" }],
  ["dies of a signal", "process.kill(process.pid, 'SIGKILL')", { cause: "exited", code: null, signal: "SIGKILL" }],
  ["closes stdout but lives", "require('fs').closeSync(1);setInterval(()=>{},1e3)", { cause: "closed stdout" }],
  ["writes its last words and exits", "process.stdout.write('x'.repeat(60000));", { cause: "exited", code: 0 }],
] as const)("T-81: a child that %s is reported once and leaves no process", async (_, script, expected) => {
  const { child, exits, stdout } = started({ script });
  expect(await child.exited).toMatchObject(expected);
  await child.stop();
  expect(alive(child.pid)).toBe(false);
  expect(exits).toHaveLength(1);
  if (script.includes("60000")) expect(stdout()).toHaveLength(60000);
});

test("T-81: a child that closes its stdin is reported at the next write", async () => {
  const { child, stdout } = started({
    script: "require('fs').closeSync(0);console.log('closed');setInterval(()=>{},1e3)",
  });
  await until("closed", () => stdout().includes("closed"));
  child.write(Buffer.from("a\n"));
  expect(await child.exited).toMatchObject({ cause: "closed stdin" });
  await child.stop();
  expect(alive(child.pid)).toBe(false);
});

test("T-83: a flood on stderr is drained and limited to 64 KB and a few log lines", async () => {
  const { child, log, stdout } = started({
    script: `const b=Buffer.alloc(1<<20,'e');let n=0;
      (function more(){ if(n++<200) process.stderr.write(b,more); else process.stdout.write('done') })();`,
    now: () => 0,
  });
  await until("the flood has passed", () => stdout() === "done");
  await child.exited;
  expect(child.stderrTail().length).toBeLessThanOrEqual(2000);
  const bytes = log.lines.reduce((sum, line) => sum + String(line.fields.line ?? "").length, 0);
  expect(log.lines.filter((line) => line.event === "upstream.stderr").length).toBeLessThan(60);
  expect(bytes).toBeLessThan(100_000);
});

test("T-83: stderr lines are rate-limited, escaped and redacted", async () => {
  const { child, log } = started({
    script: `for(let i=0;i<5000;i++)console.error('line '+i);
      console.error('\\x1b]0;owned\\x07 \\u202e key sk-file-secret Authorization: Bearer abcdefghijklmnop api_key=0123456789');process.exitCode=1`,
    secrets: ["sk-file-secret"],
    now: () => 0,
  });
  const info = await child.exited;
  const logged = log.lines.filter((line) => line.event === "upstream.stderr");
  expect(logged.length).toBeGreaterThan(0);
  expect(logged.length).toBeLessThan(60);
  expect(logged.some((line) => Number(line.fields.suppressed) > 0)).toBe(true);
  const last = info.stderr.split("\n").at(-1);
  expect(last).toBe("\\u{1b}]0;owned\\u{7} \\u{202e} key *** Authorization: Bearer *** api_key=***");
});

test("T-84: input that a child does not read is limited, and drains when the child reads again", async () => {
  const { child, stdout } = started({
    script: `process.stdin.pause();process.on('SIGUSR2',()=>process.stdin.resume());console.log('up');setInterval(()=>{},1e3)`,
    stdinBytes: 1 << 20,
    graces: SHORT,
  });
  await until("up", () => stdout() === "up\n");
  const line = Buffer.alloc(1024, "q");
  let written = 0;
  const error = refusal(() => {
    for (; written < 10_000; written += 1) child.write(line);
  });
  expect(error.code).toBe("UPSTREAM_UNAVAILABLE");
  expect(written).toBeLessThan(1500);
  let drained = false;
  child.onDrain = () => {
    drained = true;
  };
  process.kill(child.pid, "SIGUSR2");
  await until("drained", () => drained);
  expect(child.write(line)).toBe(true);
  await child.stop();
});

function openFiles(): number {
  return readdirSync("/proc/self/fd").length;
}

test.skipIf(process.platform !== "linux")(
  "T-95: 1,000 starts and crashes leave no zombie and no open file",
  async () => {
    const run = async (count: number) => {
      for (let done = 0; done < count; done += 20) {
        await Promise.all(
          Array.from({ length: 20 }, async () => {
            const { child } = started({ command: "/bin/false", args: [] });
            await child.exited;
            await child.stop();
          }),
        );
      }
    };
    await run(100);
    const files = openFiles();
    await run(1000);
    expect(Math.abs(openFiles() - files)).toBeLessThanOrEqual(2);
    const zombies = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .filter((name) => {
        try {
          const stat = readFileSync(`/proc/${name}/stat`, "utf8")
            .replace(/^.*\) /s, "")
            .split(" ");
          return stat[0] === "Z" && stat[1] === String(process.pid);
        } catch {
          return false;
        }
      });
    expect(zombies).toEqual([]);
  },
  300_000,
);

test.skipIf(!posix)("T-95: a wrapper's grandchild that ignores SIGTERM and stdin is gone after stop", async () => {
  const stubborn = `process.on('SIGTERM',()=>{});process.on('SIGINT',()=>{});console.log('pid '+process.pid);setInterval(()=>{},1e3)`;
  const { child, stdout } = started({
    command: "/bin/sh",
    args: ["-c", `trap '' TERM; "$0" -e "$1"; true`, process.execPath, stubborn],
    graces: SHORT,
  });
  await until("the grandchild", () => /pid \d+\n/.test(stdout()));
  const grandchild = Number(/pid (\d+)/.exec(stdout())?.[1]);
  expect(alive(grandchild)).toBe(true);
  await child.stop();
  expect([alive(child.pid), alive(grandchild)]).toEqual([false, false]);
});

test.skipIf(!posix)("T-95: processes that a dead wrapper left in its group are ended", async () => {
  const { child, stdout } = started({
    command: "/bin/sh",
    args: [
      "-c",
      `"$0" -e "console.log(process.pid);require('fs').writeFileSync('said','');setInterval(()=>{},1e3)" & until [ -e said ]; do sleep 0.05; done; exit 3`,
      process.execPath,
    ],
    graces: SHORT,
  });
  expect(await child.exited).toMatchObject({ cause: "exited", code: 3 });
  const left = Number(stdout().trim());
  expect(left).toBeGreaterThan(0);
  await child.stop();
  expect(alive(left)).toBe(false);
});

test.skipIf(!posix)("T-95: kill -9 of the proxy takes every child and grandchild with it", async () => {
  const entry = join(folder, "owner.ts");
  const bundle = join(folder, "owner.cjs");
  const here = new URL("../../src/transport/", import.meta.url).pathname;
  writeFileSync(
    entry,
    `import { spawnChild } from ${JSON.stringify(`${here}child.ts`)};
     import { createWatchdog } from ${JSON.stringify(`${here}guard.ts`)};
     const quiet = () => {};
     const log = { enabled: () => false, trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet, with: () => log };
     const guard = createWatchdog(log);
     const start = (script, command = process.execPath, args = ["-e", script]) => spawnChild({ command, args, env: { PATH: process.env.PATH },
       cwd: process.cwd(), log, guard, onStdout: (c) => process.stdout.write(c), onExit: quiet });
     const stay = "process.on('SIGTERM',()=>{});console.log(process.pid);setInterval(()=>{},1e3)";
     start(stay);
     start("", "/bin/sh", ["-c", 'echo $$; "$0" -e "$1"; true', process.execPath, stay]);
     const brief = start("console.log('brief')");
     brief.exited.then(() => brief.stop()).then(() => console.log("ready"));`,
  );
  buildSync({
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile: bundle,
    nodePaths: [join(process.cwd(), "node_modules")],
  });
  const owner = spawn(process.execPath, [bundle], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  owner.stdout.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  await until("three processes and ready", () => (said.match(/^\d+\n/gm) ?? []).length === 3 && said.includes("ready"));
  const pids = said.match(/^\d+$/gm)?.map(Number) ?? [];
  expect(pids.map(alive)).toEqual([true, true, true]);
  owner.kill("SIGKILL");
  await once(owner, "exit");
  await until("nothing is left", () => !pids.some(alive));
});

test.skipIf(!posix)("T-95: a daemon that keeps stdout open is not waited for", async () => {
  const { child, stdout, log } = started({
    script: `const d=require('child_process').spawn(process.execPath,['-e','setTimeout(()=>{},120000)'],{detached:true,stdio:['ignore','inherit','ignore']});
      d.unref();console.log(d.pid);setTimeout(()=>process.exit(0),100)`,
  });
  expect(await child.exited).toMatchObject({ cause: "exited", code: 0 });
  await child.stop();
  expect(log.lines.map((line) => line.event)).toContain("upstream.stdout_still_open");
  const daemon = Number(stdout().trim());
  expect(alive(daemon)).toBe(true);
  process.kill(daemon, "SIGKILL");
});
