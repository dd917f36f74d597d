import { resolve } from "node:path";
import type { Snippet } from "../pages/snippets.js";

/** Configuration of clients that start the proxy themselves. `file` is absolute; `argv` is that of this process. */
export function stdioSnippets(name: string, file: string, argv: readonly string[]): readonly Snippet[] {
  const [node = "node", main = ""] = argv;
  const serve = ["serve", "--stdio", "-c", file];
  // What npx unpacked is gone tomorrow: then the client shall call npx too.
  const start = /[\\/]_npx[\\/]/.test(main)
    ? { command: "npx", args: ["-y", "mcp-proxy-yaml", ...serve] }
    : { command: node, args: [resolve(main), ...serve] };
  const json = (value: unknown): string => JSON.stringify(value, undefined, 2);
  const common = json({ mcpServers: { [name]: start } });
  return [
    {
      id: "claude-desktop",
      client: "Claude Desktop",
      where: "claude_desktop_config.json (Settings, Developer, Edit config); restart Claude afterwards.",
      text: common,
    },
    {
      id: "claude-code",
      client: "Claude Code",
      where: ".mcp.json in a project.",
      text: common,
    },
    { id: "cursor", client: "Cursor", where: "~/.cursor/mcp.json, or .cursor/mcp.json in a project.", text: common },
    { id: "windsurf", client: "Windsurf", where: "~/.codeium/windsurf/mcp_config.json.", text: common },
    {
      id: "vscode",
      client: "VS Code",
      where: ".vscode/mcp.json, or the command “MCP: Add Server”.",
      text: json({ servers: { [name]: { type: "stdio", ...start } } }),
    },
    {
      id: "inspector",
      client: "MCP Inspector",
      where: "mcp.json, for npx @modelcontextprotocol/inspector --config mcp.json --server NAME.",
      text: common,
    },
  ];
}
