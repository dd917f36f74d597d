import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeLock } from "../../src/filter/lock-file.js";
import type { Item } from "../../src/model/item.js";
import { PROGRAM } from "../peers/proxy.js";

/** A file whose secrets are nowhere and whose upstreams do not exist, with a lock file beside it. */
function project(more: Record<string, unknown>): string {
  const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-offline-"));
  const item = (upstream: string, own: string): Item => ({
    kind: "tool",
    upstream,
    own,
    name: own,
    bytes: Buffer.from(JSON.stringify({ name: own, inputSchema: { type: "object" } })),
  });
  writeFileSync(
    join(folder, "lock.yaml"),
    writeLock(
      new Map([
        ["files", [item("files", "read"), item("files", "delete")]],
        ["time", [item("time", "now")]],
      ]),
    ),
  );
  const file = join(folder, "mcp-proxy.yaml");
  writeFileSync(
    file,
    JSON.stringify({
      upstreams: {
        files: { command: "/no/such/program", env: { TOKEN: "${NOWHERE}" } },
        time: { url: "https://none.invalid/mcp" },
      },
      access: {
        mode: "api-key",
        keys: { ci: { env: "NOWHERE_EITHER" } },
        users: { "you@example.com": { roles: ["all"] }, ci: { tools: ["files:*"], deny: { tools: ["files:del*"] } } },
        roles: { all: { tools: ["*"] } },
        rules: [{ claims: { groups: ["ops"] }, tools: ["time:*"] }],
      },
      lock: { path: "lock.yaml" },
      ...more,
    }),
  );
  return file;
}

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, ...args], (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

test("explain --user says what somebody sees and which place of the file says so, without secrets or network", async () => {
  const file = project({});
  const ci = await run("explain", "--user", "ci", "-c", file);
  expect(ci).toMatchObject({ code: 0, stderr: "" });
  expect(ci.stdout).toBe(`ci: by access.users.ci

Sees 1
  tool      files:read  access.users.ci.tools: "files:*"

Does not see 2
  tool      files:delete  access.users.ci.deny.tools: "files:del*"
  tool      time:now      no grant matches it
`);
  const ops = await run("explain", "--user", "x", "--claim", "groups=ops", "-c", file);
  expect(ops.stdout).toContain('time:now  access.rules[0].tools: "time:*"');
  const nobody = await run("explain", "--user", "nobody", "-c", file);
  expect(nobody.code).toBe(1);
  expect(nobody.stdout).toContain("nobody: refused with 403");
});

test("test runs the expectations of the file; exit code 1 when one does not hold, 2 without any", async () => {
  const good = project({
    tests: [
      { as: { user: "You@Example.com" }, sees: ["files:delete", "time__now"] },
      { as: { user: "ci" }, sees: ["files__read"], denied: ["files:delete", "time__now"] },
      { as: { user: "x", claims: { groups: ["ops"] } }, sees: ["time:now"], denied: ["files:read"] },
      { as: { user: "x", roles: ["all"] }, sees: ["files:read"] },
      { as: { user: "nobody" }, denied: ["files:read"] },
    ],
  });
  expect(await run("test", "-c", good)).toMatchObject({ code: 0, stdout: expect.stringContaining("5 of 5 passed") });
  const bad = project({
    tests: [{ as: { user: "ci" }, sees: ["files:delete"], denied: ["files:read", "files:raed"] }],
  });
  const failed = await run("test", "-c", bad);
  expect(failed.code).toBe(1);
  expect(failed.stdout).toBe(`FAIL  tests[0] as ci
        expected to see files:delete, but it is hidden: access: access.users.ci.deny.tools: "files:del*"
        expected files:read to be hidden, but it is visible: access.users.ci.tools: "files:*"
        expected files:raed to be hidden, but the lock file does not have it
0 of 1 passed
`);
  expect((await run("test", "-c", project({}))).code).toBe(2);
});
