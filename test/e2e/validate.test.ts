import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";

const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-validate-"));
const main = join(import.meta.dirname, "../../dist/main.js");
const good = "upstreams:\n  a: { command: node }\n";
const bad = "upstreams:\n  a: { command: node, argz: [] }\n";

function run(args: string[], { input = "", env = {} }: { input?: string; env?: Record<string, string> } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    input,
    encoding: "utf8",
    timeout: 120_000,
    env: { PATH: process.env.PATH, ...env },
  });
  return { status, stdout, stderr };
}

beforeAll(() => {
  mkdirSync(join(folder, "deploy/eu"), { recursive: true });
  writeFileSync(join(folder, "mcp-proxy.yaml"), good);
  writeFileSync(join(folder, "bad.yaml"), bad);
  writeFileSync(join(folder, "warn.yaml"), "upstreams:\n  a: { url: http://a.example.com/mcp }\n");
  writeFileSync(join(folder, "deploy/one.yaml"), good);
  writeFileSync(join(folder, "deploy/eu/two.yaml"), bad);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("validate", () => {
  test("the file in the working directory, with a last line that says what was not checked", () => {
    expect(run(["validate"])).toEqual({
      status: 0,
      stderr: "",
      stdout:
        "nothing wrong in 1 file (checked: syntax, shape and rules; not checked: environment (--env) and network)\n",
    });
  });

  test("text: place, line, caret, what was meant, what is allowed", () => {
    const { status, stdout } = run(["validate", "bad.yaml"]);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^bad\.yaml:2:23: error\[MCP1001\]: unknown key "argz" in upstreams\.a\n {2}\|\n2 \| {3}a: \{ command: node, argz: \[\] \}\n {2}\| +\^{4} did you mean "args"\?\n {2}= allowed here: .*args/,
    );
    expect(stdout).toContain("\n1 error, 0 warnings in 1 file (");
  });

  test("standard input", () => {
    expect(run(["validate", "-"], { input: bad })).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("<stdin>:2:23:"),
    });
  });

  test("globs, and several files at once", () => {
    const { status, stdout } = run(["validate", "deploy/**/*.yaml", "mcp-proxy.yaml"]);
    expect(status).toBe(1);
    expect(stdout).toContain("deploy/eu/two.yaml:2:23:");
    expect(stdout).toContain("in 3 files");
  });

  test("warnings fail under --strict only, and --quiet says nothing when nothing is wrong", () => {
    expect(run(["validate", "warn.yaml"]).status).toBe(0);
    expect(run(["validate", "--strict", "warn.yaml"]).status).toBe(1);
    expect(run(["validate", "--quiet"])).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  test.each([
    [["validate", "nothing.yaml"]],
    [["validate", "no*thing.yaml"]],
    [["validate", "--format", "xml"]],
    [["validate", "--no-such-option"]],
    [["vallidate"]],
    [["explain", "MCP0000"]],
  ])("%j exits 2", (args) => expect(run(args).status).toBe(2));

  test("a command that is misspelt", () => {
    expect(run(["vallidate"]).stderr).toBe('mcp-proxy: unknown command "vallidate"; did you mean "validate"?\n');
  });

  test("--env: variables, secrets, files and programs exist", () => {
    const file = join(folder, "env.yaml");
    writeFileSync(
      file,
      `upstreams:
  a: { command: no-such-program, cwd: nowhere, env: { A: "\${NOT_SET}", B: { env: NOT_SET_EITHER }, C: { file: no-such-file } } }
  b: { url: "https://b.example.com/mcp", tls: { ca: no-ca.pem } }
  c: { command: node, cwd: deploy, env: { A: "\${SET}", B: { env: SET }, C: { file: env.yaml } } }
access: { mode: none, usersFile: no-users.yaml }
`,
    );
    expect(run(["validate", "env.yaml"]).status).toBe(0);
    const { status, stdout } = run(["validate", "--env", "env.yaml"], { env: { SET: "x" } });
    expect(status).toBe(1);
    expect([...stdout.matchAll(/error\[(\w+)\]/g)].map(([, rule]) => rule).sort()).toEqual(
      ["MCP2002", "MCP2003", "MCP2003", "MCP2004", "MCP2006", "MCP2006", "MCP2006"].sort(),
    );
    expect(stdout).toContain("not checked: network)");
  });

  test("--env asks for nothing that only a disabled upstream names; of what starts with ~ it says why it is not found", () => {
    const file = join(folder, "disabled.yaml");
    const off = `upstreams:
  a: { command: node }
  b: { disabled: true, url: "https://\${NOT_SET}/mcp", headers: { A: { env: NOT_SET } }, tls: { ca: no-ca.pem } }
  c: { disabled: true, command: no-such-program, cwd: nowhere, env: { A: { file: no-such-file } } }
`;
    writeFileSync(file, off);
    expect(run(["validate", "--env", "disabled.yaml"])).toMatchObject({ status: 0, stderr: "" });
    writeFileSync(file, off.replace("command: node", "command: node, env: { A: { file: ~/nothing } }"));
    const { status, stdout } = run(["validate", "--env", "disabled.yaml"]);
    expect(status).toBe(1);
    expect(stdout).toContain("= ~ is not expanded; write ${HOME} instead");
    expect(stdout).toContain("1 error, 0 warnings");
  });

  test("json", () => {
    const { files, errors } = JSON.parse(run(["validate", "--format", "json", "bad.yaml"]).stdout);
    expect({ errors, file: files[0].file }).toEqual({ errors: 1, file: "bad.yaml" });
    expect(files[0].diagnostics[0]).toMatchObject({
      rule: "MCP1001",
      level: "error",
      place: { line: 2, column: 23, endColumn: 27 },
    });
  });

  test("github, by itself in a workflow", () => {
    const { stdout } = run(["validate", "bad.yaml"], { env: { GITHUB_ACTIONS: "true" } });
    expect(stdout).toMatch(
      /^::error file=bad\.yaml,line=2,col=23,endColumn=27,title=MCP1001::unknown key "argz" in upstreams\.a%0A/,
    );
  });

  test("sarif", () => {
    const log = JSON.parse(run(["validate", "--format", "sarif", "bad.yaml"]).stdout);
    expect(log.version).toBe("2.1.0");
    const [{ tool, results }] = log.runs;
    expect(results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "bad.yaml" },
      region: { startLine: 2, startColumn: 23, endLine: 2, endColumn: 27 },
    });
    expect(tool.driver.rules[results[0].ruleIndex].id).toBe("MCP1001");
  });

  test("junit", () => {
    const { stdout } = run(["validate", "--format", "junit", "bad.yaml", "mcp-proxy.yaml"]);
    expect(stdout).toContain('<testsuites name="mcp-proxy validate" tests="2" failures="1">');
    expect(stdout).toContain('<testcase classname="mcp-proxy.yaml" name="valid"/>');
    expect(stdout).toContain("unknown key &quot;argz&quot;");
  });

  test("junit fails where --strict does", () => {
    writeFileSync(join(folder, "warned.yaml"), 'upstreams: { a: { command: "npx -y x" } }\n');
    const loose = run(["validate", "--format", "junit", "warned.yaml"]);
    expect([loose.status, loose.stdout]).toEqual([0, expect.stringContaining('tests="1" failures="0"')]);
    const strict = run(["validate", "--format", "junit", "--strict", "warned.yaml"]);
    expect([strict.status, strict.stdout]).toEqual([1, expect.stringContaining('tests="1" failures="1"')]);
    expect(strict.stdout).toContain('<failure message="upstreams.a.command looks like a shell command line');
  });
});

