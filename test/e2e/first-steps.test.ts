import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeEach, describe, expect, test } from "vitest";

const main = join(import.meta.dirname, "../../dist/main.js");
let folder = "";
const folders: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mcp-proxy-first-"));
  folders.push(folder);
});
afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true });
});

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    encoding: "utf8",
    timeout: 120_000,
  });
  return { status, stdout, stderr };
}

describe("init", () => {
  test("writes a valid file and a .gitignore, and overwrites nothing", () => {
    writeFileSync(join(folder, ".gitignore"), "node_modules");
    expect(run("init").status).toBe(0);
    expect(run("validate", "--strict").status).toBe(0);
    expect(readFileSync(join(folder, ".gitignore"), "utf8")).toBe("node_modules\n.env\nsecrets/\n");
    const before = readFileSync(join(folder, "mcp-proxy.yaml"), "utf8");
    expect(run("init")).toMatchObject({
      status: 2,
      stderr: "mcp-proxy: mcp-proxy.yaml already exists; choose another name or remove it\n",
    });
    expect(readFileSync(join(folder, "mcp-proxy.yaml"), "utf8")).toBe(before);
  });
});

test("status of a file in which nobody signs in says so", () => {
  writeFileSync(join(folder, "mcp-proxy.yaml"), "upstreams: { a: { command: x } }\nstore: { type: memory }\n");
  expect(run("status")).toMatchObject({ status: 0, stdout: "no upstream in this file needs a sign-in\n" });
  expect(run("status", "--json").stdout).toBe("[]\n");
});

test("without a file, the way to a first one is told", () => {
  for (const command of ["serve", "validate", "tools", "print"]) {
    const { status, stdout, stderr } = run(command);
    expect(status).toBe(2);
    expect(stdout + stderr).toContain("run mcp-proxy init to write a first one, or name another file with -c");
  }
  expect(run("validate", "other.yaml").stdout).not.toContain("init");
});

describe("import", () => {
  const client = {
    mcpServers: {
      files: {
        command: "npx",
        args: ["-y", "@modelcontextprotocol/server-filesystem", "/data"],
        autoApprove: ["read_file"],
      },
      notes: { url: "https://notes.example.com/mcp", headers: { Authorization: "Bearer hunter2hunter2" } },
    },
  };

  test("writes a valid file, secrets beside it for nobody else to read, and says what was lost", () => {
    writeFileSync(join(folder, "mcp.json"), JSON.stringify(client));
    const { status, stdout, stderr } = run("import", "mcp.json");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toBe(
      [
        "taken    files",
        "dropped  files: autoApprove not imported: confirmation is up to the client",
        "taken    notes",
        "changed  notes: moved a secret to secrets/notes-headers-Authorization",
        "wrote mcp-proxy.yaml\n",
      ].join("\n"),
    );
    expect(run("validate", "--strict").status).toBe(0);
    const secret = join(folder, "secrets/notes-headers-Authorization");
    expect(readFileSync(secret, "utf8")).toBe("Bearer hunter2hunter2");
    expect([statSync(secret).mode & 0o777, statSync(join(folder, "secrets")).mode & 0o777]).toEqual([0o600, 0o700]);
    expect(readFileSync(join(folder, ".gitignore"), "utf8")).toContain("secrets/");
    expect(run("import", "mcp.json").status).toBe(2);
  });

  test("--dry-run writes nothing and shows no secret; --allow-loss is content", () => {
    writeFileSync(join(folder, "mcp.json"), JSON.stringify(client));
    const { status, stdout, stderr } = run("import", "--dry-run", "--allow-loss", "mcp.json");
    expect(status).toBe(0);
    expect(stdout).toContain("file: secrets/notes-headers-Authorization");
    expect(stdout + stderr).not.toContain("hunter2");
    expect(run("validate").status).toBe(2);
  });
});

describe("client-config", () => {
  test("where callers bring a key, there is a place for it, and no client that cannot send one", () => {
    const access = "\naccess: { mode: api-key, keys: { ci: { env: CI_KEY } } }\n";
    writeFileSync(join(folder, "mcp-proxy.yaml"), `upstreams: { a: { command: x } }${access}`);
    expect(run("client-config").stdout).not.toContain("claude-connectors");
    for (const id of ["claude-desktop", "cursor", "vscode", "claude-code", "windsurf", "librechat", "inspector"]) {
      expect(run("client-config", id).stdout, id).toContain("Bearer YOUR-KEY");
    }
    expect(run("client-config", "claude-code", "--name", "it's mine").stdout).toContain(`http 'it'\\''s mine' http`);
  });

  const config =
    "upstreams: { a: { command: node } }\nexpose: { http: { listen: 127.0.0.1:8181, pathPrefix: /tools, endpoints: { /mcp: {}, /b: {} } } }\n";

  test("an endpoint's address, and nothing else on stdout", () => {
    writeFileSync(join(folder, "mcp-proxy.yaml"), config);
    const { stdout } = run("client-config", "cursor", "--endpoint", "/b", "--name", "mine");
    expect(JSON.parse(stdout)).toEqual({ mcpServers: { mine: { url: "http://127.0.0.1:8181/tools/b" } } });
    expect(run("client-config", "cursor", "--endpoint", "/c").status).toBe(2);
    expect(run("client-config", "cursr").stderr).toContain('did you mean "cursor"?');
    expect(run("client-config").stdout).toMatch(/^claude-connectors .*\n/);
  });

  test("a command line with absolute paths, which works", async () => {
    const everything = join(
      import.meta.dirname,
      "../../node_modules/@modelcontextprotocol/server-everything/dist/index.js",
    );
    writeFileSync(
      join(folder, "mcp-proxy.yaml"),
      JSON.stringify({ upstreams: { a: { command: "node", args: [everything] } } }),
    );
    const { mcpServers } = JSON.parse(run("client-config", "claude-desktop", "--stdio").stdout);
    const { command, args } = mcpServers["mcp-proxy"];
    const initialize = {
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "t", version: "1" } },
    };
    const child = spawn(command, args, { cwd: "/", stdio: ["pipe", "pipe", "ignore"] });
    try {
      child.stdin.write(`${JSON.stringify(initialize)}\n`);
      const [line] = (await once(createInterface(child.stdout), "line")) as [string];
      expect(JSON.parse(line)).toMatchObject({ id: 1, result: { protocolVersion: "2025-06-18" } });
    } finally {
      child.stdin.end();
      await once(child, "exit");
    }
  });
});
