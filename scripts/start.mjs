// @ts-check
// npm start: makes a fresh clone ready, then serves mcp-proxy.yaml.example, or whatever the arguments say.
// usage: npm start [-- serve options]
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureReady, root } from "./setup.mjs";

ensureReady();

const given = process.argv.slice(2);
const main = join(root, "dist", "main.js");
// The same process from here on: signals reach the proxy as they would reach the installed program.
process.argv = [process.argv[0] ?? "node", main, ...(given.length > 0 ? given : ["serve", "mcp-proxy.yaml.example"])];
await import(pathToFileURL(main).href);
