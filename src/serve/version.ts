declare const MCP_PROXY_VERSION: string | undefined;

/** This program's version, as package.json had it when it was built; `0.0.0-source` when run from source. */
export const VERSION: string = typeof MCP_PROXY_VERSION === "string" ? MCP_PROXY_VERSION : "0.0.0-source";
