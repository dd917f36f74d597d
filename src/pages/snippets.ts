import type { Access } from "../../generated/config.js";

/** How one client is told about an endpoint. */
export interface Snippet {
  readonly id: string;
  readonly client: string;
  /** Where it goes, in one sentence. */
  readonly where: string;
  readonly text: string;
}

/** Whether callers show a key or token that a person has to put into their client: those of an authorization server sign in. */
export function bringsKey(access: Access): boolean {
  const modes = access.mode === "any-of" ? access.of.map(({ mode }) => mode) : [access.mode];
  return modes.some((mode) => mode === "api-key" || mode === "jwt") && !modes.includes("oauth");
}

/** What stands where a person puts the key. */
const VALUE = "Bearer YOUR-KEY";

/**
 * Ready-made configuration for the clients people have. `name` is what the client will call the proxy. `bringsKey`: callers show
 * a key or token of their own, so each snippet has a place for it; clients that cannot send one are left out.
 */
export function snippetsFor(url: string, name: string, bringsKey = false): readonly Snippet[] {
  const json = (value: unknown): string => JSON.stringify(value, undefined, 2);
  const headers = bringsKey ? { headers: { Authorization: VALUE } } : {};
  const option = bringsKey ? ` --header "Authorization: ${VALUE}"` : "";
  // mcp-remote on Windows splits arguments at blanks.
  const remote = bringsKey
    ? { args: ["-y", "mcp-remote", url, "--header", "Authorization:${KEY}"], env: { KEY: VALUE } }
    : { args: ["-y", "mcp-remote", url] };
  const connectors: Snippet = {
    id: "claude-connectors",
    client: "Claude connectors",
    where: "claude.ai or Claude Desktop: Settings, Connectors, Add custom connector; paste the URL.",
    text: url,
  };
  return [
    ...(bringsKey ? [] : [connectors]),
    {
      id: "claude-desktop",
      client: "Claude Desktop",
      where: "claude_desktop_config.json (Settings, Developer, Edit config); restart Claude afterwards.",
      text: json({ mcpServers: { [name]: { command: "npx", ...remote } } }),
    },
    {
      id: "cursor",
      client: "Cursor",
      where: "~/.cursor/mcp.json, or .cursor/mcp.json in a project.",
      text: json({ mcpServers: { [name]: { url, ...headers } } }),
    },
    {
      id: "vscode",
      client: "VS Code",
      where: ".vscode/mcp.json, or the command “MCP: Add Server”.",
      text: json({ servers: { [name]: { type: "http", url, ...headers } } }),
    },
    {
      id: "claude-code",
      client: "Claude Code",
      where: "In a terminal.",
      text: `claude mcp add --transport http ${word(name)} ${url}${option}`,
    },
    {
      id: "windsurf",
      client: "Windsurf",
      where: "~/.codeium/windsurf/mcp_config.json.",
      text: json({ mcpServers: { [name]: { serverUrl: url, ...headers } } }),
    },
    {
      id: "librechat",
      client: "LibreChat",
      where: "librechat.yaml.",
      text: `mcpServers:\n  ${/^[\w-]+$/.test(name) ? name : JSON.stringify(name)}:\n    type: streamable-http\n    url: ${url}${bringsKey ? `\n    headers: { Authorization: ${VALUE} }` : ""}`,
    },
    {
      id: "inspector",
      client: "MCP Inspector",
      where: "In a terminal.",
      text: `npx @modelcontextprotocol/inspector --cli ${url} --transport http --method tools/list${option}`,
    },
    {
      id: "mcp-remote",
      client: "mcp-remote",
      where: "For clients that only start programs.",
      text: `npx -y mcp-remote ${url}${option}`,
    },
  ];
}

/** A word of a shell's command line. */
function word(text: string): string {
  return /^[\w.@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
