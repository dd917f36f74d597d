#!/usr/bin/env node
import module from "node:module";

// Node 22.8 and newer keep what was compiled; a folder that cannot be written is no error. Everything else is loaded behind it.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
const { run } = await import("./cli/run.js");

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
});
