/** The official conformance suite, pinned, as a function: what it says of one implementation. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { node22, sideFolder } from "../fixtures/side-folder.js";

/** The release every figure in the docs was measured with. */
export const SUITE = { "@modelcontextprotocol/conformance": "0.2.0-alpha.12" };

export type Revision = "2025-11-25" | "2026-07-28";
export type Leg = "server" | "client";

/** What the suite says of one scenario. */
export interface Verdict {
  readonly passed: number;
  /** `check: message` of each check that failed. */
  readonly failures: readonly string[];
  /** The same of what a SHOULD asks for. */
  readonly warnings: readonly string[];
}

/** The scenarios of a revision, as the suite freezes them. */
export interface Requirements {
  readonly required: readonly string[];
  /** Run and reported, never counted. */
  readonly unscored: readonly string[];
}

interface Check {
  readonly id: string;
  readonly status: "SUCCESS" | "FAILURE" | "WARNING" | "SKIPPED" | "INFO";
  readonly errorMessage?: string;
}

const PACKAGE = "node_modules/@modelcontextprotocol/conformance";

export async function requirements(revision: Revision, leg: Leg): Promise<Requirements> {
  const folder = await sideFolder("conformance", SUITE);
  const file = readFileSync(join(folder, PACKAGE, "requirements", `${revision}.yaml`), "utf8");
  const lists = parse(file) as Record<Leg, string[]> & { not_scored: { scenario: string; leg: Leg }[] };
  return {
    required: lists[leg],
    unscored: lists.not_scored.filter((each) => each.leg === leg).map((each) => each.scenario),
  };
}

/** Runs the suite's command line; its results land in `output`, one folder a scenario. Answers what it printed. */
async function command(args: readonly string[], output: string, env: Record<string, string> = {}): Promise<string> {
  const folder = await sideFolder("conformance", SUITE);
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const child = spawn(await node22(), [join(folder, PACKAGE, "dist/index.js"), ...args, "-o", output], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  let printed = "";
  const keep = (chunk: Buffer): void => {
    printed += chunk.toString();
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  await once(child, "close");
  return printed;
}

/** The verdicts below a folder of results, by scenario. */
function verdicts(output: string, leg: Leg): Map<string, Verdict> {
  const found = new Map<string, Verdict>();
  const visit = (directory: string, prefix: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      const path = join(directory, entry.name);
      const file = join(path, "checks.json");
      if (!existsSync(file)) {
        visit(path, `${prefix}${entry.name}/`);
        continue;
      }
      const stamped = /^(.*)-\d{4}-\d\d-\d\dT[\d-]+Z$/.exec(entry.name)?.[1] ?? entry.name;
      const name = prefix + (leg === "server" ? stamped.replace(/^server-/, "") : stamped);
      const checks = JSON.parse(readFileSync(file, "utf8")) as Check[];
      const say = (status: Check["status"]) =>
        checks.filter((each) => each.status === status).map((each) => `${each.id}: ${each.errorMessage ?? ""}`);
      found.set(name, {
        passed: checks.filter((each) => each.status === "SUCCESS").length,
        failures: say("FAILURE"),
        warnings: say("WARNING"),
      });
    }
  };
  visit(output, "");
  return found;
}

/** The server leg of a revision against a URL. */
export async function testServer(url: string, revision: Revision, name: string): Promise<Map<string, Verdict>> {
  const output = resolve(".cache/conformance-results", name);
  const printed = await command(["server", "--url", url, "--requirements", revision], output);
  const found = verdicts(output, "server");
  if (found.size === 0) throw new Error(`The suite ran nothing against ${url}:\n${printed}`);
  return found;
}

/** The client leg of a revision; the suite appends its server's URL to `line`. */
export async function testClient(line: string, revision: Revision, name: string): Promise<Map<string, Verdict>> {
  const output = resolve(".cache/conformance-results", name);
  const printed = await command(
    ["client", "--command", line, "--requirements", revision, "--timeout", "240000"],
    output,
  );
  const found = verdicts(output, "client");
  if (found.size === 0) throw new Error(`The suite ran nothing with ${line}:\n${printed}`);
  return found;
}

/** The authorization-server scenarios against an issuer. */
export async function testAuthorization(url: string, name: string): Promise<Map<string, Verdict>> {
  const output = resolve(".cache/conformance-results", name);
  const printed = await command(["authorization", "--url", url], output);
  const found = verdicts(output, "client");
  if (found.size === 0) throw new Error(`The suite ran nothing against ${url}:\n${printed}`);
  return found;
}
