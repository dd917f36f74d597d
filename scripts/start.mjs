// @ts-check
// npm start: makes a fresh clone ready, then serves mcp-proxy.yaml.example, or whatever the arguments say.
// usage: npm start [-- command and options of mcp-proxy]
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureReady, root } from "./setup.mjs";

ensureReady();

const given = process.argv.slice(2);
if (given.length === 0) exampleFiles(join(root, ".cache", "example-files"));
const main = join(root, "dist", "main.js");
const example = ["serve", "-c", join(root, "mcp-proxy.yaml.example")];
// The same process from here on: signals reach the proxy as they would reach the installed program.
process.argv = [process.argv[0] ?? "node", main, ...(given.length > 0 ? given : example)];
await import(pathToFileURL(main).href);

/**
 * The folder the example's `files` upstream shows.
 * @param {string} folder
 */
function exampleFiles(folder) {
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "welcome.txt"), "This file was read through mcp-proxy.\n");
}
