/** How one client is told about an endpoint. */
export interface Snippet {
  readonly id: string;
  readonly client: string;
  /** Where it goes, in one sentence. */
  readonly where: string;
  readonly text: string;
}

/** Ready-made configuration for the clients people have. `name` is what the client will call the proxy. */
export function snippetsFor(url: string, name: string): readonly Snippet[] {
  const json = (value: unknown): string => JSON.stringify(value, undefined, 2);
  return [
    {
      id: "claude-connectors",
      client: "Claude connectors",
      where: "claude.ai or Claude Desktop: Settings, Connectors, Add custom connector; paste the URL.",
      text: url,
    },
    {
      id: "claude-desktop",
      client: "Claude Desktop",
      where: "claude_desktop_config.json (Settings, Developer, Edit config); restart Claude afterwards.",
      text: json({ mcpServers: { [name]: { command: "npx", args: ["-y", "mcp-remote", url] } } }),
    },
    {
      id: "cursor",
      client: "Cursor",
      where: "~/.cursor/mcp.json, or .cursor/mcp.json in a project.",
      text: json({ mcpServers: { [name]: { url } } }),
    },
    {
      id: "vscode",
      client: "VS Code",
      where: ".vscode/mcp.json, or the command “MCP: Add Server”.",
      text: json({ servers: { [name]: { type: "http", url } } }),
    },
    {
      id: "claude-code",
      client: "Claude Code",
      where: "In a terminal.",
      text: `claude mcp add --transport http ${name} ${url}`,
    },
    {
      id: "windsurf",
      client: "Windsurf",
      where: "~/.codeium/windsurf/mcp_config.json.",
      text: json({ mcpServers: { [name]: { serverUrl: url } } }),
    },
    {
      id: "librechat",
      client: "LibreChat",
      where: "librechat.yaml.",
      text: `mcpServers:\n  ${name}:\n    type: streamable-http\n    url: ${url}`,
    },
    {
      id: "inspector",
      client: "MCP Inspector",
      where: "In a terminal.",
      text: `npx @modelcontextprotocol/inspector --cli ${url} --transport http --method tools/list`,
    },
    {
      id: "mcp-remote",
      client: "mcp-remote",
      where: "For clients that only start programs.",
      text: `npx -y mcp-remote ${url}`,
    },
  ];
}
