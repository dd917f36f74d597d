#!/usr/bin/env node
import { loaderOf } from "./program.js";

declare const MCP_PROXY_BUILD: string;

const args = process.argv.slice(2);
const load = loaderOf({ env: process.env, folder: `${__dirname}/program`, build: MCP_PROXY_BUILD, way: wayOf(args) });
const { run } = load("./check.cjs") as typeof import("./cli/run.js");
const streams = { env: process.env, stdin: process.stdin, stdout: process.stdout, stderr: process.stderr };
void run(args, streams).then((code) => {
  process.exitCode = code;
});

/** The ways to start that clients and editors wait for, and all others as one. */
function wayOf([command, ...options]: readonly string[]): string {
  if (command === "serve") return options.includes("--stdio") ? "stdio" : "http";
  return command === "validate" ? "validate" : "other";
}
