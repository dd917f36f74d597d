import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-config-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const main = join(import.meta.dirname, "../../dist/main.js");

/** Runs the built program in the folder. A hang ends it, and shows as status null. */
function validate(args: string[], input = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "validate", "--format", "text", ...args], {
    cwd: folder,
    input,
    encoding: "utf8",
    timeout: 90_000,
    env: { PATH: process.env.PATH },
  });
  return { status, stdout, stderr };
}

test("T-01: a folder, a pipe, a link to itself and a missing file exit with 2 at once", () => {
  mkdirSync(join(folder, "folder"));
  symlinkSync("loop.yaml", join(folder, "loop.yaml"));
  execFileSync("mkfifo", [join(folder, "pipe.yaml")]);
  for (const file of ["folder", "pipe.yaml", "loop.yaml", "missing.yaml"]) {
    const { status, stdout } = validate([file]);
    expect({ file, status }).toEqual({ file, status: 2 });
    expect(stdout).toContain(`${file}: error[MCP1000]: cannot read the file: `);
  }
});

test("T-01: a file of 50 MB is refused without being read whole", () => {
  writeFileSync(join(folder, "huge.yaml"), Buffer.alloc(50_000_000, "a: b\n"));
  const { status, stdout } = validate(["huge.yaml"]);
  expect(status).toBe(1);
  expect(stdout).toContain("error[MCP1008]");
});

test("T-01: an empty file is refused", () => {
  writeFileSync(join(folder, "empty.yaml"), "");
  expect(validate(["empty.yaml"])).toMatchObject({ status: 1, stdout: expect.stringContaining("MCP1016") });
});

test("T-01: an alias bomb is a finding and does not end the process", () => {
  const levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
  for (let i = 1; i < 9; i += 1)
    levels.push(
      `a${i}: &a${i} [${Array(9)
        .fill(`*a${i - 1}`)
        .join(", ")}]`,
    );
  expect(validate(["-"], levels.join("\n"))).toMatchObject({ status: 1, stderr: "" });
});

test("T-04: a secret in a file that others may read is warned of, fails under --strict, and is never printed", () => {
  const file = join(folder, "secret.yaml");
  writeFileSync(file, "upstreams:\n  a: { command: npx, env: { API_TOKEN: hunter2hunter2 }, argz: [] }\n");
  for (const format of ["text", "json", "github", "sarif", "junit"])
    expect(validate(["--format", format, "secret.yaml"]).stdout).not.toContain("hunter2");
  writeFileSync(file, "upstreams:\n  a: { command: npx, env: { API_TOKEN: hunter2hunter2 } }\n");
  chmodSync(file, 0o644);
  const open = validate(["secret.yaml"]);
  expect(open.status).toBe(0);
  expect(open.stdout).toContain("warning[MCP3001]");
  expect(open.stdout).toContain("secret.yaml: warning[MCP3009]");
  expect(validate(["--strict", "secret.yaml"]).status).toBe(1);
  chmodSync(file, 0o600);
  expect(validate(["secret.yaml"]).stdout).not.toContain("MCP3009");
});

test("T-06: a header value with a line break in a secret file exits with 2 and is not shown", () => {
  writeFileSync(join(folder, "evil"), "hunter2\r\nX-Evil: 1");
  const config =
    'upstreams: { a: { url: "http://127.0.0.1:9/mcp", headers: { X-A: { file: evil } } } }\nstore: { type: memory }\n';
  writeFileSync(join(folder, "evil.yaml"), `${config}expose: { http: { listen: "127.0.0.1:0" } }\n`);
  const { status, stderr } = spawnSync(process.execPath, [main, "serve", "-c", "evil.yaml"], {
    cwd: folder,
    encoding: "utf8",
    timeout: 90_000,
    env: { PATH: process.env.PATH },
  });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: "mcp-proxy: upstreams.a.headers.X-A is not a valid header value\n",
  });
});
