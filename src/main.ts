#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { loaderOf } from "./program.js";

declare const MCP_PROXY_BUILD: string;

const args = process.argv.slice(2);
if (args[0] === "serve") collectAlone();
const load = loaderOf({ env: process.env, folder: `${__dirname}/program`, build: MCP_PROXY_BUILD, way: wayOf(args) });
const { run } = load("./check.cjs") as typeof import("./cli/run.js");
const streams = { env: process.env, stdin: process.stdin, stdout: process.stdout, stderr: process.stderr };
void run(args, streams).then((code) => {
  process.exitCode = code;
});

/**
 * Garbage is collected by the thread that made it: what large results leave behind is freed where it was allocated (ADR 0016).
 * Before anything is loaded, because V8 takes a code cache only under the flags it was made with.
 */
function collectAlone(): void {
  for (const part of ["marking", "sweeping", "array-buffer-sweeping"]) setFlagsFromString(`--no-concurrent-${part}`);
}

/** The ways to start that clients and editors wait for, and all others as one. */
function wayOf([command, ...options]: readonly string[]): string {
  if (command === "serve") return options.includes("--stdio") ? "stdio" : "http";
  return command === "validate" ? "validate" : "other";
}