describe("print", () => {
  test("shows every default, keeps references, and is a valid file", () => {
    writeFileSync(
      join(folder, "print.yaml"),
      'upstreams:\n  a: { url: "https://a.example.com/mcp", headers: { X-A: "${A}", Authorization: { env: A_AUTH } } }\nlog: { level: "${LEVEL:-debug}" }\n',
    );
    const { status, stdout } = run(["print", "-c", "print.yaml"]);
    expect(status).toBe(0);
    expect(parse(stdout)).toMatchObject({
      version: 1,
      upstreams: {
        a: {
          transport: "http-first",
          headers: { "X-A": "${A}", Authorization: { env: "A_AUTH" } },
          timeouts: { connect: "30s" },
        },
      },
      expose: { http: { listen: "127.0.0.1:8080" } },
      log: { level: "${LEVEL:-debug}" },
    });
    expect(run(["validate", "-"], { input: stdout }).status).toBe(0);
    expect(JSON.parse(run(["print", "-c", "print.yaml", "--format", "json"]).stdout)).toEqual(parse(stdout));
  });

  test("never shows a secret that is written into the file", () => {
    writeFileSync(
      join(folder, "secret.yaml"),
      'upstreams:\n  a: { url: "https://a.example.com/mcp", auth: { mode: headers, headers: { X-Any: hunter2hunter2 } } }\n',
    );
    expect(run(["print", "-c", "secret.yaml"])).toMatchObject({
      status: 0,
      stdout: expect.not.stringContaining("hunter2"),
    });
  });

  test("what a provider stands for is written out", () => {
    writeFileSync(
      join(folder, "provider.yaml"),
      'upstreams:\n  a: { url: "https://a.example.com/mcp", auth: { mode: auto, provider: cognito } }\n',
    );
    const { stdout } = run(["print", "-c", "provider.yaml"]);
    expect(parse(stdout)).toMatchObject({
      upstreams: { a: { auth: { provider: "cognito", offlineAccess: "never", resource: "omit" } } },
    });
    expect(run(["validate", "-"], { input: stdout }).status).toBe(0);
  });

  test("a file that is not valid: where and what, on stderr", () => {
    expect(run(["print", "-c", "bad.yaml"])).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining("MCP1001"),
    });
    expect(run(["print", "-c", "nothing.yaml"]).status).toBe(2);
  });
});

test("explain says what a rule is about, in any case", () => {
  expect(run(["explain", "mcp3002"]).stdout).toMatch(
    /^MCP3002 \(error\): No access control on a network address\n[\s\S]*\nRight:\n/,
  );
  expect(run(["explain"]).stdout).toMatch(/^MCP1000 {2}error {4}Unreadable file\n/);
});

describe("schema", () => {
  const schema = JSON.parse(readFileSync(join(import.meta.dirname, "../../generated/mcp-proxy.schema.json"), "utf8"));

  test("is printed as it is generated", () => expect(JSON.parse(run(["schema"]).stdout)).toEqual(schema));

  test("another reader of JSON Schema agrees: valid files, variables included, and invalid ones", () => {
    const valid = new Ajv({ discriminator: true, strict: false }).compile(schema);
    expect(valid(parse(good))).toBe(true);
    expect(valid({ upstreams: { a: { url: "${URL}", transport: "${T}", timeouts: { idle: "${I:-5m}" } } } })).toBe(
      true,
    );
    expect(valid(parse(bad))).toBe(false);
    expect(valid({ upstreams: { a: { url: "https://a.example.com", timeouts: { idle: "5 min" } } } })).toBe(false);
  });
});
