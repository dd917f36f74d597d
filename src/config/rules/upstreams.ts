import type { Path, Report } from "../finding.js";
import { show } from "../finding.js";
import { hasVariable } from "../interpolate.js";
import { nearest } from "../suggest.js";
import { at, entries, upstreams } from "./look.js";

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/;

/** Names of upstreams: legal, unique whatever their case, and in one of the two maps only. */
export function upstreamNames(data: unknown, report: Report): void {
  const seen = new Map<string, { name: string; path: Path }>();
  let count = 0;
  for (const { name, path } of upstreams(data)) {
    count += 1;
    if (!NAME.test(name) || name.includes("__")) {
      const legal = name
        .replace(/[^A-Za-z0-9_-]+/g, "-")
        .replace(/_{2,}/g, "_")
        .replace(/^[^A-Za-z0-9]+/, "")
        .slice(0, 32);
      report({
        rule: "MCP4001",
        message: `${JSON.stringify(name)} is not a valid upstream name`,
        at: path,
        key: true,
        hint: legal === "" || legal === name ? undefined : `did you mean ${JSON.stringify(legal)}?`,
        notes: ["use 1 to 32 letters, digits, _ and -; begin with a letter or digit; avoid __"],
      });
    }
    const other = seen.get(name.toLowerCase());
    if (other === undefined) seen.set(name.toLowerCase(), { name, path });
    else if (other.name === name)
      report({
        rule: "MCP2005",
        message: `${JSON.stringify(name)} is also defined in ${show(other.path.slice(0, 1))}`,
        at: path,
        key: true,
      });
    else
      report({
        rule: "MCP4002",
        message: `${JSON.stringify(name)} and ${JSON.stringify(other.name)} differ only in case`,
        at: path,
        key: true,
      });
  }
  // A misspelt `upstreams` is already said to be an unknown key.
  const misspelt = (key: string): boolean => nearest(key, ["upstreams", "mcpServers"]) !== undefined;
  if (count === 0 && !entries(data).some(([key]) => misspelt(key)))
    report({
      rule: "MCP1016",
      message: "the file has no upstream",
      at: at(data, "upstreams") === undefined ? [] : ["upstreams"],
      key: true,
    });
}

/** Programs: what a shell would have done, and names of variables. */
export function commands(data: unknown, report: Report): void {
  for (const { path, value } of upstreams(data)) {
    const command = at(value, "command");
    if (typeof command === "string" && !hasVariable(command) && /[;&|<>`$"']|^\S*[^\\/\s]\s+-/.test(command))
      report({
        rule: "MCP3010",
        message: `${show([...path, "command"])} looks like a shell command line, but no shell is used`,
        at: [...path, "command"],
        hint: "put the arguments in args",
      });
    for (const [name] of entries(at(value, "env"))) {
      if (name === "" || name.includes("="))
        report({
          rule: "MCP3006",
          message: `${JSON.stringify(name)} is not a valid name of an environment variable`,
          at: [...path, "env", name],
          key: true,
        });
    }
  }
}

/** How an upstream is talked to: `type` and `transport` agree with each other and with the address. */
export function transports(data: unknown, report: Report): void {
  for (const { path, value } of upstreams(data)) {
    const type = at(value, "type");
    const transport = at(value, "transport");
    const url = at(value, "url");
    const only = { sse: ["sse", "sse-only"], "streamable-http": ["streamable-http", "http", "http-only"] };
    const fits = type === "sse" || type === "streamable-http" ? only[type] : undefined;
    // `http-first` is what the default fills in; it says nothing against `type`.
    if (fits !== undefined && typeof transport === "string" && transport !== "http-first" && !fits.includes(transport))
      report({
        rule: "MCP1018",
        message: `${show(path)} has type ${type} and transport ${transport}`,
        at: [...path, "transport"],
        hint: "keep one of the two",
      });
    const streamable = typeof transport === "string" && only["streamable-http"].includes(transport);
    if (streamable && typeof url === "string" && /\/sse\/?(?:[?#]|$)/.test(url))
      report({
        rule: "MCP5001",
        message: `${show([...path, "url"])} looks like an HTTP+SSE address, which transport ${transport} does not support`,
        at: [...path, "transport"],
        hint: "remove transport, and the proxy tries both",
      });
  }
}
